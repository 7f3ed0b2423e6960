import type { Asker, Naming } from './askers.ts';
import type { GateAnswer, MatchedStatement, Policies, PolicyType, Verdict } from './evaluate.ts';
import type { Truth } from './truth.ts';

/** A statement that applies, or of which it is doubtful whether it does. */
export interface Candidate {
  readonly applies: Truth;
  readonly naming: Naming;
  /** Of organization policies: which list, counted from the root. */
  readonly level: number;
  readonly matched: MatchedStatement;
}

/**
 * Decides from the statements that apply, in AWS's order: an explicit deny anywhere, then the organizations, the
 * resource's policy, the identity's policies, the boundary, the session's policies.
 *
 * Source: IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow and, for a resource of another
 * account, reference_policies_evaluation-logic-cross-account.
 */
export function decide(
  candidates: readonly Candidate[],
  policies: Policies,
  asker: Asker,
  owner: string,
): Omit<Verdict, 'missing'> {
  const gates = answerGates(candidates, policies, asker);
  const matched = candidates.map((one) => one.matched);
  const verdict = (
    outcome: GateAnswer,
    decidedBy: PolicyType | null,
    effect: 'Allow' | 'Deny' | null,
    by: Naming = null,
  ): Omit<Verdict, 'missing'> => {
    const decides = ({ naming: own, matched: { type, statement } }: Candidate): boolean =>
      type === decidedBy && statement.effect === effect && (by === null || own === by);
    return { outcome, decidedBy, statement: candidates.find(decides)?.matched ?? null, matched, gates };
  };
  const allows = (type: PolicyType): boolean => gates.get(type) === 'allowed';
  const stops = (type: PolicyType): boolean => gates.get(type) === 'implicitDeny';

  const denied = [...gates].find(([, answer]) => answer === 'explicitDeny');
  if (denied) return verdict('explicitDeny', denied[0], 'Deny');
  if (stops('resource-control')) return verdict('implicitDeny', 'resource-control', null);
  if (stops('service-control')) return verdict('implicitDeny', 'service-control', null);

  const attached = policies.resource?.kind === 'trust' ? 'trust' : 'resource';
  const naming = strongestNaming(candidates, attached);
  if (asker.kind === 'service') {
    return naming === 'self' ? verdict('allowed', attached, 'Allow', naming) : verdict('implicitDeny', attached, null);
  }
  const foreign = owner !== asker.account;
  const needsGrant = foreign || policies.resource?.kind === 'trust' || policies.resource?.kind === 'key';
  if (needsGrant && naming === null) return verdict('implicitDeny', attached, null);
  if (naming === 'self' && !foreign) return verdict('allowed', attached, 'Allow', naming);
  if (asker.kind === 'root')
    return needsGrant ? verdict('allowed', attached, 'Allow', naming) : verdict('allowed', null, null);

  const byOrigin = naming === 'origin' && !foreign;
  if (!byOrigin && !allows('identity')) return verdict('implicitDeny', 'identity', null);
  if (stops('boundary')) return verdict('implicitDeny', 'boundary', null);
  if (stops('session')) return verdict('implicitDeny', 'session', null);
  return allows('identity') ? verdict('allowed', 'identity', 'Allow') : verdict('allowed', attached, 'Allow', naming);
}

/** What each kind of policy that is there says by itself. */
function answerGates(candidates: readonly Candidate[], policies: Policies, asker: Asker): Map<PolicyType, GateAnswer> {
  const gates = new Map<PolicyType, GateAnswer>();
  const answer = (type: PolicyType, levels: number): void => {
    const own = candidates.filter(({ matched }) => matched.type === type);
    const allowing = own.filter(({ matched }) => matched.statement.effect === 'Allow');
    const everyLevel = Array.from({ length: levels }, (_, at) => allowing.some(({ level }) => level === at));
    if (allowing.length < own.length) gates.set(type, 'explicitDeny');
    else gates.set(type, everyLevel.every(Boolean) ? 'allowed' : 'implicitDeny');
  };
  const { resource, boundary, session = [], serviceControl = [], resourceControl = [] } = policies;
  if (resourceControl.length > 0) answer('resource-control', resourceControl.length);
  if (serviceControl.length > 0 && asker.kind !== 'service') answer('service-control', serviceControl.length);
  if (resource) answer(resource.kind === 'trust' ? 'trust' : 'resource', 1);
  if (asker.kind === 'root' || asker.kind === 'service') return gates;
  answer('identity', 1);
  if (boundary) answer('boundary', 1);
  // A federated user without session policies has none of the user's permissions.
  if (session.length > 0 || asker.kind === 'federated-user') answer('session', 1);
  return gates;
}

function strongestNaming(candidates: readonly Candidate[], type: PolicyType): Naming {
  const allowing = candidates.filter(({ matched }) => matched.type === type && matched.statement.effect === 'Allow');
  const namings: readonly Naming[] = ['self', 'origin', 'account'];
  return namings.find((naming) => allowing.some((one) => one.naming === naming)) ?? null;
}
