import { compileResource } from './arn.ts';
import { type Condition, compileCondition, readOperator } from './conditions.ts';
import type { ActionElement, ResourceElement } from './policy-document.ts';
import { compilePattern, splitWildcards } from './wildcard.ts';

/** An object of a policy by its names, which may be `__proto__` as well. */
export type Fields = ReadonlyMap<string, unknown>;

/** The fields of an object, or null when it is none. */
export function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}

/** A text or a list of texts as a list, or null when it is neither. */
export function textsOf(value: unknown): string[] | null {
  const list = Array.isArray(value) ? value : [value];
  return list.every((item): item is string => typeof item === 'string') ? list : null;
}

/** The one of two elements that a statement has, such as Action or NotAction. */
export interface EitherElement {
  readonly not: boolean;
  readonly texts: readonly string[];
}

/** Reads `X` or `NotX`; null when it is no text or list, or when both are there; undefined when neither is. */
export function readEither(fields: Fields, name: string): EitherElement | null | undefined {
  const [plain, opposite] = [fields.get(name), fields.get(`Not${name}`)];
  if (plain === undefined && opposite === undefined) return undefined;
  if (plain !== undefined && opposite !== undefined) return null;
  const texts = textsOf(plain ?? opposite);
  return texts ? { not: plain === undefined, texts } : null;
}

/** A Condition element before it is compiled. */
export interface ConditionLine {
  readonly operator: string;
  readonly key: string;
  readonly texts: readonly string[];
}

/** Reads a Condition element; null when it has not the form of one or an operator that there is not. */
export function readConditions(value: unknown): ConditionLine[] | null {
  if (value === undefined) return [];
  const operators = fieldsOf(value);
  if (!operators) return null;
  const lines: ConditionLine[] = [];
  for (const [operator, keys] of operators) {
    const byKey = fieldsOf(keys);
    if (!byKey || (byKey.size > 0 && !readOperator(operator))) return null;
    for (const [key, values] of byKey) {
      const texts = textsOf((Array.isArray(values) ? values : [values]).map(scalarText));
      if (!texts) return null;
      lines.push({ operator, key, texts });
    }
  }
  return lines;
}

/** Numbers and truth values may stand without quotes. */
function scalarText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Compiles the lines of a Condition element whose operators are known. */
export function compileConditions(lines: readonly ConditionLine[], variables: boolean): Condition[] {
  return lines.flatMap(({ operator, key, texts }) => compileCondition(operator, key, texts, variables) ?? []);
}

/** Compiles an Action or NotAction element; names of actions ignore case. */
export function compileActions({ not, texts }: EitherElement): ActionElement {
  const lower = texts.map((text) => text.toLowerCase());
  const [service = '', ...others] = new Set(lower.map((text) => text.slice(0, text.indexOf(':') + 1)));
  return {
    not,
    texts,
    service: others.length > 0 || service === '' || service.includes('*') ? null : service,
    patterns: lower.map((text) => compilePattern(splitWildcards(text))),
  };
}

/** Compiles a Resource or NotResource element. */
export function compileResources({ not, texts }: EitherElement, variables: boolean): ResourceElement {
  return { not, patterns: texts.map((text) => compileResource(text, variables)) };
}
