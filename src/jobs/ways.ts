import type { Job } from './contract.ts';

/** A way on from a launch that failed. */
export type Way = 'retry' | 'choose-again' | 'remove' | 'keep';

/** What can be done after a launch that failed, in the order of its buttons: there is always one. */
export function waysOn({ error, launchedImageId, removable = [] }: Job): readonly Way[] {
  return [
    ...(error?.retryable ? (['retry'] as const) : []),
    ...(launchedImageId === undefined ? [] : (['choose-again'] as const)),
    ...(removable.length === 0 ? [] : (['remove', 'keep'] as const)),
  ];
}
