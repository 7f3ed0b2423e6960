import { splitArn } from '../../access/arn.ts';
import { malformed, policyErrors } from '../../access/policy-errors.ts';
import { namedPrincipals } from '../../access/principal-element.ts';
import { readPolicy } from '../../access/read-policy.ts';
import { iamQuotas } from '../../data/iam-quotas.ts';
import { Refusal } from '../../refusal.ts';
import { iamArn } from '../../world/accounts.ts';
import { nameKey } from '../../world/tables.ts';
import type { World } from '../../world/world.ts';
import { invalidInput, quotaExceeded } from './finding.ts';

/** The size of a document as IAM counts it: white space is free. */
export function sizeOf(document: string): number {
  return document.replace(/\s/g, '').length;
}

/**
 * Checks a document that is to be a managed policy, or a version of one.
 *
 * @throws Refusal `MalformedPolicyDocument`, `LimitExceeded`
 */
export function checkManaged(document: string): string {
  readPolicy(document, { kind: 'identity' });
  if (sizeOf(document) > iamQuotas.PolicySize) throw quotaExceeded('PolicySize', iamQuotas.PolicySize);
  return document;
}

/** Reads documents that are only asked about: what is wrong with one is an invalid input of the call. */
export function readAsInput<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === 'MalformedPolicyDocument') throw invalidInput(cause.message);
    throw cause;
  }
}

/**
 * Checks a role's trust policy, and that everyone whom it names is there.
 *
 * @throws Refusal `MalformedPolicyDocument`, `LimitExceeded`
 */
export function checkTrust(document: string, world: World): string {
  const policy = readPolicy(document, { kind: 'trust' });
  if (sizeOf(document) > iamQuotas.ACLSizePerRole) {
    throw quotaExceeded('ACLSizePerRole', iamQuotas.ACLSizePerRole);
  }
  const stranger = namedPrincipals(policy).find((principal) => !exists(principal, world));
  if (stranger !== undefined) throw malformed(policyErrors.badPrincipal('AWS', stranger));
  return document;
}

/** Whether there is such an account, user or role. IDs of those that are gone stay in policies, as AWS writes them. */
function exists(principal: string, world: World): boolean {
  if (/^\d{12}$/.test(principal)) return world.findAccount(principal) !== undefined;
  const [, , service, , accountId = '', last = ''] = splitArn(principal) ?? [];
  if (service === undefined) return true;
  const account = world.findAccount(accountId);
  if (!account) return false;
  if (service === 'sts' || last === 'root') return true;
  const [kind = ''] = last.split('/');
  const name = nameKey(last.slice(last.lastIndexOf('/') + 1));
  const found = kind === 'user' ? account.users.get(name) : account.roles.get(name);
  return found !== undefined && iamArn(account, kind, found) === principal;
}
