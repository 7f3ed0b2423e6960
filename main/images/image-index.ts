import type { ImageFilter, ImageRow, ImageSort, ImageSortColumn } from '../../src/images/inventory.ts';
import { SORT_KEYS, type SortKey } from './row-keys.ts';

/** A row as it is kept: with everything that the filter finds it by, in small letters. */
export interface IndexedRow {
  readonly row: ImageRow;
  readonly search: string;
}

/** What is asked of the index. */
export interface IndexQuery {
  /** Which rows belong to the list at all. */
  readonly scope: (row: ImageRow) => boolean;
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

/** The entries in the order of one column: those that were sorted, and those that came since. */
interface Order {
  sorted: Entry[];
  fresh: Entry[];
}

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

  /** One page of what matches, in order; rows of equal keys are in the order of Region and id. */
  page(query: IndexQuery): IndexPage {
    const order = this.#order(query.sort.column);
    const passes = compileFilter(query.filter, query.now);
    const matches: Entry[] = [];
    let total = 0;
    for (const entry of order) {
      if (!query.scope(entry.row)) continue;
      total += 1;
      if (passes(entry)) matches.push(entry);
    }
    const pages = Math.max(1, Math.ceil(matches.length / query.pageSize));
    const start = (Math.min(query.page, pages) - 1) * query.pageSize;
    const ordered = query.sort.descending ? matches.reverse() : matches;
    const { first } = query;
    const shown = (
      first ? [...ordered.filter(({ row }) => first(row)), ...ordered.filter(({ row }) => !first(row))] : ordered
    ).slice(start, start + query.pageSize);
    return { rows: shown.map(({ row }) => row), matched: matches.length, total };
  }

  #order(column: ImageSortColumn): readonly Entry[] {
    const order = this.#orders.get(column) ?? { sorted: [], fresh: [...this.#entries.values()] };
    // The one used last stands last; the first is the one to forget.
    this.#orders.delete(column);
    this.#orders.set(column, order);
    for (const [oldest] of this.#orders) {
      if (this.#orders.size <= ORDERS_KEPT) break;
      this.#orders.delete(oldest);
    }
    if (order.fresh.length > 0) {
      const key = SORT_KEYS[column];
      const fresh = sortEntries(order.fresh, key);
      order.sorted = merge(order.sorted, fresh, key);
      order.fresh = [];
    }
    return order.sorted;
  }

  #drop(test: (entry: Entry) => boolean, among: Iterable<Entry | undefined> = this.#entries.values()): boolean {
    const dropped = new Set<Entry>();
    for (const entry of among) if (entry && test(entry)) dropped.add(entry);
    for (const entry of dropped) {
      entry.gone = true;
      this.#entries.delete(entry.key);
    }
    if (dropped.size === 0) return false;
    for (const order of this.#orders.values()) {
      order.sorted = order.sorted.filter((entry) => !entry.gone);
      order.fresh = order.fresh.filter((entry) => !entry.gone);
    }
    return true;
  }
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
function sortEntries(entries: readonly Entry[], key: (row: ImageRow) => SortKey): Entry[] {
  const keyed = entries.filter(({ gone }) => !gone).map((entry) => ({ entry, key: key(entry.row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.entry.key < b.entry.key ? -1 : 1));
  return keyed.map(({ entry }) => entry);
}

/** Two sorted lists as one, without what is gone from the first. */
function merge(old: readonly Entry[], fresh: Entry[], key: (row: ImageRow) => SortKey): Entry[] {
  if (old.length === 0) return fresh;
  const merged: Entry[] = [];
  let at = 0;
  for (const entry of old) {
    if (entry.gone) continue;
    const here = key(entry.row);
    for (let next = fresh[at]; next; next = fresh[at]) {
      const other = key(next.row);
      if (here < other || (here === other && entry.key < next.key)) break;
      merged.push(next);
      at += 1;
    }
    merged.push(entry);
  }
  for (; at < fresh.length; at += 1) merged.push(fresh[at] as Entry);
  return merged;
}
