import type { Access, CallContext } from '../operations/operation.ts';
import { Refusal } from '../refusal.ts';
import { iamArn } from '../world/accounts.ts';
import type { TagRecord } from '../world/records/tag-records.ts';
import { nameKey } from '../world/tables.ts';
import type { Account } from '../world/world.ts';
import { type Context, type Need, requestTags, resourceTags } from './needs.ts';

/** What an IAM action is about. */
interface Target {
  readonly arn: string;
  readonly tags: readonly TagRecord[];
  readonly boundary: string | null;
}

/** Operations that are about the one who asks where they name no user. */
const aboutCaller = new Set(
  `ChangePassword CreateAccessKey CreateLoginProfile DeactivateMFADevice DeleteAccessKey DeleteLoginProfile
  GetLoginProfile GetMFADevice GetUser ListAccessKeys ListMFADevices ListServiceSpecificCredentials
  ListSigningCertificates ListSSHPublicKeys UpdateAccessKey`.split(/\s+/),
);

/** Lists ask for a path of things, as AWS's denials tell. */
const lists: Readonly<Record<string, string>> = {
  ListUsers: 'user',
  ListGroups: 'group',
  ListRoles: 'role',
  ListInstanceProfiles: 'instance-profile',
  ListVirtualMFADevices: 'mfa',
};

/** Actions whose condition key iam:PermissionsBoundary is the boundary that the user or role has already. */
const aboutBounded = /^(Attach|Detach|Put|Delete)(User|Role)Policy$|^Delete(User|Role)PermissionsBoundary$/;

/**
 * What an IAM call must be allowed: its action on the thing that its parameters name.
 *
 * What has another name or path afterwards needs the action on both. What is tagged as it is made needs the tagging
 * action as well. Source: service authorization reference, list_awsidentityandaccessmanagementiam; IAM user guide,
 * id_tags and id_users_rename.
 */
export function iamNeeds(name: string, input: object, call: CallContext): Need[] {
  refuseWithoutMfa(call);
  const action = `iam:${name}`;
  const request: Context = {
    ...requestTags(given(input, 'Tags') ?? []),
    ...keysOnly(given(input, 'TagKeys')),
    ...one('iam:PermissionsBoundary', given<string>(input, 'PermissionsBoundary')),
    ...(/^(Attach|Detach)/.test(name) ? one('iam:PolicyARN', given<string>(input, 'PolicyArn')) : {}),
  };
  const target = targetOf(name, input, call);
  if (!target) return [{ action, resource: '*', context: request }];
  const context: Context = {
    ...resourceTags(target.tags, 'iam'),
    ...request,
    ...(aboutBounded.test(name) && target.boundary ? one('iam:PermissionsBoundary', target.boundary) : {}),
  };
  const resources = [target.arn, ...afterwards(input, call)];
  const needs = [...new Set(resources)].map((resource): Need => ({ action, resource, context }));
  const makesTagged = name.startsWith('Create') && 'aws:TagKeys' in request;
  const tagging = `iam:Tag${name.slice('Create'.length).replace('Virtual', '')}`;
  return makesTagged ? [...needs, { action: tagging, resource: target.arn, context }] : needs;
}

/**
 * That a role may be handed to a service: what goes with every call that gives a role to something.
 *
 * @param roleArn the role's ARN, whether it is there or not
 * @param service such as `ec2.amazonaws.com`
 */
export function passRoleNeed({ account }: CallContext, roleArn: string, service: string): Need {
  const role = account.roles.get(nameKey(roleArn.slice(roleArn.lastIndexOf('/') + 1)));
  return {
    action: 'iam:PassRole',
    resource: roleArn,
    context: { ...resourceTags(role?.tags ?? [], 'iam'), 'iam:PassedToService': [service] },
  };
}

/**
 * What every user may do for as long as the account's password policy lets them change their passwords.
 *
 * IAM gives this by itself and no policy shows it. Source: IAM user guide, id_credentials_passwords_enable-user-change.
 */
export function usersMayChange(name: string): Access<object> {
  return {
    needs: (input, call) => {
      const policy = call.account.accountSettings.get('account')?.passwordPolicy;
      return policy?.usersMayChange && call.principal.user ? [] : iamNeeds(name, input, call);
    },
  };
}

