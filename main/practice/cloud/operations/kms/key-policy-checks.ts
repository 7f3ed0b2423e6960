import { accountOf } from '../../access/arn.ts';
import type { ResourcePolicy } from '../../access/evaluate.ts';
import { namedPrincipals } from '../../access/principal-element.ts';
import { readPolicy } from '../../access/read-policy.ts';
import { Refusal } from '../../refusal.ts';
import { nameKey } from '../../world/tables.ts';
import type { CallContext } from '../operation.ts';
import { policyOfText } from './key-access.ts';
import { limitExceeded } from './key-words.ts';

const MOST_BYTES = 32_768;

/**
 * Checks the policy of a key: its form, that whom it names is there, and that whoever sets it can change it again.
 *
 * Source: API reference of KMS, PutKeyPolicy; KMS developer guide, "Default key policy".
 *
 * @param bypass whether the caller wants a policy that locks the caller out
 */
export function checkKeyPolicy(text: string, arn: string, call: CallContext, bypass: boolean): void {
  if (Buffer.byteLength(text) > MOST_BYTES) throw limitExceeded('The key policy is too large.');
  const policy = readKeyPolicy(text);
  if (namedPrincipals(policy.document).some((principal) => !isThere(principal, call))) {
    throw malformed('Policy contains a statement with one or more invalid principals.');
  }
  const need = {
    action: 'kms:PutKeyPolicy',
    resource: arn,
    context: { 'kms:CallerAccount': [call.account.id] },
    resourcePolicy: policy,
  };
  if (!bypass && !call.may([need])) {
    throw malformed('The new key policy will not allow you to update the key policy in the future.');
  }
}

function readKeyPolicy(text: string): ResourcePolicy {
  try {
    readPolicy(text, { kind: 'resource' });
  } catch (cause) {
    if (cause instanceof Refusal) throw malformed(cause.message);
    throw cause;
  }
  return policyOfText(text);
}

/** Whether a policy's principal is there; of accounts that the practice cloud does not have, nothing is known. */
export function isThere(principal: string, { world }: CallContext): boolean {
  const account = world.findAccount(accountOf(principal) ?? '');
  const [kind, ...path] = principal.split(':').at(-1)?.split('/') ?? [];
  if (!account) return true;
  if (kind === 'user') return account.users.get(nameKey(path.at(-1) ?? '')) !== undefined;
  if (kind === 'role') return account.roles.get(nameKey(path.at(-1) ?? '')) !== undefined;
  return true;
}

function malformed(text: string): Refusal {
  return new Refusal('MalformedPolicyDocumentException', text);
}
