import type { Filter } from '@aws-sdk/client-ec2';
import type { Kept, Table } from '../world/table.ts';
import { findAll, type Kind } from './finding.ts';

/** Filters that an index answers, by the index's name; `id` is the table itself. */
export type FilterIndexes<Key extends string> = Readonly<Record<string, Key | 'id'>>;

/**
 * The records that a describing call has to look at: those it names, else those that an index tells by one of its
 * filters, else all.
 *
 * The filters are still to be applied. A call about one group's rules costs as much with a hundred thousand groups.
 */
export function namedOrNarrowed<T extends Kept, Key extends string>(
  kind: Kind,
  table: Table<T, Key>,
  ids: readonly string[] | undefined,
  filters: readonly Filter[] | undefined,
  indexes: FilterIndexes<Key>,
): T[] {
  return ids?.length ? findAll(kind, table, ids) : narrowed(table, filters, indexes);
}

/** The records that an index tells by a filter's plain values; all of them where no filter has an index. */
export function narrowed<T extends Kept, Key extends string>(
  table: Table<T, Key>,
  filters: readonly Filter[] | undefined,
  indexes: FilterIndexes<Key>,
): T[] {
  for (const { Name = '', Values = [] } of filters ?? []) {
    const index = Object.hasOwn(indexes, Name) ? indexes[Name] : undefined;
    if (index === undefined || Values.length === 0 || Values.some((value) => /[*?\\]/.test(value))) continue;
    const found = Values.flatMap((value) => (index === 'id' ? (table.get(value) ?? []) : table.by(index, value)));
    return [...new Set(found)];
  }
  return table.all();
}
