import { Refusal } from '../refusal.ts';
import type { PolicyType, Verdict } from './evaluate.ts';

/** A request that was denied, and how its denial is told. */
export interface Denial {
  readonly verdict: Verdict;
  readonly principalArn: string;
  /** As AWS spells it, such as `ec2:RunInstances`. */
  readonly action: string;
  /** As it is told: an ARN; null for actions without resource types, whose denials name none. */
  readonly resource: string | null;
  /** Whether the resource is another account's that does not tell who asks whether it is there. */
  readonly isHidden?: boolean;
}

/** The protocols of services, which have codes of their own for the same thing. */
export type DenialProtocol = 'ec2Query' | 'awsQuery' | 'awsJson';

const explicitly: Readonly<Record<PolicyType, string>> = {
  'resource-control': 'a resource control policy',
  'service-control': 'a service control policy',
  resource: 'a resource-based policy',
  trust: 'the role trust policy',
  identity: 'an identity-based policy',
  boundary: 'a permissions boundary',
  session: 'a session policy',
};

const implicitly: Readonly<Record<PolicyType, string>> = {
  'resource-control': 'resource control policy',
  'service-control': 'service control policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
};

/**
 * Why something was denied, in AWS's words: the kind of policy, and where a policy denies, its ARN.
 *
 * Policies that are part of what they are attached to have no ARN, and none is told.
 * Source: IAM user guide, troubleshoot_access-denied.
 */
export function denialReason({ outcome, decidedBy, statement }: Verdict, action: string): string {
  if (outcome === 'allowed' || decidedBy === null) throw new Error('What is allowed has no reason to be denied.');
  if (outcome === 'implicitDeny') return `because no ${implicitly[decidedBy]} allows the ${action} action`;
  const arn = statement?.policy.arn ?? null;
  return `with an explicit deny in ${explicitly[decidedBy]}${arn === null ? '' : `: ${arn}`}`;
}

/** The sentence that tells of a denial: `User: … is not authorized to perform: … on resource: … because …`. */
export function denialSentence({ verdict, principalArn, action, resource, isHidden }: Denial): string {
  if (isHidden) return hiddenSentence(principalArn, action);
  const where = resource === null ? '' : ` on resource: ${resource}`;
  return `User: ${principalArn} is not authorized to perform: ${action}${where} ${denialReason(verdict, action)}`;
}

/** KMS's words to another account, which do not tell whether a key is there. */
export function hiddenSentence(principalArn: string, action: string): string {
  return `User: ${principalArn} is not authorized to perform: ${action} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;
}

/**
 * The refusal that a service answers with.
 *
 * @param encoded what EC2 adds for DecodeAuthorizationMessage; EC2 has none for actions without resource types
 */
export function denialRefusal(denial: Denial, protocol: DenialProtocol, encoded: string | null = null): Refusal {
  const sentence = denialSentence(denial);
  if (protocol === 'awsQuery') return new Refusal('AccessDenied', sentence, 403);
  if (protocol === 'awsJson') return new Refusal('AccessDeniedException', sentence, 400);
  const more = encoded === null ? '' : `. Encoded authorization failure message: ${encoded}`;
  return new Refusal(
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. ${sentence}${more}`,
    403,
  );
}
