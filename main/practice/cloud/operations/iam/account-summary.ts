import type { GetAccountSummaryResponse } from '@aws-sdk/client-iam';
import { iamQuotas } from '../../data/iam-quotas.ts';
import type { Account } from '../../world/world.ts';
import { reads } from '../operation.ts';

/** What an account has of everything, and how much it may have. Of the root user it is said that it has a password and MFA. */
function summarize({ users, iamGroups, roles, instanceProfiles, policies, mfaDevices }: Account) {
  return {
    Users: users.size,
    UsersQuota: iamQuotas.UsersPerAccount,
    Groups: iamGroups.size,
    GroupsQuota: iamQuotas.GroupsPerAccount,
    Roles: roles.size,
    RolesQuota: iamQuotas.RolesPerAccount,
    InstanceProfiles: instanceProfiles.size,
    InstanceProfilesQuota: iamQuotas.InstanceProfilesPerAccount,
    Policies: policies.size,
    PoliciesQuota: iamQuotas.PoliciesPerAccount,
    PolicySizeQuota: iamQuotas.PolicySize,
    PolicyVersionsInUse: policies.all().reduce((sum, { versions }) => sum + versions.length, 0),
    PolicyVersionsInUseQuota: iamQuotas.PolicyVersionsInUse,
    VersionsPerPolicyQuota: iamQuotas.VersionsPerPolicy,
    AttachedPoliciesPerUserQuota: iamQuotas.PoliciesPerUser,
    AttachedPoliciesPerGroupQuota: iamQuotas.PoliciesPerGroup,
    AttachedPoliciesPerRoleQuota: iamQuotas.PoliciesPerRole,
    UserPolicySizeQuota: iamQuotas.userInlineSize,
    GroupPolicySizeQuota: iamQuotas.groupInlineSize,
    RolePolicySizeQuota: iamQuotas.roleInlineSize,
    AssumeRolePolicySizeQuota: iamQuotas.ACLSizePerRole,
    AccessKeysPerUserQuota: iamQuotas.AccessKeysPerUser,
    GroupsPerUserQuota: iamQuotas.GroupsPerUser,
    SigningCertificatesPerUserQuota: 2,
    ServerCertificates: 0,
    ServerCertificatesQuota: 20,
    Providers: 0,
    MFADevices: mfaDevices.size + 1,
    MFADevicesInUse: mfaDevices.filter(({ holder }) => holder !== null).length + 1,
    AccountMFAEnabled: 1,
    AccountPasswordPresent: 1,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    GlobalEndpointTokenVersion: 1,
  };
}

/** The account in numbers. */
export const accountSummaryReads = [
  reads('GetAccountSummary', (_input: object, { account }): GetAccountSummaryResponse => {
    return { SummaryMap: summarize(account) };
  }),
];
