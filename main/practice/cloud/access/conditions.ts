import { type Operator, operators } from './condition-operators.ts';
import { type ContextReader, type KeyName, keyName } from './request-context.ts';
import { both, type Doubt, either, notSo, type Truth } from './truth.ts';
import { fillText, isFixed, readText, type TextPart, variableNames } from './variables.ts';
import type { Matcher, PatternPart } from './wildcard.ts';

/** One line of a Condition element: an operator, a key and the policy's values for it. */
export interface Condition {
  readonly operator: Operator;
  /** ForAllValues or ForAnyValue. */
  readonly set: 'all' | 'any' | null;
  readonly ifExists: boolean;
  readonly name: KeyName;
  readonly values: readonly PolicyValue[];
  /** The values as they are compared with; null where one of them has to wait for the request. */
  readonly fixed: FilledValues | null;
}

/** A value of the policy, compiled as far as it can be before a request is there. */
interface PolicyValue {
  readonly text: string;
  readonly parts: readonly TextPart[];
  /** Null where it has to wait for the request. */
  readonly fixed: Comparer | null;
}

/** Compares one value of the request. */
type Comparer = (value: string) => Truth;

/** The operator in a name such as `ForAllValues:StringLikeIfExists`, or null when there is none. */
export function readOperator(name: string): Pick<Condition, 'operator' | 'set' | 'ifExists'> | null {
  const [, qualifier, base = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(name) ?? [];
  const ifExists = base.endsWith('IfExists');
  const operator = operators.get(ifExists ? base.slice(0, -'IfExists'.length) : base);
  if (!operator || (ifExists && operator.comparison.takes === 'presence')) return null;
  return { operator, set: qualifier === undefined ? null : qualifier === 'ForAllValues' ? 'all' : 'any', ifExists };
}

/** Compiles one line of a Condition element; null when there is no such operator. */
export function compileCondition(
  operatorName: string,
  key: string,
  texts: readonly string[],
  variables: boolean,
): Condition | null {
  const read = readOperator(operatorName);
  if (!read) return null;
  const values = texts.map((text) => compileValue(read.operator, text, variables));
  const comparers = values.flatMap(({ fixed }) => fixed ?? []);
  const fixed = comparers.length === values.length ? { comparers, missing: null } : null;
  return { ...read, name: keyName(key), values, fixed };
}

/** Every key that a condition asks for: its own and those of the variables in its values. */
export function conditionKeys({ name, values }: Condition): KeyName[] {
  return [name, ...values.flatMap(({ parts }) => variableNames(parts))];
}

/**
 * Whether a request meets a condition.
 *
 * A key that is not there meets no operator but the negated ones, IfExists, ForAllValues and `Null: true`.
 * Source: IAM user guide, reference_policies_elements_condition_operators and
 * reference_policies_condition-single-vs-multi-valued-context-keys.
 */
export function judgeCondition(condition: Condition, reader: ContextReader): Truth {
  const { operator, set, ifExists, name } = condition;
  const { comparers, missing } = condition.fixed ?? fillValues(condition, reader);
  const held = reader.look(name);
  if (held === 'unknown') return { doubt: `the condition key ${name.name}` };
  const values = held === 'absent' ? [] : held;
  if (operator.comparison.takes === 'presence') {
    if (set) return { doubt: `${set === 'all' ? 'ForAllValues' : 'ForAnyValue'} with Null` };
    return condition.values.some(({ text }) => text.toLowerCase() === String(values.length === 0));
  }
  if (values.length === 0 && (ifExists || set === 'all')) return true;
  if (set === null && values.length > 1) {
    return { doubt: `${name.name} with several values and no ForAllValues or ForAnyValue` };
  }
  const met =
    values.length === 0 ? operator.negated && set === null : judgeValues(set, values, comparers, operator.negated);
  // AWS says that a variable without a value may make the whole statement invalid, and does not say when. Where that
  // and a value that fits nothing come to the same, the answer is certain; elsewhere it is a doubt.
  return met === true && missing !== null ? withoutValue(missing) : met;
}

/** Joins the answers for several values; nothing but empty texts counts as no values. */
function judgeValues(
  set: Condition['set'],
  values: readonly string[],
  comparers: readonly Comparer[],
  negated: boolean,
): Truth {
  if (set === null) return judgeValue(values[0] ?? '', comparers, negated);
  if (values.every((value) => value === '')) return set === 'all';
  let joined: Truth = set === 'all';
  for (const value of values) {
    const answer = judgeValue(value, comparers, negated);
    joined = set === 'all' ? both(joined, answer) : either(joined, answer);
  }
  return joined;
}

/** The policy's values are alternatives; a negated operator holds when none of them fits. */
function judgeValue(value: string, comparers: readonly Comparer[], negated: boolean): Truth {
  let found: Truth = false;
  for (const compare of comparers) found = either(found, compare(value));
  return negated ? notSo(found) : found;
}

/** The values of a condition, ready to be compared with those of a request. */
interface FilledValues {
  readonly comparers: readonly Comparer[];
  /** A variable that has no value, if there is one. */
  readonly missing: string | null;
}

/** Compiles what had to wait for the request. */
function fillValues({ operator: { comparison }, values }: Condition, reader: ContextReader): FilledValues {
  const comparers: Comparer[] = [];
  let missing: string | null = null;
  for (const { text, parts, fixed } of values) {
    if (fixed) comparers.push(fixed);
    if (fixed || comparison.takes !== 'text') continue;
    const filled = fillText(parts, reader, { wildcards: comparison.wildcards, variables: true });
    if ('missing' in filled) missing = filled.missing;
    else if ('doubt' in filled) comparers.push(() => filled);
    else comparers.push(comparerOf(text, comparison.compile(filled.parts)));
  }
  return { comparers, missing };
}

/** The doubt about a variable without a value. */
export function withoutValue(name: string): Doubt {
  return { doubt: `the policy variable ${name} without a value` };
}

function compileValue({ comparison }: Operator, text: string, variables: boolean): PolicyValue {
  const wildcards = comparison.takes === 'text' && comparison.wildcards;
  const parts = readText(text, { wildcards, variables: variables && comparison.takes === 'text' });
  if (comparison.takes === 'presence') return { text, parts, fixed: () => false };
  if (comparison.takes === 'text') {
    return {
      text,
      parts,
      fixed: isFixed(parts) ? comparerOf(text, comparison.compile(parts as readonly PatternPart[])) : null,
    };
  }
  // A variable has no place here, and what AWS makes of one is not documented; for Bool it is documented both ways.
  if (variables && text.includes('${'))
    return { text, parts, fixed: () => ({ doubt: `the policy variable in ${text}` }) };
  return { text, parts, fixed: comparison.compile(text) };
}

/** A pattern that is no ARN is not compared with ARNs: what AWS makes of `*` alone is not documented. */
function comparerOf(text: string, matcher: Matcher | null): Comparer {
  if (matcher) return matcher;
  return () => (text.includes('*') || text.includes('?') ? { doubt: `the pattern ${text} for an ARN` } : false);
}
