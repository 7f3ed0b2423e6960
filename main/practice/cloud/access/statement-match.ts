import type { AskedResource } from './arn.ts';
import { type Asker, leftOutBy, type Naming, namingBy } from './askers.ts';
import { judgeCondition, withoutValue } from './conditions.ts';
import type { ActionElement, PrincipalElement, Statement } from './policy-document.ts';
import type { ContextReader } from './request-context.ts';
import { both, either, notSo, type Truth } from './truth.ts';

/** A request, made ready to be compared with statements. */
export interface Request {
  readonly asker: Asker;
  /** Lowercased. */
  readonly action: string;
  /** The action's beginning up to the colon. */
  readonly service: string;
  readonly resource: AskedResource;
  readonly reader: ContextReader;
}

/** That a statement applies, and how it names who asks. */
export interface StatementMatch {
  /** True, or a doubt whether it does. */
  readonly applies: Truth;
  /** Identity policies name nobody: they stand with who asks. */
  readonly naming: Naming;
}

/** Compares a statement with a request; null when it does not apply. */
export function matchStatement(statement: Statement, request: Request): StatementMatch | null {
  if (!matchesAction(statement.action, request)) return null;
  const who = statement.principal ? matchPrincipal(statement.principal, request.asker) : standing;
  if (!who) return null;
  const what = matchResource(statement, request);
  if (what === false) return null;
  let applies = both(who.applies, what);
  // Every condition is looked at, also after one that is not met, so that all keys that are missing become known.
  for (const condition of statement.conditions) applies = both(applies, judgeCondition(condition, request.reader));
  if (applies === false) return null;
  return applies === who.applies ? who : { applies, naming: who.naming };
}

/** Identity policies stand with who asks. */
const standing: StatementMatch = { applies: true, naming: 'self' };

function matchesAction(element: ActionElement, { action, service }: Request): boolean {
  if (element.service !== null && element.service !== service) return element.not;
  for (const fits of element.patterns) if (fits(action)) return !element.not;
  return element.not;
}

function matchPrincipal(element: PrincipalElement, asker: Asker): StatementMatch | null {
  if (asker.kind === 'service' && element.anyone && !element.everyone) {
    return { applies: { doubt: '{"AWS": "*"} and a service' }, naming: 'self' };
  }
  if (!element.not) {
    const naming = namingBy(element, asker);
    return naming ? { applies: true, naming } : null;
  }
  const applies = notSo(leftOutBy(element, asker));
  return applies === false ? null : { applies, naming: 'self' };
}

function matchResource({ resource: element }: Statement, { resource, reader }: Request): Truth {
  if (!element) return true;
  let found: Truth = false;
  let missing: string | null = null;
  for (const pattern of element.patterns) {
    const fit = pattern.fits(resource, reader);
    if (typeof fit === 'object' && 'missing' in fit) missing = fit.missing;
    else found = either(found, fit);
  }
  const applies = element.not ? notSo(found) : found;
  return missing !== null && applies === true ? withoutValue(missing) : applies;
}
