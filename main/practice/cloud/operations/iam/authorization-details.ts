import type {
  EntityType,
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import { managedPolicies } from '../../data/managed-policies.ts';
import { iamArn } from '../../world/accounts.ts';
import type { IamGroupRecord, IdentityRecord, RoleRecord, UserRecord } from '../../world/records/iam-records.ts';
import type { Account } from '../../world/world.ts';
import { reads } from '../operation.ts';
import type { UsablePolicy } from './finding.ts';
import { markedPage } from './pages.ts';
import {
  attachmentsOf,
  boundaryAndTags,
  boundaryUsesOf,
  encodeDocument,
  showAttached,
  showLastUse,
  showPolicy,
  showProfile,
  versionsOf,
} from './views.ts';

/** One thing of the account, and how it is told in full. */
type Entry = { readonly type: EntityType; readonly key: string } & (
  | { readonly kind: 'user'; tell(): UserDetail }
  | { readonly kind: 'group'; tell(): GroupDetail }
  | { readonly kind: 'role'; tell(): RoleDetail }
  | { readonly kind: 'policy'; tell(): ManagedPolicyDetail }
);

function inlineOf({ inline }: IdentityRecord): PolicyDetail[] {
  return inline.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: encodeDocument(document) }));
}

function tellUser(account: Account, user: UserRecord): UserDetail {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.uniqueId,
    Arn: iamArn(account, 'user', user),
    CreateDate: new Date(user.createdAt),
    ...(user.inline.length > 0 ? { UserPolicyList: inlineOf(user) } : {}),
    GroupList: [...user.groups],
    AttachedManagedPolicies: showAttached(account, user),
    ...boundaryAndTags(user),
  };
}

function tellGroup(account: Account, group: IamGroupRecord): GroupDetail {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.uniqueId,
    Arn: iamArn(account, 'group', group),
    CreateDate: new Date(group.createdAt),
    GroupPolicyList: inlineOf(group),
    AttachedManagedPolicies: showAttached(account, group),
  };
}

function tellRole(account: Account, role: RoleRecord): RoleDetail {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.uniqueId,
    Arn: iamArn(account, 'role', role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trust),
    InstanceProfileList: account.instanceProfiles.by('role', role.id).map((one) => showProfile(account, one)),
    RolePolicyList: inlineOf(role),
    AttachedManagedPolicies: showAttached(account, role),
    RoleLastUsed: showLastUse(role),
    ...boundaryAndTags(role),
  };
}

function tellPolicy(account: Account, policy: UsablePolicy): ManagedPolicyDetail {
  const description = policy.own ? policy.own.description : policy.aws.description;
  return {
    ...showPolicy(account, policy),
    ...(description === '' ? {} : { Description: description }),
    PolicyVersionList: versionsOf(policy).map(({ document, ...version }) => ({
      ...version,
      Document: encodeDocument(document),
    })),
  };
}

/** Everything of the account in the order in which it is told; of AWS's policies those that are in use. */
function* entriesOf(account: Account): Generator<Entry> {
  for (const user of account.users) {
    yield { type: 'User', kind: 'user', key: `1 ${user.id}`, tell: () => tellUser(account, user) };
  }
  for (const group of account.iamGroups) {
    yield { type: 'Group', kind: 'group', key: `2 ${group.id}`, tell: () => tellGroup(account, group) };
  }
  for (const role of account.roles) {
    yield { type: 'Role', kind: 'role', key: `3 ${role.id}`, tell: () => tellRole(account, role) };
  }
  for (const own of account.policies) {
    yield policyEntry(account, 'LocalManagedPolicy', own.uniqueId, { own, aws: null });
  }
  for (const aws of managedPolicies) {
    if (attachmentsOf(account, aws.arn) + boundaryUsesOf(account, aws.arn) === 0) continue;
    yield policyEntry(account, 'AWSManagedPolicy', aws.id, { own: null, aws });
  }
}

function policyEntry(account: Account, type: EntityType, id: string, policy: UsablePolicy): Entry {
  return { type, kind: 'policy', key: `4 ${id}`, tell: () => tellPolicy(account, policy) };
}

/** The whole of an account's identities and policies, page by page. */
export const authorizationDetailsReads = [
  reads(
    'GetAccountAuthorizationDetails',
    (input: GetAccountAuthorizationDetailsRequest, { account }): GetAccountAuthorizationDetailsResponse => {
      const wanted = input.Filter?.length ? new Set(input.Filter) : null;
      const entries = [...entriesOf(account)].filter(({ type }) => !wanted || wanted.has(type));
      const { items, paging } = markedPage(entries, ({ key }) => key, input);
      return {
        UserDetailList: items.flatMap((one) => (one.kind === 'user' ? one.tell() : [])),
        GroupDetailList: items.flatMap((one) => (one.kind === 'group' ? one.tell() : [])),
        RoleDetailList: items.flatMap((one) => (one.kind === 'role' ? one.tell() : [])),
        Policies: items.flatMap((one) => (one.kind === 'policy' ? one.tell() : [])),
        ...paging,
      };
    },
  ),
];
