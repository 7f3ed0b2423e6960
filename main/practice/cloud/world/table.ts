/** What a table holds: plain data with an ID, changed only through its table. */
export interface Kept {
  readonly id: string;
}

/** Told of every row that was added, changed or removed, so that it can be saved and brought forward in time. */
export type OnWrite = (table: AnyTable, id: string) => void;

/** How a table finds and ages its records. */
export interface TableSpec<T extends Kept, Key extends string> {
  /** Lists of records by a value that each has; kept up to date with every write. */
  readonly by?: Readonly<Record<Key, (record: T) => string | readonly string[] | null>>;
  /** When a record next changes by itself, in milliseconds of practice time; null when it stays. */
  readonly due?: (record: T) => number | null;
}

/**
 * Records of one kind in one place, found by ID and by what else they are asked for.
 *
 * Records are read-only: `change` is the one way to write into one, and so nothing can be changed without being saved.
 * A changed record stays the same object, so that whoever holds it sees the change.
 */
export class Table<T extends Kept, Key extends string = never> implements Iterable<T> {
  /** Where its rows are kept: `ACCOUNT/REGION/NAME`. */
  readonly path: string;
  readonly #records = new Map<string, T>();
  readonly #spec: TableSpec<T, Key>;
  readonly #lists = new Map<string, Map<string, Set<T>>>();
  readonly #onWrite: OnWrite;

  constructor(path: string, spec: TableSpec<T, Key>, onWrite: OnWrite) {
    this.path = path;
    this.#spec = spec;
    this.#onWrite = onWrite;
    for (const name of Object.keys(spec.by ?? {})) this.#lists.set(name, new Map());
  }

  get size(): number {
    return this.#records.size;
  }

  get(id: string | null | undefined): T | undefined {
    return id ? this.#records.get(id) : undefined;
  }

  /** The records whose value under an index is `value`, in the order in which they came. */
  by(index: Key, value: string | null | undefined): T[] {
    return value ? [...(this.#lists.get(index)?.get(value) ?? [])] : [];
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#records.values();
  }

  /** All records, in the order in which they were added. */
  all(): T[] {
    return [...this.#records.values()];
  }

  find(matches: (record: T) => boolean): T | undefined {
    for (const record of this) if (matches(record)) return record;
    return undefined;
  }

  some(matches: (record: T) => boolean): boolean {
    return this.find(matches) !== undefined;
  }

  filter(matches: (record: T) => boolean): T[] {
    return this.all().filter(matches);
  }

  add(record: T): T {
    if (this.#records.has(record.id)) throw new Error(`${this.path} has ${record.id} already.`);
    this.#records.set(record.id, record);
    this.#enlist(record);
    this.#onWrite(this, record.id);
    return record;
  }

  change(record: T, patch: Partial<Omit<T, 'id'>>): void {
    if (this.#records.get(record.id) !== record) throw new Error(`${this.path} does not hold this ${record.id}.`);
    this.#delist(record);
    Object.assign(record, patch);
    this.#enlist(record);
    this.#onWrite(this, record.id);
  }

  remove(record: T): void {
    if (!this.#records.delete(record.id)) return;
    this.#delist(record);
    this.#onWrite(this, record.id);
  }

  /** When a record next changes by itself; null when it stays or is gone. */
  due(id: string): number | null {
    const record = this.#records.get(id);
    return record && this.#spec.due ? this.#spec.due(record) : null;
  }

  /** Puts a saved row in its place; a null takes it out. */
  restore(id: string, record: unknown): void {
    const held = this.#records.get(id);
    if (held) this.#delist(held);
    this.#records.delete(id);
    if (record === null) return;
    this.#records.set(id, record as T);
    this.#enlist(record as T);
  }

  #valuesOf(name: Key, record: T): readonly string[] {
    const value = this.#spec.by?.[name](record);
    return value === null || value === undefined ? [] : typeof value === 'string' ? [value] : value;
  }

  #enlist(record: T): void {
    for (const [name, lists] of this.#lists) {
      for (const value of this.#valuesOf(name as Key, record)) {
        const list = lists.get(value);
        if (list) list.add(record);
        else lists.set(value, new Set([record]));
      }
    }
  }

  #delist(record: T): void {
    for (const [name, lists] of this.#lists) {
      for (const value of this.#valuesOf(name as Key, record)) {
        const list = lists.get(value);
        list?.delete(record);
        if (list?.size === 0) lists.delete(value);
      }
    }
  }
}

/** A table of any kind, for whoever saves and restores them all. */
export interface AnyTable extends Iterable<Kept> {
  readonly path: string;
  readonly size: number;
  get(id: string): Kept | undefined;
  due(id: string): number | null;
  restore(id: string, record: unknown): void;
}
