import { laws } from '../practice-access/laws.ts';

const RUNS = 100_000;

/** Tries each law of the policy evaluator 100,000 times. */
export async function bench(print: (facts: object) => void): Promise<void> {
  for (const { name, run } of laws) {
    const start = performance.now();
    const { breaks, example } = run(RUNS);
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    print({ law: name, runs: RUNS, breaks, seconds, ...(example === null ? {} : { example }) });
  }
}
