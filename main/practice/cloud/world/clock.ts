/** How fast practice time runs against real time. */
export type Speed = 1 | 10 | 100;

/**
 * Practice time: real time, faster, and movable by hand.
 *
 * It never runs backwards, and what takes a minute in AWS takes a minute of it.
 */
export class PracticeClock {
  readonly #realNow: () => number;
  #base: number;
  #realBase: number;
  #speed: Speed;

  constructor(realNow: () => number, start: number, speed: Speed) {
    this.#realNow = realNow;
    this.#realBase = realNow();
    this.#base = start;
    this.#speed = speed;
  }

  get speed(): Speed {
    return this.#speed;
  }

  /** Milliseconds of practice time. */
  now(): number {
    // A real clock that is set back must not take practice time with it.
    return Math.floor(this.#base + Math.max(0, this.#realNow() - this.#realBase) * this.#speed);
  }

  setSpeed(speed: Speed): void {
    this.#base = this.now();
    this.#realBase = this.#realNow();
    this.#speed = speed;
  }

  /** Moves forward at once. */
  step(seconds: number): void {
    this.#base += Math.max(0, seconds) * 1000;
  }
}
