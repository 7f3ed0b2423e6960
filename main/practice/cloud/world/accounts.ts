import type { AccessKeyRecord, IdentityRecord, UserRecord } from './records/iam-records.ts';
import { nameKey } from './tables.ts';
import type { Account, World } from './world.ts';

/** IAM's prefixes of unique IDs. */
export type UniqueIdKind = 'AIDA' | 'AGPA' | 'AROA' | 'AIPA' | 'ANPA';

/** A new unique ID of IAM's form: a prefix and 17 capital letters and digits. */
export function newUniqueId(kind: UniqueIdKind, world: World): string {
  return kind + base32(world.random(17));
}

/** A new access key ID and secret that cannot be taken for AWS's own, which begin with AKIA. */
export function newAccessKey(world: World): { readonly id: string; readonly secret: string } {
  return {
    id: `PRACTICE${Buffer.from(world.random(6)).toString('hex').toUpperCase()}`,
    secret: Buffer.from(world.random(30)).toString('base64'),
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(bytes: Uint8Array): string {
  return [...bytes].map((byte) => letters[byte % 32]).join('');
}

/** What a new user, group or role has in common. */
export function newIdentity(name: string, kind: UniqueIdKind, world: World, path = '/'): IdentityRecord {
  return {
    id: nameKey(name),
    name,
    path,
    uniqueId: newUniqueId(kind, world),
    createdAt: world.now(),
    inline: [],
    attached: [],
  };
}

/** A new user without any right. */
export function newUser(name: string, world: World, path = '/'): UserRecord {
  return {
    ...newIdentity(name, 'AIDA', world, path),
    groups: [],
    boundary: null,
    login: null,
    passwordLastUsedAt: null,
    tags: [],
  };
}

/** Gives a user an access key. */
export function addAccessKey(account: Account, userName: string, key: { id: string; secret: string }, at: number) {
  const record: AccessKeyRecord = { ...key, userName, status: 'Active', createdAt: at, lastUsed: null };
  return account.accessKeys.add(record);
}

/** An account as it is on its first day: nobody in it. */
export function openAccount(world: World, id: string, alias: string | null): Account {
  const account = world.addAccount(id);
  account.accountSettings.add({
    id: 'account',
    alias,
    passwordPolicy: null,
    subscriptions: [],
    freePlan: false,
    controlPolicies: [],
  });
  return account;
}

/** ARNs of an account's IAM things. */
export function iamArn(account: Account, kind: string, { path, name }: { path: string; name: string }): string {
  return `arn:aws:iam::${account.id}:${kind}${path}${name}`;
}
