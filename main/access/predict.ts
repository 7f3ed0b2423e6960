import type { EvaluationResult } from '@aws-sdk/client-iam';
import type {
  DecidingStatement,
  Gate,
  HeldPolicy,
  Prediction,
  SaidPrediction,
  Things,
} from '../../src/access/contract.ts';
import type { Sentence } from '../../src/access/sentences.ts';
import { type FoundStatement, speaksOf, statementsOf } from '../../src/access/statements.ts';
import type { Simulated } from './simulate.ts';

/** What a prediction is made from besides IAM's own answer. */
export interface Known {
  readonly name: string;
  readonly policies: readonly HeldPolicy[];
  /** True where any thing of a kind is meant, so that a statement about certain ones may still decide otherwise. */
  readonly anyThing: boolean;
}

/** Puts IAM's answer to one probe into a verdict, a reason and the gates it passed. */
export function predictionOf({ probe, resources, result }: Simulated, known: Known): Prediction {
  const denied = result.EvalDecision === 'explicitDeny';
  const allowed = result.EvalDecision === 'allowed';
  const near = nearStatements(probe.action, result, known);
  const exception = allowed ? near.deny : denied ? undefined : passesOthers(result) ? near.allow : undefined;
  const unsure = exception !== undefined && (known.anyThing || missingKeys(result).length > 0);
  const statement = unsure ? exception : decidingStatement(result, known);
  const verdict = unsure ? 'only-if' : allowed ? 'yes' : 'no';
  return {
    verdict,
    why: why(verdict, result, statement, known),
    gates: gatesOf(result),
    ...(statement ? { statement: shown(statement, probe.action) } : {}),
    action: probe.action,
    resource: resources.length === 1 ? (resources[0] ?? '*') : resources.join('\n'),
  };
}

const rank = { no: 0, 'only-if': 1, yes: 2 } as const;

/** What one sentence comes to: the worst of its probes, and of its kinds the best. */
export function saidOf(sentence: Sentence, answers: readonly Simulated[], known: Known): SaidPrediction {
  const told = answers.map((answer) => ({ answer, prediction: predictionOf(answer, known) }));
  const kinds = told.flatMap(({ answer, prediction }) =>
    answer.probe.kind === undefined ? [] : [{ label: answer.probe.kind, prediction }],
  );
  const needed = told.flatMap(({ answer, prediction }) => (answer.probe.kind === undefined ? [prediction] : []));
  const best = [...kinds].sort((a, b) => rank[b.prediction.verdict] - rank[a.prediction.verdict])[0]?.prediction;
  const worst = [...needed, ...(best ? [best] : [])].sort((a, b) => rank[a.verdict] - rank[b.verdict])[0];
  if (!worst) throw new Error(`IAM did not answer ${sentence.id}.`);
  const shownKinds = kinds.map(({ label, prediction }) => ({
    label,
    allowed: worst.verdict !== 'no' && prediction.verdict !== 'no',
  }));
  const some = shownKinds.filter(({ allowed }) => allowed).map(({ label }) => label);
  const partly = worst.verdict !== 'no' && some.length < shownKinds.length;
  return {
    ...worst,
    ...(partly ? { verdict: 'only-if', why: `Of the kinds that were tried, only ${some.join(' and ')}.` } : {}),
    sentenceId: sentence.id,
    kinds: shownKinds,
  };
}

/** True where some kind of thing that the sentence speaks of was not named. */
export function meansAnyThing({ probes }: Sentence, named: Things = {}): boolean {
  return probes.some(({ resources }) =>
    resources.some((arn) =>
      [...arn.matchAll(/\{(\w+)\}/g)].some(
        ([, key = '']) => key !== 'region' && key !== 'account' && named[key as keyof Things] === undefined,
      ),
    ),
  );
}

/** Keys that the simulator missed and that the call could have: another service's are never in it. */
function missingKeys({ EvalActionName = '', MissingContextValues = [] }: EvaluationResult): string[] {
  const [service = ''] = EvalActionName.split(':');
  return MissingContextValues.filter((key) =>
    ['aws', service.toLowerCase()].includes(key.split(':')[0]?.toLowerCase() ?? ''),
  );
}

function passesOthers(result: EvaluationResult): boolean {
  return (
    result.OrganizationsDecisionDetail?.AllowedByOrganizations !== false &&
    result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary !== false
  );
}

