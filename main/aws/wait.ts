import type { Clock } from '../app/platform.ts';
import { type Cloud, type Pace, UNKNOWN_PACE } from './cloud.ts';
import { isNotFound, isNotTaken, isPassing } from './errors.ts';

/** What every patient look needs. */
export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Asked before each look, so that a new sign-in or a restarted practice cloud is taken up. */
  cloud(): Promise<Cloud>;
  /** Told when looking meets a passing fault, so that the person knows why nothing moves. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface WaitOptions<T> extends Patience {
  /** When we made the thing ourselves: for a while after that, not found means not yet. */
  readonly madeAt?: Date;
  /** Looks once. */
  readonly look: (cloud: Cloud) => Promise<T>;
  /** True ends the wait; a thrown error ends it too. */
  readonly done: (found: T) => boolean | Promise<boolean>;
}

/**
 * Looks until it is done, gently.
 *
 * The SDK's own waiters take every error for "not yet", a denied or expired one too (F6). Here only lost packets,
 * throttling and AWS's own faults are waited out, with growing pauses and no end: the cloud carries on without us.
 */
export async function waitUntil<T>(options: WaitOptions<T>): Promise<T> {
  const { clock, signal } = options;
  let pace = UNKNOWN_PACE;
  for (let faults = 0; ; ) {
    signal.throwIfAborted();
    try {
      const cloud = await options.cloud();
      pace = cloud.pace;
      const found = await options.look(cloud);
      faults = 0;
      if (await options.done(found)) return found;
    } catch (error) {
      signal.throwIfAborted();
      const tooNew = isNotFound(error) && isRecent(options.madeAt, pace, clock);
      if (!tooNew && !isPassing(error)) throw error;
      faults += 1;
      if (!tooNew) options.onTrouble?.(error);
    }
    await clock.sleep(pauseAfter(faults, pace), signal);
  }
}

/** Asks until there is an answer: lost packets and throttling are waited out, everything else is thrown. */
export async function untilAnswered<T>(patience: Patience, ask: (cloud: Cloud) => Promise<T>): Promise<T> {
  let answer: { readonly value: T } | undefined;
  await waitUntil({
    ...patience,
    look: async (cloud) => {
      answer = { value: await ask(cloud) };
    },
    done: () => true,
  });
  // waitUntil ends by throwing, or after an answer.
  return (answer as { readonly value: T }).value;
}

/** How often something is sent that AWS does not take for now: with growing pauses, some minutes. */
const SENDS = 10;

/** Sends something that creates until AWS takes it or refuses it; never again after it may have been done. */
export async function sendOnceTaken<T>(patience: Patience, send: (cloud: Cloud) => Promise<T>): Promise<T> {
  for (let sends = 1; ; sends++) {
    let pace = UNKNOWN_PACE;
    try {
      const cloud = await patience.cloud();
      pace = cloud.pace;
      return await send(cloud);
    } catch (error) {
      patience.signal.throwIfAborted();
      if (sends === SENDS || !isNotTaken(error)) throw error;
      patience.onTrouble?.(error);
      await patience.clock.sleep(pauseAfter(sends - 1, pace), patience.signal);
    }
  }
}

/** How often a call is sent that AWS does once however often it comes. */
const REPEATS = 5;

/** Sends a call that may be repeated without harm, through passing faults; each send has the client's own retries besides. */
export async function sendRepeatable<T>(patience: Patience, send: (cloud: Cloud) => Promise<T>): Promise<T> {
  for (let sends = 1; ; sends++) {
    const cloud = await untilAnswered(patience, async (opened) => opened);
    try {
      return await send(cloud);
    } catch (error) {
      patience.signal.throwIfAborted();
      if (sends === REPEATS || !isPassing(error)) throw error;
      patience.onTrouble?.(error);
      await patience.clock.sleep(pauseAfter(sends, cloud.pace), patience.signal);
    }
  }
}

/** The pause before the next look: longer with each fault in a row. */
export function pauseAfter(faults: number, pace: Pace): number {
  return Math.min(pace.pollMs * 2 ** Math.min(faults, 10), pace.slowestMs);
}

function isRecent(madeAt: Date | undefined, pace: Pace, clock: Clock): boolean {
  return madeAt !== undefined && clock.now().getTime() - madeAt.getTime() < pace.consistencyMs;
}
