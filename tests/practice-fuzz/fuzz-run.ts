import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What is fuzzed, and how. */
export interface FuzzPlan<T> {
  readonly count: number;
  /** How many at the same time. */
  readonly abreast: number;
  /** The inputs of one thousand; made anew for each, since signatures grow old. */
  inputs(round: number, count: number): Promise<readonly T[]>;
  /** Sends one input; answers, in a word, what became of it. */
  send(input: T): Promise<string>;
  /** Throws where a good request is not answered any more. */
  stillServes(): Promise<void>;
  /** Faults that the fuzzed server told of itself. */
  readonly reports: readonly unknown[];
}

/** What became of it. */
export interface FuzzFacts {
  readonly inputs: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Exceptions and rejections that nobody caught, as text. */
  readonly uncaught: readonly string[];
  readonly reports: readonly string[];
  /** Good requests that were answered in between. */
  readonly goodOnes: number;
  /** How long the slowest input took, in milliseconds. */
  readonly slowestMs: number;
  /** What the heap held after the last tenth as a part of what it held after the first; 1 is flat. */
  readonly heapGrowth: number;
}

const ROUND = 1_000;

/** Sends fuzzed inputs by the thousand and counts what must not be. */
export async function fuzz<T>(plan: FuzzPlan<T>): Promise<FuzzFacts> {
  const outcomes = new Map<string, number>();
  const uncaught: string[] = [];
  const note = (cause: unknown) => uncaught.push(cause instanceof Error ? String(cause.stack) : String(cause));
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  let slowestMs = 0;
  let goodOnes = 0;
  let sent = 0;
  let first = 0;
  const begun = plan.reports.length;
  for (let round = 0; sent < plan.count; round += 1) {
    const inputs = await plan.inputs(round, Math.min(ROUND, plan.count - sent));
    let next = 0;
    const worker = async () => {
      for (let input = inputs[next++]; input !== undefined; input = inputs[next++]) {
        const began = Date.now();
        const outcome = await plan.send(input);
        slowestMs = Math.max(slowestMs, Date.now() - began);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: plan.abreast }, worker));
    sent += inputs.length;
    await plan.stillServes();
    goodOnes += 1;
    if (first === 0 && sent >= plan.count / 10) first = await heap();
  }
  const last = await heap();
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  return {
    inputs: sent,
    outcomes: Object.fromEntries([...outcomes].sort()),
    uncaught,
    reports: plan.reports.slice(begun).map((cause) => (cause instanceof Error ? String(cause.stack) : String(cause))),
    goodOnes,
    slowestMs,
    heapGrowth: last / first,
  };
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function heap(): Promise<number> {
  // What was closed just now is let go of in later turns.
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}
