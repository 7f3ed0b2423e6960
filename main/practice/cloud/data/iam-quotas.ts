/**
 * IAM's default quotas; sizes are in characters and do not count white space.
 *
 * Source: IAM user guide, reference_iam-quotas, November 2026.
 */
export const iamQuotas = {
  UsersPerAccount: 5_000,
  GroupsPerAccount: 300,
  RolesPerAccount: 1_000,
  InstanceProfilesPerAccount: 1_000,
  PoliciesPerAccount: 1_500,
  MFADevicesPerAccount: 10_000,
  GroupsPerUser: 10,
  AccessKeysPerUser: 2,
  MFADevicesPerUser: 8,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  VersionsPerPolicy: 5,
  PolicyVersionsInUse: 10_000,
  InstanceSessionsPerInstanceProfile: 1,
  TagsPerResource: 50,
  PolicySize: 6_144,
  /** A role's trust policy. */
  ACLSizePerRole: 2_048,
  /** The inline policies of one user, group or role taken together. */
  userInlineSize: 2_048,
  groupInlineSize: 5_120,
  roleInlineSize: 10_240,
} as const;
