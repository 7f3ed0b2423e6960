import { findManagedPolicy, type ManagedPolicy } from '../../data/managed-policies.ts';
import { Refusal } from '../../refusal.ts';
import type {
  IamGroupRecord,
  InstanceProfileRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../world/records/iam-records.ts';
import { nameKey } from '../../world/tables.ts';
import type { Account } from '../../world/world.ts';
import type { CallContext } from '../operation.ts';

/** The refusal for what is not there. */
export function noSuchEntity(text: string): Refusal {
  return new Refusal('NoSuchEntity', text, 404);
}

/** The refusal for what is there already. */
export function alreadyExists(text: string): Refusal {
  return new Refusal('EntityAlreadyExists', text, 409);
}

/** The refusal of what an account or a thing may not have more of; see data/iam-quotas.ts. */
export function quotaExceeded(name: string, quota: number): Refusal {
  return new Refusal('LimitExceeded', `Cannot exceed quota for ${name}: ${quota}`, 409);
}

/** The refusal to delete what other things hang on. */
export function deleteConflict(text: string): Refusal {
  return new Refusal('DeleteConflict', text, 409);
}

/** The refusal of a value that is of the right form and still can not be. */
export function invalidInput(text: string): Refusal {
  return new Refusal('InvalidInput', text);
}

/** A name as it is found by, or undefined. */
function keyOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : nameKey(name);
}

/** A user by name, whatever its case; refuses one that is not there in AWS's words, as all of these do. */
export function findUser(account: Account, name: string | undefined): UserRecord {
  const user = account.users.get(keyOf(name));
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/**
 * The user that a call is about: where the name is left out, the one who asks.
 *
 * @throws Refusal `ValidationError` where a role's session leaves the name out
 */
export function findUserOrCaller({ account, principal }: CallContext, name: string | undefined): UserRecord {
  if (name === undefined && !principal.user) {
    throw new Refusal('ValidationError', 'Must specify userName when calling with non-User credentials');
  }
  return findUser(account, name ?? principal.user?.name);
}

/** A group by name. */
export function findGroup(account: Account, name: string | undefined): IamGroupRecord {
  const group = account.iamGroups.get(keyOf(name));
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
}

/** A role by name. */
export function findRole(account: Account, name: string | undefined): RoleRecord {
  const role = account.roles.get(keyOf(name));
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** An instance profile by name. */
export function findProfile(account: Account, name: string | undefined): InstanceProfileRecord {
  const profile = account.instanceProfiles.get(keyOf(name));
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

/** A managed policy that an account may use: one of its own, or AWS's. */
export type UsablePolicy =
  | { readonly own: PolicyRecord; readonly aws: null }
  | { readonly own: null; readonly aws: ManagedPolicy };

/** A managed policy by its ARN. */
export function findPolicy(account: Account, arn: string | undefined): UsablePolicy {
  const found = lookUpPolicy(account, arn ?? '');
  if (!found) throw noSuchEntity(`Policy ${arn} was not found.`);
  return found;
}

/** A managed policy by its ARN, or null. */
export function lookUpPolicy(account: Account, arn: string): UsablePolicy | null {
  const own = account.policies.get(arn);
  if (own) return { own, aws: null };
  const aws = findManagedPolicy(arn);
  return aws ? { own: null, aws } : null;
}

/** A policy that the account may change; AWS's own are AWS's to change. */
export function findOwnPolicy(account: Account, arn: string | undefined): PolicyRecord {
  const { own } = findPolicy(account, arn);
  if (!own) throw new Refusal('AccessDenied', 'Policy is outside your own account.', 403);
  return own;
}

/**
 * A policy that is to be attached, or to be a boundary.
 *
 * @throws Refusal `NoSuchEntity`, or `PolicyNotAttachable` for those of AWS that only AWS's own roles have
 */
export function findAttachable(account: Account, arn: string | undefined): string {
  const given = arn ?? '';
  if (!/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\//.test(given)) throw invalidInput(`ARN ${given} is not valid.`);
  const found = lookUpPolicy(account, given);
  if (!found) throw noSuchEntity(`Policy ${given} does not exist or is not attachable.`);
  if (found.aws && !found.aws.attachable) {
    throw new Refusal('PolicyNotAttachable', 'Cannot attach a Service Role Policy to a Customer Role.');
  }
  return given;
}
