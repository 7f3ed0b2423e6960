import type { ImageFilter, ImageRow, ImageSort, ImageSortColumn } from '../../src/images/inventory.ts';
import { SORT_KEYS, type SortKey } from './row-keys.ts';

/** A row as it is kept: with everything that the filter finds it by, in small letters. */
export interface IndexedRow {
  readonly row: ImageRow;
  readonly search: string;
}

/** A part of the rows, by a name that no other part has. */
export interface Scope {
  readonly name: string;
  readonly holds: (row: ImageRow) => boolean;
}

/** What is asked of the index. */
export interface IndexQuery {
  /** Which rows belong to the list at all; the name stands for the test. */
  readonly scope: Scope;
  readonly filter: ImageFilter;
  readonly sort: ImageSort;
  /** From 1; a page after the last is answered with the last. */
  readonly page: number;
  readonly pageSize: number;
  /** Milliseconds since 1970, for what has been deprecated by now. */
  readonly now: number;
  /** Rows for which this holds come before all others, whatever the sort. */
  readonly first?: ((row: ImageRow) => boolean) | undefined;
}

/** One page of the rows that match. */
export interface IndexPage {
  readonly rows: readonly ImageRow[];
  /** How many rows pass the filter, and how many are in the list. */
  readonly matched: number;
  readonly total: number;
}

interface Entry extends IndexedRow {
  readonly key: string;
  /** The listing that saw it last. */
  listing: number;
  gone: boolean;
  text: string;
}

interface Found {
  readonly matches: readonly Entry[];
  readonly total: number;
}

interface Keyed {
  readonly entry: Entry;
  readonly key: SortKey;
}

/** The entries in the order of one column, with their keys: those that were sorted, and those that came since. */
interface Order {
  sorted: Keyed[];
  fresh: Entry[];
}

/** How many rows are sorted in one go: a tenth of the time that the main process may be busy. */
const SLICE = 4_000;

/** How many columns' orders are kept; a person sorts by one or two. */
const ORDERS_KEPT = 3;

/**
 * Rows of images, found and sorted without looking at each of them twice.
 *
 * Rows come in pages while the list is loading and when it is listed again. A column's order is kept, and what comes
 * is merged into it, so that an answer about 50,000 rows takes a few milliseconds also while they are coming. What
 * comes again unchanged costs a comparison.
 */
export class ImageIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #orders = new Map<ImageSortColumn, Order>();
  #revision = 0;
  #last: { readonly name: string; readonly text: string; readonly revision: number; readonly found: Found } | undefined;

  /** Grows with every change: what was counted at the same revision still holds. */
  get revision(): number {
    return this.#revision;
  }

  /** How many rows there are, of all lists. */
  get size(): number {
    return this.#entries.size;
  }

  /** Takes rows in, new or again; answers whether anything is other than before. */
  put(rows: readonly IndexedRow[], listing = 0): boolean {
    let changed = false;
    for (const { row, search } of rows) {
      const key = keyOf(row);
      const before = this.#entries.get(key);
      const text = JSON.stringify(row);
      if (before && before.text === text && before.search === search) {
        before.listing = listing;
        continue;
      }
      if (before) before.gone = true;
      const entry: Entry = { row, search, key, listing, gone: false, text };
      this.#entries.set(key, entry);
      for (const order of this.#orders.values()) order.fresh.push(entry);
      changed = true;
    }
    if (changed) this.#revision += 1;
    return changed;
  }

  /** Drops a Region's rows that this listing has not seen; answers whether there were any. */
  endListing(region: string, listing: number): boolean {
    return this.#drop((entry) => entry.row.region === region && entry.listing !== listing);
  }

  /** Drops one row; answers whether it was there. */
  remove(region: string, imageId: string): boolean {
    const key = keyOf({ region, imageId });
    return this.#drop((entry) => entry.key === key, [this.#entries.get(key)]);
  }

  /** One row, as it is now. */
  get(region: string, imageId: string): IndexedRow | undefined {
    return this.#entries.get(keyOf({ region, imageId }));
  }

  /** The rows for which `test` holds, in no order. */
  where(test: (row: ImageRow) => boolean): ImageRow[] {
    const found: ImageRow[] = [];
    for (const { row } of this.#entries.values()) if (test(row)) found.push(row);
    return found;
  }

  /** How many rows there are for which `test` holds. */
  count(test: (row: ImageRow) => boolean): number {
    let count = 0;
    for (const { row } of this.#entries.values()) if (test(row)) count += 1;
    return count;
  }

  /**
   * Sorts by a column in slices, with a rest between them in which others have their turn.
   *
   * A column that nothing was sorted by so far takes longer than anybody may be kept waiting.
   */
  async prepare(column: ImageSortColumn, rest: () => Promise<unknown>): Promise<void> {
    const order = this.#known(column);
    while (order.fresh.length > SLICE) {
      this.#mergeIn(order, column, order.fresh.splice(0, SLICE));
      await rest();
    }
  }

  /** One page of what matches, in order; rows of equal keys are in the order of Region and id. */
  page(query: IndexQuery): IndexPage {
    const { matches, total } = this.#find(query);
    const pages = Math.max(1, Math.ceil(matches.length / query.pageSize));
    const start = (Math.min(query.page, pages) - 1) * query.pageSize;
    const shown = turned(verifiedFirst(matches, query), query.sort.descending, start, start + query.pageSize);
    return { rows: shown.map(({ row }) => row), matched: matches.length, total };
  }

  /** What matches, in ascending order. A word that is typed on is looked for only among what its beginning found. */
  #find(query: IndexQuery): Found {
    const { scope, filter, sort } = query;
    const { text, ...conditions } = filter;
    // What has been deprecated changes with time.
    const name = filter.deprecated === undefined ? JSON.stringify([scope.name, sort.column, conditions]) : undefined;
    const last = this.#last;
    const narrower =
      last !== undefined && last.name === name && last.revision === this.#revision && text.startsWith(last.text);
    const passes = compileFilter(filter, query.now);
    let found: Found;
    if (narrower) {
      found = { matches: last.found.matches.filter(passes), total: last.found.total };
    } else {
      const matches: Entry[] = [];
      let total = 0;
      for (const { entry } of this.#order(sort.column)) {
        if (!scope.holds(entry.row)) continue;
        total += 1;
        if (passes(entry)) matches.push(entry);
      }
      found = { matches, total };
    }
    if (name !== undefined) this.#last = { name, text, revision: this.#revision, found };
    return found;
  }

  #order(column: ImageSortColumn): readonly Keyed[] {
    const order = this.#known(column);
    if (order.fresh.length > 0) this.#mergeIn(order, column, order.fresh.splice(0));
    return order.sorted;
  }

  #known(column: ImageSortColumn): Order {
    const order = this.#orders.get(column) ?? { sorted: [], fresh: [...this.#entries.values()] };
    // The one used last stands last; the first is the one to forget.
    this.#orders.delete(column);
    this.#orders.set(column, order);
    for (const [oldest] of this.#orders) {
      if (this.#orders.size <= ORDERS_KEPT) break;
      this.#orders.delete(oldest);
    }
    return order;
  }

  #mergeIn(order: Order, column: ImageSortColumn, fresh: readonly Entry[]): void {
    order.sorted = merge(order.sorted, sortEntries(fresh, SORT_KEYS[column]));
  }

  #drop(test: (entry: Entry) => boolean, among: Iterable<Entry | undefined> = this.#entries.values()): boolean {
    const dropped = new Set<Entry>();
    for (const entry of among) if (entry && test(entry)) dropped.add(entry);
    for (const entry of dropped) {
      entry.gone = true;
      this.#entries.delete(entry.key);
    }
    if (dropped.size === 0) return false;
    this.#revision += 1;
    for (const order of this.#orders.values()) {
      order.sorted = order.sorted.filter(({ entry }) => !entry.gone);
      order.fresh = order.fresh.filter((entry) => !entry.gone);
    }
    return true;
  }
}

