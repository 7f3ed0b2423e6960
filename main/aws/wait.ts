import type { Clock } from '../app/platform.ts';
import type { Pace } from './cloud.ts';
import { isNotFound, isPassing } from './errors.ts';

export interface WaitOptions<T> {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** When we made the thing ourselves: for a while after that, not found means not yet. */
  readonly madeAt?: Date;
  /** Looks once. */
  readonly look: () => Promise<T>;
  /** True ends the wait; a thrown error ends it too. */
  readonly done: (found: T) => boolean | Promise<boolean>;
  /** Told when looking meets a passing fault, so that the person knows why nothing moves. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Looks until it is done, gently.
 *
 * The SDK's own waiters take every error for "not yet", a denied or expired one too (F6). Here only lost packets,
 * throttling and AWS's own faults are waited out, with growing pauses and no end: the cloud carries on without us.
 */
export async function waitUntil<T>(options: WaitOptions<T>): Promise<T> {
  const { clock, pace, signal } = options;
  for (let faults = 0; ; ) {
    signal.throwIfAborted();
    try {
      const found = await options.look();
      faults = 0;
      if (await options.done(found)) return found;
    } catch (error) {
      const tooNew = isNotFound(error) && isRecent(options, clock);
      if (!tooNew && !isPassing(error)) throw error;
      faults += 1;
      if (!tooNew) options.onTrouble?.(error);
    }
    await clock.sleep(Math.min(pace.pollMs * 2 ** faults, pace.slowestMs), signal);
  }
}

function isRecent({ madeAt, pace }: Pick<WaitOptions<unknown>, 'madeAt' | 'pace'>, clock: Clock): boolean {
  return madeAt !== undefined && clock.now().getTime() - madeAt.getTime() < pace.consistencyMs;
}
