import type { RunningCommand, SharedLimits } from './shared-limits.ts';
import { HeldTooLong } from './shell-words.ts';

/** The longest that a script may keep the process to itself without letting others run. */
const LONGEST_HOLD_MS = 250;
const MOST_STEPS = 3_000;
const BREATHE_EVERY_MS = 8;
const COUNT_EVERY_MS = 100;
/** What the variables of a command line may hold while it runs, in characters. */
const MOST_HELD = 24 * 1024 * 1024;

/** Sees to it that one shell leaves others their turn, and takes no more than its share of memory. */
export class ShellPace {
  readonly #limits: SharedLimits;
  #counted: RunningCommand | null = null;
  #watch: NodeJS.Timeout | undefined;
  #holdSince = 0;
  #steps = 0;
  #isSpared = false;
  #lastBreath = 0;
  #lastCount = 0;

  constructor(limits: SharedLimits) {
    this.#limits = limits;
  }

  /** A command line begins; `counted` is null when it is part of another. */
  begin(counted: RunningCommand | null): void {
    this.#counted = counted;
    this.#watch = setInterval(() => this.noteTurn(), 25);
    this.noteTurn();
  }

  end(): void {
    clearInterval(this.#watch);
    this.#counted?.end();
    this.#counted = null;
  }

  /** Lets others have their turn when this shell has worked for a while, and looks at what its variables hold. */
  async breathe(env?: ReadonlyMap<string, string>): Promise<void> {
    const now = performance.now();
    if (now - this.#lastBreath < BREATHE_EVERY_MS) return;
    if (this.#counted && now - this.#lastCount > COUNT_EVERY_MS) {
      this.#lastCount = now;
      if (env) this.#counted.held = sizeOf(env.values());
      if (this.#counted.held > MOST_HELD) this.#counted.stop();
      this.#limits.commands.guardMemory();
    }
    await this.#limits.turns.wait();
    this.#lastBreath = performance.now();
    this.noteTurn();
  }

  /** The process has come round to others. */
  noteTurn(): void {
    this.#holdSince = performance.now();
    this.#steps = 0;
  }

  /** Lets something work that has limits of its own, however long it takes; others have their turn before and after. */
  async spare<T>(work: () => Promise<T>): Promise<T> {
    await this.breathe();
    this.#isSpared = true;
    try {
      return await work();
    } finally {
      this.#isSpared = false;
      await this.breathe();
    }
  }

  /**
   * Throws where the process has heard nobody else for too long.
   *
   * It is asked at every step of a script. Only many small steps are a loop: one long step has limits of its own, and a
   * busy computer is no reason.
   */
  stopIfHolding(): void {
    this.#steps += 1;
    if (this.#isSpared || this.#steps < MOST_STEPS) return;
    if (performance.now() - this.#holdSince > LONGEST_HOLD_MS) throw new HeldTooLong();
  }
}

/** The characters in some values. */
export function sizeOf(values: Iterable<string>): number {
  let size = 0;
  for (const value of values) size += value.length;
  return size;
}