/** A part of an ascending list, from the side that the order begins at. */
function turned(ascending: readonly Entry[], descending: boolean, start: number, end: number): readonly Entry[] {
  if (!descending) return ascending.slice(start, end);
  const { length } = ascending;
  return ascending.slice(Math.max(0, length - end), Math.max(0, length - start)).reverse();
}

/** The same list with the rows that come first before all others, whichever way it is read. */
function verifiedFirst(matches: readonly Entry[], { first, sort }: IndexQuery): readonly Entry[] {
  if (!first) return matches;
  const [before, after] = [matches.filter(({ row }) => first(row)), matches.filter(({ row }) => !first(row))];
  return sort.descending ? [...after, ...before] : [...before, ...after];
}

const keyOf = ({ region, imageId }: Pick<ImageRow, 'region' | 'imageId'>): string => `${region}/${imageId}`;

/** Whether an entry passes: every word somewhere in its text, every condition met. */
function compileFilter(filter: ImageFilter, now: number): (entry: IndexedRow) => boolean {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return ({ row, search }) => {
    if (filter.state !== undefined && row.state !== filter.state) return false;
    if (filter.architecture !== undefined && row.architecture !== filter.architecture) return false;
    if (filter.encrypted !== undefined && row.encrypted !== filter.encrypted) return false;
    if (filter.deprecated !== undefined && isDeprecated(row, now) !== filter.deprecated) return false;
    for (const word of words) if (!search.includes(word)) return false;
    return true;
  };
}

/** Whether the image's time of deprecation has come. */
function isDeprecated({ deprecatedAt }: ImageRow, now: number): boolean {
  return deprecatedAt !== undefined && Date.parse(deprecatedAt) <= now;
}

/** Sorted by prepared keys; equal keys by Region and id. */
function sortEntries(entries: readonly Entry[], key: (row: ImageRow) => SortKey): Keyed[] {
  const keyed = entries.flatMap((entry) => (entry.gone ? [] : { entry, key: key(entry.row) }));
  return keyed.sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

function isBefore(a: Keyed, b: Keyed): boolean {
  return a.key === b.key ? a.entry.key < b.entry.key : a.key < b.key;
}

/** Two sorted lists as one, without what is gone from the first. */
function merge(old: readonly Keyed[], fresh: Keyed[]): Keyed[] {
  if (old.length === 0) return fresh;
  const merged: Keyed[] = [];
  let at = 0;
  for (const one of old) {
    if (one.entry.gone) continue;
    for (let next = fresh[at]; next && isBefore(next, one); next = fresh[at]) {
      merged.push(next);
      at += 1;
    }
    merged.push(one);
  }
  for (const rest of fresh.slice(at)) merged.push(rest);
  return merged;
}
