import { iamArn } from '../../world/accounts.ts';
import type { IamGroupRecord, RoleRecord, UserRecord } from '../../world/records/iam-records.ts';
import type { Account } from '../../world/world.ts';
import { findGroup, findRole, findUser, invalidInput, noSuchEntity } from './finding.ts';

/** Someone or something that policies are attached to. */
export type Entity =
  | { readonly kind: 'user'; readonly arn: string; readonly record: UserRecord }
  | { readonly kind: 'group'; readonly arn: string; readonly record: IamGroupRecord }
  | { readonly kind: 'role'; readonly arn: string; readonly record: RoleRecord };

/** The parts of an ARN that names a user, a group or a role. */
export interface EntityName {
  readonly accountId: string;
  readonly kind: Entity['kind'];
  readonly name: string;
}

/**
 * Reads the ARN of a user, group or role.
 *
 * @throws Refusal `InvalidInput` for any other, that of a role's session among them
 */
export function readEntityArn(arn: string | undefined): EntityName {
  const [, accountId, kind, name] = /^arn:aws:iam::(\d{12}):(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(arn ?? '') ?? [];
  if (accountId === undefined || kind === undefined || name === undefined) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  return { accountId, kind: kind as Entity['kind'], name };
}

/** The user, group or role of an ARN in one's own account. */
export function findEntity(account: Account, arn: string | undefined): Entity {
  const { accountId, kind, name } = readEntityArn(arn);
  const found = accountId === account.id ? byName(account, kind, name) : null;
  if (found?.arn !== arn || !found) throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
  return found;
}

function byName(account: Account, kind: Entity['kind'], name: string): Entity {
  if (kind === 'user') return userEntity(account, findUser(account, name));
  if (kind === 'role') return roleEntity(account, findRole(account, name));
  const record = findGroup(account, name);
  return { kind, arn: iamArn(account, kind, record), record };
}

/** A user as an entity. */
export function userEntity(account: Account, record: UserRecord): Entity {
  return { kind: 'user', arn: iamArn(account, 'user', record), record };
}

/** A role as an entity. */
export function roleEntity(account: Account, record: RoleRecord): Entity {
  return { kind: 'role', arn: iamArn(account, 'role', record), record };
}
