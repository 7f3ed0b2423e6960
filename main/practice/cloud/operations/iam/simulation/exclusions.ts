import type { PolicyIdentifier, PolicyIdentifierPolicyType } from '@aws-sdk/client-iam';
import { compilePattern, splitWildcards } from '../../../access/wildcard.ts';
import { invalidInput } from '../finding.ts';
import type { HeldPolicy } from '../held-policies.ts';

/** What a simulation leaves out, as if it were not there. */
export interface Exclusions {
  /** Whole kinds of policies. */
  readonly types: ReadonlySet<PolicyIdentifierPolicyType>;
  leavesOut(held: HeldPolicy): boolean;
  /** Whether a managed policy with this ARN is left out, wherever it is attached. */
  leavesOutArn(arn: string): boolean;
}

/**
 * Reads the policies that a simulation leaves out.
 *
 * What fits nothing is passed over, and so are resource control policies, of which simulations know nothing.
 * Source: IAM API reference, API_PolicyIdentifier.
 *
 * @throws Refusal `InvalidInput` for what names no policies
 */
export function readExclusions(identifiers: readonly PolicyIdentifier[] = []): Exclusions {
  const types = new Set<PolicyIdentifierPolicyType>();
  const arns: ((arn: string) => boolean)[] = [];
  const inline: ((held: HeldPolicy) => boolean)[] = [];
  for (const { PolicyType, PolicyArn, InlinePolicyIdentifier } of identifiers) {
    const given = [PolicyType, PolicyArn, InlinePolicyIdentifier].filter((one) => one !== undefined);
    if (given.length !== 1) throw invalidInput('A policy identifier is a policy type, an ARN or an inline policy.');
    if (PolicyType) types.add(checkType(PolicyType));
    if (PolicyArn) arns.push(arnPattern(PolicyArn));
    if (InlinePolicyIdentifier) {
      const { PolicyName, AttachmentType, AttachmentName = '' } = InlinePolicyIdentifier;
      const fits = namePattern(AttachmentName);
      inline.push(
        ({ name, inlineIn }) => name === PolicyName && inlineIn?.kind === AttachmentType && fits(inlineIn?.name ?? ''),
      );
    }
  }
  const leavesOutArn = (arn: string) =>
    types.has(arn.startsWith('arn:aws:iam::aws:') ? 'aws-managed' : 'user-managed') || arns.some((fits) => fits(arn));
  return {
    types,
    leavesOutArn,
    leavesOut: (held) =>
      held.policy.arn === null
        ? types.has('inline') || inline.some((fits) => fits(held))
        : leavesOutArn(held.policy.arn),
  };
}

const known: readonly PolicyIdentifierPolicyType[] = [
  'aws-managed',
  'inline',
  'permission-boundary',
  'rcp',
  'scp',
  'user-managed',
];

function checkType(type: PolicyIdentifierPolicyType): PolicyIdentifierPolicyType {
  if (!known.includes(type)) throw invalidInput(`Invalid policy type: ${type}`);
  return type;
}

/** A managed policy's ARN; wildcards may stand in its name. */
function arnPattern(text: string): (arn: string) => boolean {
  const [, place = '', name] = /^(arn:aws:iam::(?:\d{12}|aws):policy\/(?:[^*?]*\/)?)([^/]+)$/.exec(text) ?? [];
  if (name === undefined) throw invalidInput(`Invalid policy ARN: ${text}`);
  const fits = namePattern(name);
  return (arn) => arn.startsWith(place) && fits(arn.slice(place.length));
}

/** At most one `*`, and any number of `?`. */
function namePattern(text: string): (name: string) => boolean {
  if (text === '' || text.split('*').length > 2) throw invalidInput(`Invalid policy identifier: ${text}`);
  return compilePattern(splitWildcards(text));
}
