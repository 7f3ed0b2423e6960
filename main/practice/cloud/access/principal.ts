import { iamArn } from '../world/accounts.ts';
import type { IdentityRecord, RoleRecord, SessionRecord, UserRecord } from '../world/records/iam-records.ts';
import { nameKey } from '../world/tables.ts';
import type { Account, World } from '../world/world.ts';
import type { Asker } from './askers.ts';
import type { NamedPolicy, Policies } from './evaluate.ts';
import { inlinePolicy, managedPolicy } from './named-policies.ts';

/** Who makes a call. */
export interface Principal {
  readonly account: Account;
  readonly arn: string;
  /** `AIDA…` of a user; `AROA…:SESSION` of a role's session. */
  readonly userId: string;
  readonly accessKeyId: string;
  /** The user; null for a role's session. */
  readonly user: UserRecord | null;
  /** The role whose session it is; null for a user. */
  readonly role: RoleRecord | null;
  /** Temporary credentials; null for a long-term key. */
  readonly session: SessionRecord | null;
}

/** What proves that a call was made with an access key. */
export interface KeySecret {
  readonly secret: string;
  /** What must come with temporary credentials; null for a long-term key. */
  readonly token: string | null;
  readonly endsAt: number | null;
}

/** What proves the use of an access key; null for a key that nobody has, or that is switched off. */
export function secretOf(world: World, accessKeyId: string): KeySecret | null {
  for (const account of world.accounts) {
    const key = account.accessKeys.get(accessKeyId);
    if (key) return key.status === 'Active' ? { secret: key.secret, token: null, endsAt: null } : null;
    const session = account.sessions.get(accessKeyId);
    if (session) return { secret: session.secret, token: session.token, endsAt: session.expiresAt };
  }
  return null;
}

/** Who an access key belongs to; null where its user or role is gone. */
export function principalOf(world: World, accessKeyId: string): Principal | null {
  for (const account of world.accounts) {
    const key = account.accessKeys.get(accessKeyId);
    const session = account.sessions.get(accessKeyId) ?? null;
    if (session?.holder.kind === 'role') return roleSession(account, session, session.holder);
    const userName = key?.userName ?? (session?.holder.kind === 'user' ? session.holder.userName : null);
    if (!userName) continue;
    const user = account.users.get(nameKey(userName));
    if (!user) return null;
    return {
      account,
      arn: iamArn(account, 'user', user),
      userId: user.uniqueId,
      accessKeyId,
      user,
      role: null,
      session,
    };
  }
  return null;
}

function roleSession(
  account: Account,
  session: SessionRecord,
  holder: { readonly roleName: string; readonly sessionName: string },
): Principal | null {
  const role = account.roles.get(nameKey(holder.roleName));
  if (!role) return null;
  return {
    account,
    arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${holder.sessionName}`,
    userId: `${role.uniqueId}:${holder.sessionName}`,
    accessKeyId: session.id,
    user: null,
    role,
    session,
  };
}

/** A principal as the one who asks in a decision. */
export function askerOf({ account, arn, userId, user, role }: Principal): Asker {
  if (user) return { kind: 'user', account: account.id, arn, id: userId, name: user.name };
  const roleArn = role ? iamArn(account, 'role', role) : arn;
  return { kind: 'role-session', account: account.id, arn, id: userId, roleArn };
}

/** Every policy that has a say about what a principal may do. */
export function policiesOf({ account, user, role, session }: Principal): Policies {
  const holder = user ?? role;
  const groups = (user?.groups ?? []).flatMap((name) => account.iamGroups.get(nameKey(name)) ?? []);
  const boundary = holder?.boundary ?? null;
  const controls = account.accountSettings.get('account')?.controlPolicies ?? [];
  return {
    identity: [...(holder ? [holder] : []), ...groups].flatMap((identity) => ownPolicies(account, identity)),
    boundary: boundary === null ? null : managedPolicy(account, boundary),
    session: (session?.policies ?? []).map(inlinePolicy),
    serviceControl: controls.length > 0 ? [controls.map(inlinePolicy)] : [],
  };
}

/** The policies of one user, group or role: written into it, and attached to it. */
export function ownPolicies(account: Account, { inline, attached }: IdentityRecord): NamedPolicy[] {
  return [...inline.map(inlinePolicy), ...attached.flatMap((arn) => managedPolicy(account, arn) ?? [])];
}
