import type {
  EvaluationResult,
  PolicyEvaluationDecisionType,
  PolicySourceType,
  ResourceSpecificResult,
  Statement,
} from '@aws-sdk/client-iam';
import {
  evaluate,
  type MatchedStatement,
  type Policies,
  type PolicyType,
  type Question,
  settlingStatements,
  type Verdict,
} from '../../../access/evaluate.ts';
import { resourceTemplate } from '../../../data/resource-templates.ts';

/** A simulation of several actions on several resources. */
export interface Simulation {
  readonly policies: Policies;
  readonly resources: readonly string[];
  /** The question about one action on one resource. */
  question(action: string, resource: string): Question;
}

interface Answer {
  readonly resource: string;
  readonly verdict: Verdict;
  readonly matched: readonly MatchedStatement[];
  readonly missing: readonly string[];
  readonly isForeign: boolean;
}

const severity: readonly PolicyEvaluationDecisionType[] = ['allowed', 'implicitDeny', 'explicitDeny'];

/** How the answers of one kind of policy are called in the details of a decision across accounts. */
const detailNames: Partial<Readonly<Record<PolicyType, string>>> = {
  identity: 'IAM Policy',
  resource: 'Resource Policy',
  boundary: 'Permissions Boundary Policy',
};

/**
 * Simulates one action: one result, with one for each resource in it.
 *
 * The whole result is that of the resource that fares worst. Organizations' policies decide, and are not told.
 * Source: IAM API reference, API_EvaluationResult and API_ResourceSpecificResult.
 */
export function simulate({ policies, resources, question }: Simulation, action: string): EvaluationResult {
  const answers = resources.map((resource) => answer(question(action, resource), policies));
  const decision = answers
    .map(({ verdict }) => verdict.outcome)
    .reduce((worst, one) => (severity.indexOf(one) > severity.indexOf(worst) ? one : worst), 'allowed');
  const deciding = answers.filter(({ verdict }) => verdict.outcome === decision);
  const verdicts = answers.map(({ verdict }) => verdict);
  return {
    EvalActionName: action,
    EvalResourceName: resourceTemplate(resources),
    EvalDecision: decision,
    MatchedStatements: showStatements(deciding.flatMap(({ matched }) => matched)),
    MissingContextValues: [...new Set(answers.flatMap(({ missing }) => missing))],
    ...(policies.serviceControl?.length
      ? { OrganizationsDecisionDetail: { AllowedByOrganizations: allPass(verdicts, 'service-control') } }
      : {}),
    ...boundaryDetail(verdicts, policies),
    ...(resources.includes('*')
      ? {}
      : {
          EvalDecisionDetails: worstDetails(answers),
          ResourceSpecificResults: answers.map((one) => showAnswer(one, policies)),
        }),
  };
}

function answer(question: Question, policies: Policies): Answer {
  const verdict = evaluate(question, policies);
  // What only organizations' policies ask for is not told.
  const missing = policies.serviceControl?.length
    ? evaluate(question, { ...policies, serviceControl: [] }).missing
    : verdict.missing;
  return {
    resource: question.resource,
    verdict,
    matched: settlingStatements(verdict).filter(({ type }) => type !== 'service-control'),
    missing,
    isForeign: policies.resource !== undefined && question.resourceAccount !== question.asker.account,
  };
}

function showAnswer(one: Answer, policies: Policies): ResourceSpecificResult {
  return {
    EvalResourceName: one.resource,
    EvalResourceDecision: one.verdict.outcome,
    MatchedStatements: showStatements(one.matched),
    MissingContextValues: [...one.missing],
    ...(one.isForeign ? { EvalDecisionDetails: detailsOf(one) } : {}),
    ...boundaryDetail([one.verdict], policies),
  };
}

function boundaryDetail(verdicts: readonly Verdict[], { boundary }: Policies) {
  if (!boundary) return {};
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allPass(verdicts, 'boundary') } };
}

function allPass(verdicts: readonly Verdict[], type: PolicyType): boolean {
  return verdicts.every(({ gates }) => gates.get(type) === 'allowed');
}

/** What each kind of policy says by itself; told across accounts alone. */
function detailsOf({ verdict }: Answer): Record<string, PolicyEvaluationDecisionType> {
  const told = [...verdict.gates].flatMap(([type, gate]): [string, PolicyEvaluationDecisionType][] => {
    const name = detailNames[type];
    return name === undefined ? [] : [[name, gate]];
  });
  return Object.fromEntries(told);
}

function worstDetails(answers: readonly Answer[]): Record<string, PolicyEvaluationDecisionType> {
  const worst = new Map<string, PolicyEvaluationDecisionType>();
  for (const one of answers.filter(({ isForeign }) => isForeign)) {
    for (const [name, gate] of Object.entries(detailsOf(one))) {
      const held = worst.get(name) ?? 'allowed';
      worst.set(name, severity.indexOf(gate) > severity.indexOf(held) ? gate : held);
    }
  }
  return Object.fromEntries(worst);
}

/** Each statement once, with where it stands in its policy's text. */
function showStatements(matched: readonly MatchedStatement[]): Statement[] {
  const once = new Map(matched.map((one) => [one.statement, one]));
  return [...once.values()].map(({ type, policy, statement: { start, end } }) => ({
    SourcePolicyId: policy.name,
    // The SDK lists other words; these are what the service answers.
    SourcePolicyType: (type === 'resource' ? 'Resource Policy' : 'IAM Policy') as PolicySourceType,
    StartPosition: { Line: start.line, Column: start.column },
    EndPosition: { Line: end.line, Column: end.column },
  }));
}
