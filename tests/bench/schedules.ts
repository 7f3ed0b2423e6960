import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { play } from '../jobs/schedules/play.ts';
import { schedules } from '../jobs/schedules/schedule.ts';
import { trials } from '../jobs/schedules/trials.ts';

/** All together; each kind of long work is tried equally often. */
const RUNS = 10_000;
/** Most of a schedule is waiting: so many are played at a time. */
const AT_A_TIME = 16;
/** Work that has not ended after so many milliseconds hangs, which is broken too. */
const HANGS = 120_000;

/** Plays random schedules of lost, refused and throttled calls and kills over every kind of long work. */
export async function bench(print: (facts: object) => void): Promise<void> {
  const each = Math.ceil(RUNS / trials.length);
  for (const trial of trials) {
    const seed = Date.now() % 1_000_000_000;
    const left = fc.sample(schedules(trial.operations), { numRuns: each, seed });
    const started = performance.now();
    const broken: string[] = [];
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        for (let next = left.pop(); next; next = left.pop())
          broken.push(...(await within(trial.name, play(trial, next), next)));
      }),
    );
    const seconds = Math.round((performance.now() - started) / 1_000);
    print({
      measure: trial.name,
      schedules: each,
      seed,
      broken: broken.length,
      seconds,
      ...(broken.length > 0 ? { first: broken.slice(0, 3) } : {}),
      reached: broken.length === 0,
    });
  }
}

async function within(name: string, played: Promise<readonly string[]>, schedule: object): Promise<readonly string[]> {
  const timer = new AbortController();
  const hangs = setTimeout(HANGS, [`${name}: did not end ${JSON.stringify({ schedule })}`], { signal: timer.signal });
  return Promise.race([played, hangs]).finally(() => timer.abort());
}
