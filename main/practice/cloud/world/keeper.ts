import type { Row, World } from './world.ts';

/** Where the world's rows are kept. What `append` and `replace` were given is on the disk when they resolve. */
export interface WorldStore {
  /** The rows as they were kept, in order; null when nothing was. */
  load(): Promise<readonly Row[] | null>;
  /** Adds rows: all of them or none. */
  append(rows: readonly Row[]): Promise<void>;
  /** Puts other rows in the place of all that were kept, or leaves everything as it was. */
  replace(rows: Iterable<Row>): Promise<void>;
  /** Whether most of what is kept is rows that later ones have replaced. */
  bloated(): boolean;
  close(): Promise<void>;
}

/**
 * Saves what was written in the world, one write at a time.
 *
 * Calls that ask while a write is under way share the next one: what they did is in it for certain. What could not be
 * kept goes with the next try.
 */
export class Keeper {
  readonly #store: WorldStore | null;
  readonly #world: World;
  /** What is under way, and what waits behind it. */
  #tail: Promise<void> = Promise.resolve();
  /** The append that has not begun yet. */
  #coming: Promise<void> | null = null;

  constructor(store: WorldStore | null, world: World) {
    this.#store = store;
    this.#world = world;
  }

  /** Resolves when all that the world holds now is kept; rejects when it could not be. */
  save(): Promise<void> {
    this.#coming ??= this.#after(() => {
      this.#coming = null;
      return this.#keep((rows) => this.#append(rows));
    });
    return this.#coming;
  }

  /** Resolves when the world as it is now is all that is kept. */
  saveWhole(): Promise<void> {
    return this.#after(() => this.#keep(() => this.#store?.replace(this.#world.rows())));
  }

  async close(): Promise<void> {
    await this.save();
    await this.#store?.close();
  }

  async #append(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0 || !this.#store) return;
    await this.#store.append(rows);
    // What was just written is kept already: should this fail, the next try comes with the next write.
    if (this.#store.bloated()) await this.#store.replace(this.#world.rows()).catch(() => undefined);
  }

  #after(step: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(step);
    this.#tail = done.catch(() => undefined);
    return done;
  }

  async #keep(write: (rows: readonly Row[]) => Promise<void> | undefined): Promise<void> {
    const rows = this.#world.takeUnsaved();
    try {
      await write(rows);
    } catch (cause) {
      this.#world.giveBack(rows);
      throw cause;
    }
  }
}
