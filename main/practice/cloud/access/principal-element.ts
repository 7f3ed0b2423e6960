import type { PolicyDocument, PolicyKind, PrincipalElement } from './policy-document.ts';
import { malformed, policyErrors } from './policy-errors.ts';
import { type Fields, fieldsOf, textsOf } from './policy-shape.ts';

const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** Accounts, users, roles and sessions; a `*` stands for everyone and never for a part of a name. */
const awsPrincipal =
  /^(\*|\d{12}|arn:aws:iam::\d{12}:(root|(user|role)\/[^*?]+)|arn:aws:sts::\d{12}:(assumed-role\/[^*?/]+\/[^*?/]+|federated-user\/[^*?]+)|A[A-Z]{3}[A-Z0-9]{12,})$/;

/**
 * Reads who a statement is about.
 *
 * Source: IAM user guide, reference_policies_elements_principal and reference_policies_elements_notprincipal.
 *
 * @throws Refusal `MalformedPolicyDocument`
 */
export function readPrincipal(fields: Fields, effect: 'Allow' | 'Deny', kind: PolicyKind): PrincipalElement {
  const not = fields.has('NotPrincipal');
  if (not && effect === 'Allow') throw malformed(policyErrors.allowNotPrincipal);
  if (not && kind === 'trust') throw malformed(policyErrors.trustNotPrincipal);
  if (not && fields.has('Principal')) throw malformed(policyErrors.otherSyntax);
  const value = fields.get(not ? 'NotPrincipal' : 'Principal');
  if (value === undefined) throw malformed(policyErrors.missing('Principal'));
  if (value === '*') {
    if (kind === 'trust') throw malformed(policyErrors.trustAnyone);
    return { not, anyone: true, everyone: true, aws: [], services: [] };
  }
  const byKind = fieldsOf(value);
  if (!byKind) throw malformed(policyErrors.principalObject);
  if (byKind.size === 0) throw malformed(policyErrors.emptyPrincipal);
  const lists = new Map([...byKind].map(([name, listed]) => [name, readListed(name, listed, kind)]));
  const aws = lists.get('AWS') ?? [];
  return {
    not,
    anyone: aws.includes('*'),
    everyone: false,
    aws: aws.filter((one) => one !== '*'),
    services: lists.get('Service') ?? [],
  };
}

/** The users, roles and sessions that a policy names, for who keeps it to see whether they exist. */
export function namedPrincipals({ statements }: PolicyDocument): string[] {
  return [...new Set(statements.flatMap(({ principal }) => principal?.aws ?? []))];
}

function readListed(name: string, value: unknown, kind: PolicyKind): string[] {
  if (!kinds.includes(name) || (name === 'CanonicalUser' && kind === 'trust')) {
    throw malformed(policyErrors.badPrincipalKind(name));
  }
  const listed = textsOf(value);
  if (!listed) throw malformed(policyErrors.otherSyntax);
  if (listed.length === 0) throw malformed(policyErrors.emptyPrincipal);
  const shown = name === 'AWS' ? name : name.toUpperCase();
  for (const one of listed) {
    const fits =
      name === 'AWS' ? awsPrincipal.test(one) : name !== 'Service' || /^[a-z0-9.-]+\.amazonaws\.com$/.test(one);
    if (!fits || one === '') throw malformed(policyErrors.badPrincipal(shown, one));
  }
  return listed;
}
