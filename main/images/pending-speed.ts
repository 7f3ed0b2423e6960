import type { PendingSpeed } from '../../src/images/inventory.ts';

interface Sample {
  readonly at: number;
  readonly percent: number;
}

/** A speed needs to be watched at least this long, and over this many steps. */
const LEAST_MS = 4_000;
const LEAST_STEPS = 2;
/** Samples that differ, kept for each image: the speed is that of the recent past. */
const KEPT = 12;
/** When nothing has moved for so many of its usual steps, what it was tells nothing any more. */
const STALLED_STEPS = 4;

/**
 * How fast pending images come along, from what their snapshots tell over time.
 *
 * AWS gives a percentage now and then, in jumps, and no speed. So only moments at which the percentage changed count,
 * and nothing is said before there are enough of them, or once it stands still for long.
 */
export class PendingSpeeds {
  readonly #samples = new Map<string, Sample[]>();

  /** Notes what an image's progress is at a time in milliseconds. */
  note(key: string, at: number, percent: number): void {
    const samples = this.#samples.get(key) ?? [];
    const before = samples.at(-1);
    if (before && percent === before.percent) return;
    // What falls back was begun again.
    const kept = before && percent < before.percent ? [] : samples.slice(1 - KEPT);
    this.#samples.set(key, [...kept, { at, percent }]);
  }

  /** Forgets images that are pending no more. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.#samples.keys()) if (!keys.has(key)) this.#samples.delete(key);
  }

  /** The speed and the time that is left as seen now; undefined while it cannot be told. */
  speed(key: string, now: number): PendingSpeed | undefined {
    const samples = this.#samples.get(key) ?? [];
    const [first, last] = [samples[0], samples.at(-1)];
    if (!first || !last) return undefined;
    const steps = samples.length - 1;
    const took = last.at - first.at;
    if (steps < LEAST_STEPS || took < LEAST_MS) return undefined;
    const since = now - last.at;
    if (since > (took / steps) * STALLED_STEPS) return undefined;
    const perMs = (last.percent - first.percent) / took;
    const left = (100 - last.percent) / perMs - since;
    return { percentPerMinute: perMs * 60_000, secondsLeft: Math.max(0, Math.round(left / 1_000)) };
  }
}
