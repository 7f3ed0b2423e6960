import type {
  ListPoliciesGrantingServiceAccessRequest,
  ListPoliciesGrantingServiceAccessResponse,
  PolicyGrantingServiceAccess,
  PolicyOwnerEntityType,
} from '@aws-sdk/client-iam';
import { reads } from '../operation.ts';
import { findEntity } from './entities.ts';
import { grantsService } from './granted-services.ts';
import { type HeldPolicy, heldPolicies } from './held-policies.ts';
import { markedPage } from './pages.ts';

function tell({ policy, name, inlineIn }: HeldPolicy): PolicyGrantingServiceAccess {
  if (!inlineIn) return { PolicyName: name, PolicyType: 'MANAGED', PolicyArn: policy.arn ?? '' };
  return {
    PolicyName: name,
    PolicyType: 'INLINE',
    EntityType: inlineIn.kind.toUpperCase() as PolicyOwnerEntityType,
    EntityName: inlineIn.name,
  };
}

/** Which policies give access to which services. */
export const serviceAccessReads = [
  reads(
    'ListPoliciesGrantingServiceAccess',
    (input: ListPoliciesGrantingServiceAccessRequest, { account }): ListPoliciesGrantingServiceAccessResponse => {
      const held = heldPolicies(account, findEntity(account, input.Arn));
      const { items, paging } = markedPage([...new Set(input.ServiceNamespaces)], (namespace) => namespace, input);
      return {
        PoliciesGrantingServiceAccess: items.map((namespace) => ({
          ServiceNamespace: namespace,
          Policies: held.filter(({ policy }) => grantsService(policy.document, namespace)).map(tell),
        })),
        ...paging,
      };
    },
  ),
];
