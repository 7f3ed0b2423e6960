import { Refusal } from '../refusal.ts';

/** What one parameter of a query service may be. */
export interface Constraint {
  /** Characters of a text, items of a list. */
  readonly length?: readonly [least: number, most: number];
  readonly range?: readonly [least: number, most: number];
  readonly pattern?: RegExp;
  /** AWS's words for what does not fit the pattern, where it has its own. */
  readonly words?: (parameter: string) => string;
  readonly values?: readonly string[];
  /** Of a list's items, or of the fields of a structure. */
  readonly items?: Constraint;
  readonly fields?: Constraints;
}

/** Constraints by the parameter's name. */
export type Constraints = Readonly<Record<string, Constraint>>;

/**
 * Refuses an input that is not of the form that a service describes, in AWS's words.
 *
 * All faults are told at once: `2 validation errors detected: Value 'x' at 'userName' failed to satisfy constraint:
 * …; Value …`. What has words of its own is told alone.
 *
 * @param code the query services' code, or the one of those that speak JSON
 */
export function checkConstraints(
  input: object,
  constraints: Constraints,
  code: 'ValidationError' | 'ValidationException' = 'ValidationError',
): void {
  const faults = [...faultsOfFields(input, constraints, '')];
  if (faults.length === 0) return;
  const plain = faults.filter(({ value }) => value !== null);
  const own = faults.find(({ value }) => value === null);
  if (plain.length === 0 && own) throw new Refusal(code, own.text);
  const told = plain.map(
    ({ value, path, text }) => `Value ${value} at '${path}' failed to satisfy constraint: ${text}`,
  );
  const count = told.length === 1 ? '1 validation error' : `${told.length} validation errors`;
  throw new Refusal(code, `${count} detected: ${told.join('; ')}`);
}

interface Fault {
  readonly path: string;
  /** As it is told; null where the text says all. */
  readonly value: string | null;
  readonly text: string;
}

function* faultsOfFields(fields: object, constraints: Constraints, path: string): Generator<Fault> {
  for (const [name, value] of Object.entries(fields)) {
    const constraint = Object.hasOwn(constraints, name) ? constraints[name] : undefined;
    const spelled = name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (capitals) => capitals.toLowerCase());
    if (constraint && value !== undefined) yield* faultsOf(value, constraint, path + spelled);
  }
}

function* faultsOf(value: unknown, constraint: Constraint, path: string): Generator<Fault> {
  const { length, range, pattern, words, values, items, fields } = constraint;
  const told = tell(value);
  const size = typeof value === 'string' ? [...value].length : Array.isArray(value) ? value.length : null;
  if (length && size !== null) {
    const [least, most] = length;
    if (size < least) yield { path, value: told, text: `Member must have length greater than or equal to ${least}` };
    if (size > most) yield { path, value: told, text: `Member must have length less than or equal to ${most}` };
  }
  if (range && typeof value === 'number') {
    const [least, most] = range;
    if (value < least) yield { path, value: told, text: `Member must have value greater than or equal to ${least}` };
    if (value > most) yield { path, value: told, text: `Member must have value less than or equal to ${most}` };
  }
  if (pattern && typeof value === 'string' && value !== '' && !pattern.test(value)) {
    if (words) yield { path, value: null, text: words(path) };
    else yield { path, value: told, text: `Member must satisfy regular expression pattern: ${inside(pattern)}` };
  }
  if (values && typeof value === 'string' && !values.includes(value)) {
    yield { path, value: told, text: `Member must satisfy enum value set: [${values.join(', ')}]` };
  }
  if (items && Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* faultsOf(item, items, `${path}.${at + 1}.member`);
  }
  if (fields && typeof value === 'object' && value !== null) yield* faultsOfFields(value, fields, `${path}.`);
}

function tell(value: unknown): string {
  return `'${Array.isArray(value) ? `[${value.map(String).join(', ')}]` : String(value)}'`;
}

/** A pattern without the anchors that AWS does not write. */
function inside({ source }: RegExp): string {
  return source.replace(/^\^/, '').replace(/\$$/, '');
}
