import type {
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse,
  GetContextKeysForPrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import { type PolicyDocument, policyKeys } from '../../../access/policy-document.ts';
import { readPolicy } from '../../../access/read-policy.ts';
import { reads } from '../../operation.ts';
import { readAsInput } from '../documents.ts';
import { findEntity } from '../entities.ts';
import { heldPolicies } from '../held-policies.ts';

function readGiven(texts: readonly string[] = []): PolicyDocument[] {
  return readAsInput(() => texts.map((text) => readPolicy(text, { kind: 'identity' })));
}

/** Every key once, whatever its case. */
function keysOf(documents: readonly PolicyDocument[]): string[] {
  const keys = documents.flatMap(policyKeys).map((name) => [name.toLowerCase(), name] as const);
  return [...new Map(keys).values()];
}

/** The context keys that policies ask for: what a simulation has to be told. */
export const contextKeyReads = [
  reads(
    'GetContextKeysForCustomPolicy',
    (input: GetContextKeysForCustomPolicyRequest): GetContextKeysForPolicyResponse => ({
      ContextKeyNames: keysOf(readGiven(input.PolicyInputList)),
    }),
  ),

  reads(
    'GetContextKeysForPrincipalPolicy',
    (input: GetContextKeysForPrincipalPolicyRequest, { account }): GetContextKeysForPolicyResponse => {
      const held = heldPolicies(account, findEntity(account, input.PolicySourceArn));
      return {
        ContextKeyNames: keysOf([...held.map(({ policy }) => policy.document), ...readGiven(input.PolicyInputList)]),
      };
    },
  ),
];
