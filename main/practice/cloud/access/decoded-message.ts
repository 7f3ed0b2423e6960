import { splitArn } from './arn.ts';
import type { Asker } from './askers.ts';
import { spelledKey } from './condition-keys.ts';
import type { Condition } from './conditions.ts';
import { type MatchedStatement, type Question, settlingStatements, type Verdict } from './evaluate.ts';

/** A list as AWS writes it. */
interface Items<T> {
  readonly items: readonly T[];
}

/** What DecodeAuthorizationMessage answers, as an object. */
export interface DecodedMessage {
  readonly allowed: boolean;
  readonly explicitDeny: boolean;
  readonly matchedStatements: Items<object>;
  readonly failures: Items<never>;
  readonly context: {
    readonly principal: { readonly id: string; readonly name?: string; readonly arn: string };
    readonly action: string;
    readonly resource: string;
    readonly conditions: Items<{ readonly key: string; readonly values: Items<{ readonly value: string }> }>;
  };
}

/**
 * Tells of a decision as DecodeAuthorizationMessage does: what denied, if anything did, and the request's context.
 *
 * With an explicit deny EC2 names its action without `ec2:`, as the AWS CLI's example shows.
 * Source: STS API reference, API_DecodeAuthorizationMessage.
 */
export function decodedMessage({ asker, action, resource, context }: Question, verdict: Verdict): DecodedMessage {
  const explicitDeny = verdict.outcome === 'explicitDeny';
  const name = asker.kind === 'user' ? { name: asker.name } : {};
  const told = [
    ...[...context.values()].map((entry): [string, readonly string[]] => [spelledKey(entry.name), entry.values]),
    ...resourceKeys(resource),
  ];
  return {
    allowed: verdict.outcome === 'allowed',
    explicitDeny,
    matchedStatements: list(explicitDeny ? settlingStatements(verdict).map((one) => tellStatement(one, asker)) : []),
    failures: list([]),
    context: {
      principal: { id: asker.id, ...name, arn: asker.arn },
      action: explicitDeny ? action.replace(/^ec2:/, '') : action,
      resource,
      conditions: list(told.map(([key, values]) => ({ key, values: list(values.map((value) => ({ value }))) }))),
    },
  };
}

function tellStatement({ statement, type }: MatchedStatement, { id }: Asker): object {
  const { sid, effect, action, resource, conditions } = statement;
  const [identity = id] = id.split(':');
  return {
    statementId: sid ?? '',
    effect: effect.toUpperCase(),
    principals: list(type === 'identity' || type === 'boundary' ? [{ value: identity }] : [{ value: id }]),
    principalGroups: list([]),
    actions: list(action.texts.map((value) => ({ value }))),
    resources: list((resource?.patterns ?? []).map(({ text }) => ({ value: text }))),
    conditions: list(conditions.map(tellCondition)),
  };
}

function tellCondition({ name, values }: Condition): object {
  return { key: name.name, values: list(values.map(({ text }) => ({ value: text }))) };
}

/** What AWS adds about the resource. */
function resourceKeys(resource: string): [string, readonly string[]][] {
  const [, , service, region, account, last = ''] = splitArn(resource) ?? [];
  if (service === undefined) return [];
  const pairs: [string, string | undefined][] = [
    ['aws:Region', region],
    ['aws:Service', service],
    ['aws:Resource', last],
    ['aws:Type', last.split(/[/:]/)[0]],
    ['aws:Account', account],
    ['aws:ARN', resource],
  ];
  return pairs.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, [value]]]));
}

function list<T>(items: readonly T[]): Items<T> {
  return { items };
}