/** A user's session that was opened without a one-time password is no key to IAM (STS: GetSessionToken). */
function refuseWithoutMfa({ principal: { session } }: CallContext): void {
  if (session?.holder.kind === 'user' && !session.mfa) {
    throw new Refusal('InvalidClientTokenId', 'The security token included in the request is invalid', 403);
  }
}

function targetOf(name: string, input: object, call: CallContext): Target | null {
  const { account, principal } = call;
  const field = (field: string) => given<string>(input, field);
  const path = field('Path') ?? '/';
  const kind = lists[name];
  if (kind !== undefined) return plain(`arn:aws:iam::${account.id}:${kind}${field('PathPrefix') ?? '/'}`);
  if (name === 'ListPolicies') return plain(`policy path ${field('PathPrefix') ?? '/'}`);
  const named = (kind: 'user' | 'group' | 'role' | 'instance-profile', held: string) =>
    byName(account, kind, held, path);
  const group = field('GroupName');
  if (group !== undefined) return named('group', group);
  const profile = field('InstanceProfileName');
  if (profile !== undefined) return named('instance-profile', profile);
  const key = name === 'GetAccessKeyLastUsed' ? account.accessKeys.get(field('AccessKeyId'))?.userName : undefined;
  const user = field('UserName') ?? key ?? (aboutCaller.has(name) ? principal.user?.name : undefined);
  if (user !== undefined) return named('user', user);
  const role = field('RoleName');
  if (role !== undefined) return named('role', role);
  const arn = field('PolicyArn') ?? field('PolicySourceArn') ?? field('Arn') ?? field('SerialNumber');
  if (arn !== undefined) return byArn(account, arn);
  const device = field('VirtualMFADeviceName');
  if (device !== undefined) return plain(iamArn(account, 'mfa', { path, name: device }));
  const policy = field('PolicyName');
  return policy === undefined ? null : plain(iamArn(account, 'policy', { path, name: policy }));
}

function byName(
  account: Account,
  kind: 'user' | 'group' | 'role' | 'instance-profile',
  name: string,
  path: string,
): Target {
  const { users, iamGroups, roles, instanceProfiles } = account;
  const key = nameKey(name);
  const bounded = kind === 'user' ? users.get(key) : kind === 'role' ? roles.get(key) : undefined;
  const tagged = bounded ?? (kind === 'instance-profile' ? instanceProfiles.get(key) : undefined);
  const found = tagged ?? (kind === 'group' ? iamGroups.get(key) : undefined) ?? { path, name };
  return { arn: iamArn(account, kind, found), tags: tagged?.tags ?? [], boundary: bounded?.boundary ?? null };
}

function byArn({ policies, users, roles, mfaDevices }: Account, arn: string): Target {
  const key = nameKey(arn.slice(arn.lastIndexOf('/') + 1));
  const named = arn.includes(':user/') ? users.get(key) : arn.includes(':role/') ? roles.get(key) : undefined;
  const record = policies.get(arn) ?? mfaDevices.get(arn) ?? named;
  return { arn, tags: record?.tags ?? [], boundary: null };
}

/** What a user or group that gets another name or path is called then. */
function afterwards(input: object, { account }: CallContext): string[] {
  const rename = (kind: 'user' | 'group', before: string | undefined, name: string | undefined): string[] => {
    const path = given<string>(input, 'NewPath');
    if (before === undefined || (name === undefined && path === undefined)) return [];
    const held = (kind === 'user' ? account.users : account.iamGroups).get(nameKey(before));
    return [iamArn(account, kind, { path: path ?? held?.path ?? '/', name: name ?? held?.name ?? before })];
  };
  return [
    ...rename('user', given<string>(input, 'UserName'), given<string>(input, 'NewUserName')),
    ...rename('group', given<string>(input, 'GroupName'), given<string>(input, 'NewGroupName')),
  ];
}

function plain(arn: string): Target {
  return { arn, tags: [], boundary: null };
}

function one(key: string, value: string | undefined): Context {
  return value === undefined ? {} : { [key]: [value] };
}

function keysOnly(keys: readonly string[] | undefined): Context {
  return keys?.length ? { 'aws:TagKeys': keys } : {};
}

/** A parameter by its name; what it holds is what the SDK's schema says of it. */
function given<T>(input: object, name: string): T | undefined {
  return Reflect.get(input, name) as T | undefined;
}
