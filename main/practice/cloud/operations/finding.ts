import { Refusal } from '../refusal.ts';
import { hasForm, type Kind, kinds } from '../world/kinds.ts';

export { type Kind, kinds };

/** What things are looked up in: a table, or anything that finds by ID. */
export interface Source<T> {
  get(id: string): T | undefined;
}

/** Finds each of the IDs, in their order; refuses malformed and unknown ones as EC2 does. */
export function findAll<T>(kind: Kind, source: Source<T>, ids: readonly string[]): T[] {
  for (const id of ids) checkId(kind, id);
  const missing = ids.filter((id) => source.get(id) === undefined);
  if (missing.length > 0) throw new Refusal(`${kind.code}.NotFound`, kind.missing(missing));
  return [...new Set(ids)].flatMap((id) => source.get(id) ?? []);
}

/** The records that a call names, or all of them where it names none. */
export function namedOrAll<T>(kind: Kind, source: Source<T> & { all(): T[] }, ids: readonly string[] | undefined): T[] {
  return ids?.length ? findAll(kind, source, ids) : source.all();
}

/** Finds one thing by its ID. */
export function findOne<T>(kind: Kind, source: Source<T>, id: string | undefined): T {
  const given = required(id, `${kind.prefix} ID`);
  const [found] = findAll(kind, source, [given]);
  if (found === undefined) throw new Refusal(`${kind.code}.NotFound`, kind.missing([given]));
  return found;
}

/** The value, or the refusal for a parameter that must be there. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === '') {
    throw new Refusal('MissingParameter', `The request must contain the parameter ${name}`);
  }
  return value;
}

/** Refuses a text that is not of the form of the kind's IDs. */
export function checkId(kind: Kind, id: string): void {
  if (!hasForm(kind, id)) {
    throw new Refusal(
      `${kind.malformed ?? kind.code}.Malformed`,
      `Invalid id: "${id}" (expecting "${kind.prefix}-...")`,
    );
  }
}
