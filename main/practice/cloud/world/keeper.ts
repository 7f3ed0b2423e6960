/** Where the world's bytes are kept. */
export interface WorldStore {
  load(): Promise<Uint8Array | null>;
  save(bytes: Uint8Array): Promise<void>;
}

/**
 * Saves the world, one write at a time.
 *
 * Calls that ask while a write is under way share the next one: what they did is in it for certain.
 */
export class Keeper {
  readonly #store: WorldStore | null;
  readonly #bytes: () => Uint8Array;
  #writing: Promise<void> | null = null;
  #waiting: Promise<void> | null = null;

  constructor(store: WorldStore | null, bytes: () => Uint8Array) {
    this.#store = store;
    this.#bytes = bytes;
  }

  /** Resolves when all that the world holds now is kept; rejects when it could not be. */
  save(): Promise<void> {
    if (!this.#writing) {
      this.#writing = this.#write();
      return this.#writing;
    }
    this.#waiting ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#waiting = null;
        this.#writing = this.#write();
        return this.#writing;
      });
    return this.#waiting;
  }

  async #write(): Promise<void> {
    try {
      await this.#store?.save(this.#bytes());
    } finally {
      if (!this.#waiting) this.#writing = null;
    }
  }
}
