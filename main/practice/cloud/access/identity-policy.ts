import { readOperator } from './conditions.ts';
import { readInstant } from './instant.ts';
import type { Span } from './json-places.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';
import { malformed, policyErrors } from './policy-errors.ts';
import { failsLegacyParsing, resourceFault } from './policy-resources.ts';
import {
  type ConditionLine,
  compileActions,
  compileConditions,
  compileResources,
  type EitherElement,
  type Fields,
  fieldsOf,
  readConditions,
  readEither,
} from './policy-shape.ts';

/** A statement whose form is right. */
interface RawStatement {
  readonly sid: string;
  readonly effect: string;
  readonly namesPrincipal: boolean;
  readonly action: EitherElement | undefined;
  readonly resource: EitherElement | undefined;
  readonly conditions: readonly ConditionLine[];
}

const documentFields = new Set(['Version', 'Id', 'Statement']);
const statementFields = new Set(
  'Sid,Effect,Action,NotAction,Resource,NotResource,Condition,Principal,NotPrincipal'.split(','),
);

/**
 * Checks a policy of an identity: form, version, the older parser's rules, statement IDs, actions, resources.
 *
 * @throws Refusal `MalformedPolicyDocument`
 */
export function checkIdentityPolicy(value: unknown, spans: readonly Span[]): PolicyDocument {
  const raw = readForm(value);
  if (!raw) throw malformed(policyErrors.syntax);
  const { version, statements } = raw;
  if (version !== '2012-10-17') throw malformed(policyErrors.version);
  const badResource = checkLegacy(statements);
  if (statements.some(({ namesPrincipal }) => namesPrincipal)) throw malformed(policyErrors.principal);
  checkIds(statements);
  if (statements.some(({ action }) => !action || action.texts.length === 0)) throw malformed(policyErrors.noActions);
  if (badResource !== null) throw malformed(badResource);
  for (const { action } of statements) for (const text of action?.texts ?? []) checkAction(text);
  return { version, statements: statements.map((statement, at) => compile(statement, spans[at])) };
}

function readForm(value: unknown): { version: unknown; statements: RawStatement[] } | null {
  const fields = fieldsOf(value);
  if (!fields || [...fields.keys()].some((name) => !documentFields.has(name))) return null;
  const version = fields.get('Version');
  if (version !== undefined && version !== '2008-10-17' && version !== '2012-10-17') return null;
  if (fields.has('Id') && typeof fields.get('Id') !== 'string') return null;
  const given = fields.get('Statement');
  const list = Array.isArray(given) ? given : [given];
  const statements = list.flatMap((one) => readStatement(fieldsOf(one)) ?? []);
  return list.length > 0 && statements.length === list.length ? { version, statements } : null;
}

function readStatement(fields: Fields | null): RawStatement | null {
  if (!fields || [...fields.keys()].some((name) => !statementFields.has(name))) return null;
  const [sid, effect] = [fields.get('Sid') ?? '', fields.get('Effect')];
  if (typeof sid !== 'string' || typeof effect !== 'string' || !/^(allow|deny)$/i.test(effect)) return null;
  const [action, resource] = [readEither(fields, 'Action'), readEither(fields, 'Resource')];
  const conditions = readConditions(fields.get('Condition'));
  if (action === null || resource === null || conditions === null) return null;
  const namesPrincipal = fields.has('Principal') || fields.has('NotPrincipal');
  return { sid, effect, namesPrincipal, action, resource, conditions };
}

/** The older parser's rules; answers the first fault of a resource, which AWS tells later. */
function checkLegacy(statements: readonly RawStatement[]): string | null {
  let fault: string | null = null;
  for (const { effect, conditions } of statements) {
    const badDate = conditions.some(
      ({ operator, texts }) =>
        readOperator(operator)?.operator.name.startsWith('Date') && texts.some((text) => readInstant(text) === null),
    );
    if ((effect !== 'Allow' && effect !== 'Deny') || badDate) throw malformed(policyErrors.legacy);
  }
  for (const { resource } of statements) {
    for (const text of resource?.texts ?? []) fault ??= resourceFault(text);
    if (fault === null && resource?.texts.some(failsLegacyParsing)) throw malformed(policyErrors.legacy);
  }
  return fault;
}

function checkIds(statements: readonly RawStatement[]): void {
  const ids = statements.flatMap(({ sid }) => (sid === '' ? [] : [sid]));
  if (ids.some((sid) => !/^[0-9A-Za-z]*$/.test(sid))) throw malformed(policyErrors.sidLetters);
  if (new Set(ids).size < ids.length) throw malformed(policyErrors.sidTwice);
}

function checkAction(text: string): void {
  const [vendor = '', ...rest] = text.split(':');
  if (rest.length === 0 && text !== '*') throw malformed(policyErrors.vendor);
  if (rest.length > 1) throw malformed(policyErrors.colons);
  if (vendor !== '*' && !/^[A-Za-z0-9.-]*$/.test(vendor)) throw malformed(policyErrors.badVendor(vendor));
}

function compile({ sid, effect, action, resource, conditions }: RawStatement, span: Span | undefined): Statement {
  if (!resource || resource.texts.length === 0) throw malformed(policyErrors.noResources);
  if (!action || !span) throw new Error('A statement was compiled before it was checked.');
  return {
    start: span.start,
    end: span.end,
    sid: sid === '' ? null : sid,
    effect: effect === 'Allow' ? 'Allow' : 'Deny',
    principal: null,
    action: compileActions(action),
    resource: compileResources(resource, true),
    conditions: compileConditions(conditions, true),
  };
}
