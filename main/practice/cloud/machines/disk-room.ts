/**
 * The memory of this process that the disks of all machines may take together.
 *
 * Each disk has a limit of its own besides. Where either is reached, a write fails with "No space left on device".
 */
export class DiskRoom {
  readonly #most: number;
  #used = 0;

  constructor(most = MOST_IN_ALL) {
    this.#most = most;
  }

  get used(): number {
    return this.#used;
  }

  fits(bytes: number): boolean {
    return bytes <= 0 || this.#used + bytes <= this.#most;
  }

  /** Takes room, or gives it back where `bytes` is negative; what must be kept is taken even where it does not fit. */
  take(bytes: number): void {
    this.#used += bytes;
  }
}

const MOST_IN_ALL = 192 * 1024 * 1024;
