import type {
  GetKeyPolicyRequest,
  GetKeyPolicyResponse,
  ListKeyPoliciesRequest,
  ListKeyPoliciesResponse,
  PutKeyPolicyRequest,
} from '@aws-sdk/client-kms';
import { Refusal } from '../../refusal.ts';
import { onKey } from './key-access.ts';
import { checkKeyPolicy } from './key-policy-checks.ts';
import { checkNotGoing, needed } from './key-words.ts';
import { findOwn } from './keys-found.ts';
import { kmsChanges, kmsReads } from './kms-operation.ts';

/** A key has one policy, and that is its name. */
const THE_ONE = 'default';

function checkName(name: string = THE_ONE): void {
  if (name !== THE_ONE) throw new Refusal('NotFoundException', 'No such policy exists');
}

/** The policy of a key, which says who may use and manage it. */
export const keyPolicyOperations = [
  kmsReads(
    'GetKeyPolicy',
    (input: GetKeyPolicyRequest, call): GetKeyPolicyResponse => {
      const { policy } = findOwn(call, input.KeyId, 'GetKeyPolicy');
      checkName(input.PolicyName);
      return { Policy: policy, PolicyName: THE_ONE };
    },
    onKey('GetKeyPolicy'),
  ),

  kmsChanges(
    'PutKeyPolicy',
    (input: PutKeyPolicyRequest, call): object => {
      const key = findOwn(call, input.KeyId, 'PutKeyPolicy');
      checkNotGoing(key);
      checkName(input.PolicyName);
      const policy = needed(input.Policy, 'policy');
      checkKeyPolicy(policy, key.arn, call, input.BypassPolicyLockoutSafetyCheck ?? false);
      call.proceed();
      call.place.kmsKeys.change(key, { policy });
      return {};
    },
    onKey('PutKeyPolicy'),
  ),

  kmsReads(
    'ListKeyPolicies',
    (input: ListKeyPoliciesRequest, call): ListKeyPoliciesResponse => {
      findOwn(call, input.KeyId, 'ListKeyPolicies');
      return { PolicyNames: [THE_ONE], Truncated: false };
    },
    onKey('ListKeyPolicies'),
  ),
];