/** Statements that speak of the action, but that IAM did not count for these things and conditions. */
function nearStatements(action: string, result: EvaluationResult, { policies }: Known) {
  const counted = (result.MatchedStatements ?? []).length;
  const speaking = policies.flatMap((policy) =>
    statementsOf(policy).flatMap((statement) => (speaksOf(statement, action) ? [{ policy, statement }] : [])),
  );
  return {
    deny: speaking.find(({ statement }) => statement.effect === 'Deny')?.statement,
    allow:
      counted > 0
        ? undefined
        : speaking.find(({ policy, statement }) => statement.effect === 'Allow' && policy.way !== 'boundary')
            ?.statement,
  };
}

/** The statement that IAM names; AWS names a user's own policy `user_NAME_POLICY`, and a group's likewise. */
function decidingStatement(result: EvaluationResult, { policies, name }: Known): FoundStatement | undefined {
  const effect = result.EvalDecision === 'explicitDeny' ? 'Deny' : 'Allow';
  for (const { SourcePolicyId = '' } of result.MatchedStatements ?? []) {
    const policy = policies.find((each) =>
      [each.name, each.arn, `user_${name}_${each.name}`, `group_${each.group}_${each.name}`].includes(SourcePolicyId),
    );
    const found =
      policy &&
      statementsOf(policy).find(
        (statement) => statement.effect === effect && speaksOf(statement, result.EvalActionName ?? ''),
      );
    if (found) return found;
  }
  return undefined;
}

function gatesOf(result: EvaluationResult): Gate[] {
  const organisation = result.OrganizationsDecisionDetail?.AllowedByOrganizations;
  const boundary = result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary;
  const says = (allowed: boolean | undefined) => (allowed === undefined ? 'none' : allowed ? 'passes' : 'stops');
  const denied = result.EvalDecision === 'explicitDeny';
  const granted = result.EvalDecision === 'allowed' || (!denied && (result.MatchedStatements ?? []).length > 0);
  return [
    { gate: 'explicit-deny', says: denied ? 'stops' : 'passes' },
    { gate: 'organisation', says: says(organisation) },
    { gate: 'boundary', says: says(boundary) },
    { gate: 'session', says: 'none' },
    { gate: 'identity', says: granted ? 'passes' : denied ? 'not-asked' : 'stops' },
    { gate: 'resource', says: 'not-asked' },
  ];
}

function why(
  verdict: Prediction['verdict'],
  result: EvaluationResult,
  statement: DecidingStatement | undefined,
  { name }: Known,
): string {
  const where = statement ? ` in ${statement.policy}` : '';
  const missing = missingKeys(result).join(', ');
  if (verdict === 'yes') return `Allowed by a statement${where}.`;
  if (verdict === 'only-if') {
    const on = missing ? ` It also depends on ${missing}.` : '';
    return statement?.effect === 'Deny'
      ? `Allowed, except for what a statement${where} denies.${on}`
      : `Only for what a statement${where} names.${on}`;
  }
  if (result.EvalDecision === 'explicitDeny') {
    if (statement) return `A statement${where} forbids it, whatever else allows it.`;
    if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false)
      return 'A rule of the organisation forbids it; nobody in this account can lift that.';
    return 'A policy forbids it, whatever else allows it.';
  }
  if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false)
    return 'The organisation does not let this account do it.';
  if (result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false)
    return `The permissions boundary of ${name} does not let it pass.`;
  return `Nothing forbids it, but no policy of ${name} allows it.`;
}

/** Policies that AWS keeps list more than a thousand actions; of a long list the ones that speak of this are shown. */
const MOST_LINES = 30;

function shown(statement: FoundStatement, action: string): DecidingStatement {
  const { policy, sid, effect, text } = statement;
  const lines = text.split('\n');
  const kept = lines.filter((line) => {
    const [, item] = /^ {4}"([^"]+)",?$/.exec(line) ?? [];
    return item === undefined || speaksOf({ ...statement, actions: [item], allBut: false }, action);
  });
  const short =
    lines.length <= MOST_LINES
      ? text
      : `${kept.join('\n')}\n… and ${(lines.length - kept.length).toLocaleString('en-GB')} lines about other things`;
  return { policy, ...(sid ? { sid } : {}), effect, text: short };
}
