import type { AskedResource } from './arn.ts';
import { type Asker, leftOutBy, type Naming, namingBy } from './askers.ts';
import { judgeCondition, withoutValue } from './conditions.ts';
import type { Statement } from './policy-document.ts';
import type { ContextReader } from './request-context.ts';
import { allOf, anyOf, isDoubt, notSo, type Truth } from './truth.ts';

/** A request, made ready to be compared with statements. */
export interface Request {
  readonly asker: Asker;
  /** Lowercased. */
  readonly action: string;
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
  if (!matchesAction(statement, request.action)) return null;
  const who = matchPrincipal(statement, request.asker);
  if (!who) return null;
  const what = matchResource(statement, request);
  if (what === false) return null;
  const truths = [who.applies, what];
  // Every condition is looked at, also after one that is not met, so that all keys that are missing become known.
  for (const condition of statement.conditions) truths.push(judgeCondition(condition, request.reader));
  const applies = allOf(truths);
  return applies === false ? null : { applies, naming: who.naming };
}

function matchesAction({ action: { not, patterns } }: Statement, name: string): boolean {
  for (const fits of patterns) if (fits(name)) return !not;
  return not;
}

function matchPrincipal({ principal: element }: Statement, asker: Asker): StatementMatch | null {
  if (!element) return { applies: true, naming: 'self' };
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
  const truths: Truth[] = [];
  let missing: string | null = null;
  for (const pattern of element.patterns) {
    const fit = pattern.fits(resource, reader);
    if (typeof fit === 'object' && 'missing' in fit) missing = fit.missing;
    else truths.push(fit);
  }
  const found = anyOf(truths);
  const applies = element.not ? notSo(found) : found;
  return applies !== false && missing !== null && !isDoubt(applies) ? withoutValue(missing) : applies;
}
