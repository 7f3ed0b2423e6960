import type { Span } from './json-places.ts';
import type { PolicyDocument, PolicyKind, Statement } from './policy-document.ts';
import { malformed, policyErrors } from './policy-errors.ts';
import {
  compileActions,
  compileConditions,
  compileResources,
  type EitherElement,
  type Fields,
  fieldsOf,
  readConditions,
  readEither,
} from './policy-shape.ts';
import { readPrincipal } from './principal-element.ts';

type Kind = Exclude<PolicyKind, 'identity'>;

const documentFields = new Set(['Version', 'Id', 'Statement']);
const statementFields = new Set(
  'Sid,Effect,Action,NotAction,Resource,NotResource,Condition,Principal,NotPrincipal'.split(','),
);
const trustActions = new Set(
  [
    'sts:AssumeRole',
    'sts:AssumeRoleWithSAML',
    'sts:AssumeRoleWithWebIdentity',
    'sts:SetContext',
    'sts:SetSourceIdentity',
    'sts:TagSession',
  ].map((action) => action.toLowerCase()),
);

/**
 * Checks a policy of a resource, or a role's trust policy, which says who and never on what.
 *
 * Without a version it is of 2008-10-17, where `${…}` is plain text.
 *
 * @throws Refusal `MalformedPolicyDocument`
 */
export function checkResourcePolicy(value: unknown, spans: readonly Span[], kind: Kind): PolicyDocument {
  const fields = fieldsOf(value);
  if (!fields) throw malformed(policyErrors.json);
  refuseUnknown(fields, documentFields);
  const version = fields.get('Version') ?? '2008-10-17';
  if (version !== '2008-10-17' && version !== '2012-10-17') throw malformed(policyErrors.versionString);
  const given = fields.get('Statement');
  if (given === undefined) throw malformed(policyErrors.missing('Statement'));
  const list: unknown[] = Array.isArray(given) ? given : [given];
  if (list.length === 0) throw malformed(policyErrors.noStatement);
  const statements = list.map((one, at) => readStatement(one, spans[at], kind, version === '2012-10-17'));
  const ids = statements.flatMap(({ sid }) => sid ?? []);
  if (new Set(ids).size < ids.length) throw malformed(policyErrors.statementIds);
  return { version, statements };
}

function readStatement(value: unknown, span: Span | undefined, kind: Kind, variables: boolean): Statement {
  const fields = fieldsOf(value);
  if (!fields || !span) throw malformed(policyErrors.otherSyntax);
  refuseUnknown(fields, statementFields);
  const sid = fields.get('Sid') ?? '';
  const effect = fields.get('Effect');
  if (typeof sid !== 'string') throw malformed(policyErrors.otherSyntax);
  if (effect === undefined) throw malformed(policyErrors.missing('Effect'));
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(policyErrors.effect(String(effect)));
  const principal = readPrincipal(fields, effect, kind);
  const conditions = readConditions(fields.get('Condition'));
  if (!conditions) throw malformed(policyErrors.otherSyntax);
  const action = readEither(fields, 'Action');
  if (action === null) throw malformed(policyErrors.otherSyntax);
  if (!action || action.texts.length === 0) throw malformed(policyErrors.missing('Action'));
  checkActions(action, kind);
  return {
    start: span.start,
    end: span.end,
    sid: sid === '' ? null : sid,
    effect,
    principal,
    action: compileActions(action),
    resource: kind === 'trust' ? refuseResource(fields) : compileResources(checkResource(fields), variables),
    conditions: compileConditions(conditions, variables),
  };
}

function checkActions({ texts }: EitherElement, kind: Kind): void {
  if (kind === 'trust' && !texts.every((text) => trustActions.has(text.toLowerCase()))) {
    throw malformed(policyErrors.trustActions);
  }
  if (!texts.every((text) => text === '*' || /^[A-Za-z0-9.*-]+:[^:]*$/.test(text))) {
    throw malformed(policyErrors.badAction);
  }
}

function refuseResource(fields: Fields): null {
  if (fields.has('Resource')) throw malformed(policyErrors.prohibited('Resource'));
  if (fields.has('NotResource')) throw malformed(policyErrors.trustResources);
  return null;
}

function checkResource(fields: Fields): EitherElement {
  const resource = readEither(fields, 'Resource');
  if (resource === null) throw malformed(policyErrors.otherSyntax);
  if (!resource || resource.texts.length === 0) throw malformed(policyErrors.missing('Resource'));
  if (!resource.texts.every((text) => text === '*' || text.startsWith('arn:')))
    throw malformed(policyErrors.badResource);
  return resource;
}

function refuseUnknown(fields: Fields, known: ReadonlySet<string>): void {
  for (const name of fields.keys()) if (!known.has(name)) throw malformed(policyErrors.unknown(name));
}
