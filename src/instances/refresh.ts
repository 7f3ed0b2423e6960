import type { Instance } from './instance.ts';

/** What is known when the next look at the list is planned. */
export interface LookPlan {
  readonly instances: readonly Pick<Instance, 'state' | 'health'>[];
  /** For how long, in milliseconds, every look has failed; 0 while the last one was answered. */
  readonly failingFor: number;
  /** The practice cloud runs on this computer: nobody else waits for it. */
  readonly isPractice: boolean;
}

const CALM_MS = 30_000;
const FIRST_RETREAT_MS = 60_000;
const LAST_RETREAT_MS = 8 * 60_000;

/**
 * How long until the list is asked for again by itself, in milliseconds.
 *
 * Close behind while something changes, half a minute apart otherwise. After a refusal, above all when AWS asks to be
 * asked less, as long again as it has failed already, so the pauses double, up to eight minutes. A window that is not
 * seen asks nothing at all: the query cache sees to that.
 */
export function untilNextLook({ instances, failingFor, isPractice }: LookPlan): number {
  if (failingFor > 0) return Math.min(LAST_RETREAT_MS, Math.max(FIRST_RETREAT_MS, failingFor));
  if (!instances.some(isChanging)) return CALM_MS;
  return isPractice ? 3_000 : 5_000;
}

/** Whether it will soon look otherwise by itself. */
export function isChanging({ state, health }: Pick<Instance, 'state' | 'health'>): boolean {
  if (state === 'running') return health?.some(({ status }) => status === 'initializing') ?? false;
  return state === 'pending' || state === 'stopping' || state === 'shutting-down';
}

/** `5 s`, `1 min`, `8 min`: how long a pause is, in words. */
export function pauseWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
