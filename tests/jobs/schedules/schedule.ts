import fc from 'fast-check';
import type { PracticeFault } from '../../../src/practice/port.ts';

/** What goes wrong during one piece of long work. */
export interface Schedule {
  readonly faults: readonly PracticeFault[];
  /** Ends the app, as kill -9 would, instead of writing this line of the job journal; absent for no kill. */
  readonly killBefore?: number | undefined;
}

/** The ways in which a call goes wrong, each as often as the others. */
const troubles: readonly Omit<PracticeFault, 'operation' | 'times'>[] = [
  { mode: 'drop' },
  { mode: 'drop-reply' },
  { mode: 'error', code: 'InternalError', status: 500 },
  { mode: 'error', code: 'ServiceUnavailable', status: 503 },
  { mode: 'error', code: 'RequestLimitExceeded', status: 503 },
  { mode: 'error', code: 'RequestExpired', status: 400 },
  { mode: 'error', code: 'UnauthorizedOperation', status: 403 },
];

/** Up to three faults of any of these calls, at their first to fourth time, and perhaps a kill. */
export function schedules(operations: readonly string[]): fc.Arbitrary<Schedule> {
  const fault = fc
    .tuple(
      fc.constantFrom(...operations),
      fc.constantFrom(...troubles),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 2 }),
    )
    .map(([operation, trouble, skip, times]): PracticeFault => ({ operation, ...trouble, skip, times }));
  return fc.record({
    faults: fc.array(fault, { maxLength: 3 }),
    killBefore: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined, freq: 2 }),
  });
}
