import type {
  AttachedPermissionsBoundary,
  AttachedPolicy,
  Group,
  InstanceProfile,
  PermissionsBoundaryAttachmentType,
  Policy,
  PolicyVersion,
  Role,
  RoleLastUsed,
  Tag,
  User,
} from '@aws-sdk/client-iam';
import type { ManagedPolicy } from '../../data/managed-policies.ts';
import { iamArn } from '../../world/accounts.ts';
import type {
  IamGroupRecord,
  IdentityRecord,
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../world/records/iam-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import type { Account } from '../../world/world.ts';
import { lookUpPolicy, type UsablePolicy } from './finding.ts';

/** A document as IAM gives it: percent-encoded by RFC 3986. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The text of a policy of AWS's; positions of statements in simulations are in this text. */
export function awsDocument({ document }: ManagedPolicy): string {
  return JSON.stringify(document);
}

/** Tags as answers have them; none at all are left out. */
export function tagsIn(tags: readonly TagRecord[]): { Tags?: Tag[] } {
  return tags.length > 0 ? { Tags: showTags(tags) } : {};
}

/** Tags in the SDK's form. */
export function showTags(tags: readonly TagRecord[]): Tag[] {
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

function boundaryIn(boundary: string | null): { PermissionsBoundary?: AttachedPermissionsBoundary } {
  if (boundary === null) return {};
  // The SDK lists another word; this is what the service answers.
  const type = 'Policy' as PermissionsBoundaryAttachmentType;
  return { PermissionsBoundary: { PermissionsBoundaryType: type, PermissionsBoundaryArn: boundary } };
}

/** A user as lists show it. */
export function showUser(account: Account, user: UserRecord): User {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.uniqueId,
    Arn: iamArn(account, 'user', user),
    CreateDate: new Date(user.createdAt),
    ...(user.passwordLastUsedAt === null ? {} : { PasswordLastUsed: new Date(user.passwordLastUsedAt) }),
  };
}

/** A user with what lists leave out. */
export function showWholeUser(account: Account, user: UserRecord): User {
  return { ...showUser(account, user), ...boundaryIn(user.boundary), ...tagsIn(user.tags) };
}

/** A group. */
export function showGroup(account: Account, group: IamGroupRecord): Group {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.uniqueId,
    Arn: iamArn(account, 'group', group),
    CreateDate: new Date(group.createdAt),
  };
}

/** A role as lists show it. */
export function showRole(account: Account, role: RoleRecord): Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.uniqueId,
    Arn: iamArn(account, 'role', role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trust),
    ...(role.description === '' ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSession,
  };
}

/** A role with what lists leave out. */
export function showWholeRole(account: Account, role: RoleRecord): Role {
  return {
    ...showRole(account, role),
    ...boundaryIn(role.boundary),
    ...tagsIn(role.tags),
    RoleLastUsed: showLastUse(role),
  };
}

/** When and where a role was last used; nothing where it never was. */
export function showLastUse({ lastUsedAt, lastUsedRegion }: RoleRecord): RoleLastUsed {
  if (lastUsedAt === null) return {};
  return { LastUsedDate: new Date(lastUsedAt), Region: lastUsedRegion ?? '' };
}

/** The boundary and the tags of a user or role, for who shows them otherwise. */
export function boundaryAndTags({ boundary, tags }: UserRecord | RoleRecord) {
  return { ...boundaryIn(boundary), ...tagsIn(tags) };
}

/** An instance profile with the role in it. */
export function showProfile(account: Account, profile: InstanceProfileRecord): InstanceProfile {
  const role = account.roles.get(profile.roleName?.toLowerCase());
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.uniqueId,
    Arn: iamArn(account, 'instance-profile', profile),
    CreateDate: new Date(profile.createdAt),
    Roles: role ? [showRole(account, role)] : [],
    ...tagsIn(profile.tags),
  };
}

/** How many users, groups and roles a policy is attached to. */
export function attachmentsOf({ users, iamGroups, roles }: Account, arn: string): number {
  return users.by('policy', arn).length + iamGroups.by('policy', arn).length + roles.by('policy', arn).length;
}

/** How many users and roles a policy is the boundary of. */
export function boundaryUsesOf({ users, roles }: Account, arn: string): number {
  return users.by('boundary', arn).length + roles.by('boundary', arn).length;
}

/** A managed policy as lists show it; the description and tags are for who asks for one policy. */
export function showPolicy(account: Account, policy: UsablePolicy): Policy {
  const { own, aws } = policy;
  const arn = own ? own.id : aws.arn;
  return {
    PolicyName: own ? own.name : aws.name,
    PolicyId: own ? own.uniqueId : aws.id,
    Arn: arn,
    Path: own ? own.path : aws.path,
    DefaultVersionId: own ? own.defaultVersion : aws.defaultVersionId,
    AttachmentCount: attachmentsOf(account, arn),
    PermissionsBoundaryUsageCount: boundaryUsesOf(account, arn),
    IsAttachable: own ? true : aws.attachable,
    CreateDate: new Date(own ? own.createdAt : aws.createdAt),
    UpdateDate: new Date(own ? own.updatedAt : aws.updatedAt),
  };
}

/** The versions of a managed policy, the latest first; of AWS's policies only the default one is known here. */
export function versionsOf({ own, aws }: UsablePolicy): (PolicyVersion & { readonly document: string })[] {
  if (!own) {
    return [
      {
        VersionId: aws.defaultVersionId,
        IsDefaultVersion: true,
        CreateDate: new Date(aws.updatedAt),
        document: awsDocument(aws),
      },
    ];
  }
  return showOwnVersions(own).reverse();
}

function showOwnVersions({ versions, defaultVersion }: PolicyRecord) {
  return versions.map(({ id, createdAt, document }) => ({
    VersionId: id,
    IsDefaultVersion: id === defaultVersion,
    CreateDate: new Date(createdAt),
    document,
  }));
}

/** The managed policies that are attached to a user, group or role. */
export function showAttached(account: Account, { attached }: IdentityRecord): AttachedPolicy[] {
  return attached.map((arn) => ({ PolicyName: nameOfPolicy(account, arn), PolicyArn: arn }));
}

/** A policy's name, also of one that is not known here. */
export function nameOfPolicy(account: Account, arn: string): string {
  const { own, aws } = lookUpPolicy(account, arn) ?? { own: null, aws: null };
  return own?.name ?? aws?.name ?? arn.slice(arn.lastIndexOf('/') + 1);
}
