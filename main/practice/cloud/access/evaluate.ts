import { Refusal } from '../refusal.ts';
import { accountOf, askedResource } from './arn.ts';
import type { Asker } from './askers.ts';
import { type Candidate, decide } from './decision.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';
import { type RequestContext, readContext } from './request-context.ts';
import { matchStatement, type Request } from './statement-match.ts';
import { isDoubt } from './truth.ts';

/** The kinds of policies that have a say, in the order in which AWS lets them. */
export const policyTypes = [
  'resource-control',
  'service-control',
  'resource',
  'trust',
  'identity',
  'boundary',
  'session',
] as const;

/** One kind of policy. */
export type PolicyType = (typeof policyTypes)[number];

/** A policy with its name. */
export interface NamedPolicy {
  readonly name: string;
  /** Null for policies that are part of what they are attached to. */
  readonly arn: string | null;
  readonly document: PolicyDocument;
}

/** The policies that have a say about one request. What is left out is not there. */
export interface Policies {
  /** Of the user and of the user's groups, or of the role. */
  readonly identity?: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy | null;
  /** Given when the session was begun. */
  readonly session?: readonly NamedPolicy[];
  /** Attached to the resource. */
  readonly resource?: ResourcePolicy | null;
  /** Of the organization of who asks: one list for its root, one for each unit down to the account, one for the account. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[];
  /** The same of the organization of who owns the resource. */
  readonly resourceControl?: readonly (readonly NamedPolicy[])[];
}

/** The policy of a resource. */
export interface ResourcePolicy extends NamedPolicy {
  /** `key`: of a KMS key, and `trust`: of a role, must allow what is asked; others may leave it to identity policies. */
  readonly kind: 'resource' | 'key' | 'trust';
}

/** One request: one action on one resource. */
export interface Question {
  readonly asker: Asker;
  /** Such as `ec2:RunInstances`. */
  readonly action: string;
  /** An ARN, or `*` for actions without resource types. */
  readonly resource: string;
  /** Whose the resource is where its ARN does not tell; without it, an ARN without an account counts as one's own. */
  readonly resourceAccount?: string;
  readonly context: RequestContext;
  /**
   * Which absent keys (lowercased) are known to be absent for AWS as well; all, unless told otherwise.
   *
   * A simulation knows all, because whoever asks gives the context.
   */
  readonly knows?: (key: string) => boolean;
}

/** A statement that applies to a request. */
export interface MatchedStatement {
  readonly type: PolicyType;
  readonly policy: NamedPolicy;
  readonly statement: Statement;
}

/** What one kind of policy says by itself. */
export type GateAnswer = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** The answer to a request. */
export interface Verdict {
  readonly outcome: GateAnswer;
  /** The kind of policy that decided; null for a root user in the own account, whom no policy has to allow. */
  readonly decidedBy: PolicyType | null;
  /** The statement that decided; null for what no statement allows. */
  readonly statement: MatchedStatement | null;
  /** Every statement that applies, allowing or denying, in the order of the kinds. */
  readonly matched: readonly MatchedStatement[];
  /** What each kind that is there says by itself. */
  readonly gates: ReadonlyMap<PolicyType, GateAnswer>;
  /** Keys that statements asked for and the request does not bring. */
  readonly missing: readonly string[];
}

/**
 * Decides about one request.
 *
 * What this cloud does not model is carried along as a doubt: only a request whose answer hangs on one is refused.
 * Source: IAM user guide, reference_policies_evaluation-logic.
 *
 * @throws Refusal `UnsupportedOperation` where the answer hangs on what is not modelled
 */
export function evaluate(question: Question, policies: Policies): Verdict {
  const { asker, resource, context, knows = () => true } = question;
  const reader = readContext(context, knows);
  const action = question.action.toLowerCase();
  const service = action.slice(0, action.indexOf(':') + 1);
  const request: Request = { asker, action, service, resource: askedResource(resource), reader };
  const owner = question.resourceAccount ?? accountOf(resource) ?? asker.account;
  const candidates = gather(request, policies);
  const ask = (kept: readonly Candidate[]): Omit<Verdict, 'missing'> => decide(kept, policies, asker, owner);
  const { missing } = reader;
  const doubtful = candidates.filter(({ applies }) => isDoubt(applies));
  if (doubtful.length === 0) return { ...ask(candidates), missing };
  const certain = candidates.filter(({ applies }) => !isDoubt(applies));
  const withDoubtful = (effect: 'Allow' | 'Deny') =>
    ask([...certain, ...doubtful.filter(({ matched }) => matched.statement.effect === effect)]);
  // Where even the most generous reading denies, or even the strictest allows, the doubts do not matter.
  const { outcome, decidedBy, statement } = withDoubtful('Allow');
  if (outcome !== 'allowed') return { ...ask(certain), outcome, decidedBy, statement, missing };
  if (withDoubtful('Deny').outcome === 'allowed') return { ...ask(certain), missing };
  throw notModelled(doubtful);
}

/** The statements that settled the answer: with an explicit deny, what denies (SimulatePrincipalPolicy shows these). */
export function settlingStatements({ outcome, matched }: Verdict): readonly MatchedStatement[] {
  if (outcome !== 'explicitDeny') return matched;
  return matched.filter(({ statement }) => statement.effect === 'Deny');
}

function gather(request: Request, policies: Policies): Candidate[] {
  const candidates: Candidate[] = [];
  const add = (type: PolicyType, policy: NamedPolicy, level = 0): void => {
    for (const statement of policy.document.statements) {
      const match = matchStatement(statement, request);
      if (!match) continue;
      const { applies, naming } = match;
      candidates.push({ applies, naming, level, matched: { type, policy, statement } });
    }
  };
  const { kind } = request.asker;
  const { resource, boundary } = policies;
  for (const [at, level] of (policies.resourceControl ?? []).entries()) {
    for (const policy of level) add('resource-control', policy, at);
  }
  for (const [at, level] of (kind === 'service' ? [] : (policies.serviceControl ?? [])).entries()) {
    for (const policy of level) add('service-control', policy, at);
  }
  if (resource) add(resource.kind === 'trust' ? 'trust' : 'resource', resource);
  // A root user has no policies of its own, and nothing of the kind holds for services.
  if (kind === 'root' || kind === 'service') return candidates;
  for (const policy of policies.identity ?? []) add('identity', policy);
  if (boundary) add('boundary', boundary);
  for (const policy of policies.session ?? []) add('session', policy);
  return candidates;
}

function notModelled(doubtful: readonly Candidate[]): Refusal {
  const named = doubtful.flatMap(({ applies, matched: { policy, statement } }) => {
    const which = statement.sid ?? policy.document.statements.indexOf(statement) + 1;
    return isDoubt(applies) ? [`${applies.doubt} (policy ${policy.name}, statement ${which})`] : [];
  });
  return new Refusal(
    'UnsupportedOperation',
    `The practice cloud does not model ${[...new Set(named)].join(' and ')}, and whether this is allowed depends on it.`,
  );
}
