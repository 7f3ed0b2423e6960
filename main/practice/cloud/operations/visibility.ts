import type { Kept } from '../world/table.ts';
import type { CallContext } from './operation.ts';

/** A record that tells when it was made. */
export type Made = { readonly createdAt: number } | { readonly startedAt: number };

/**
 * Whether a call sees a record yet.
 *
 * EC2 is eventually consistent: what was made a moment ago may be missing from lists and be answered with NotFound.
 * Here that happens on request, for as many seconds of practice time as the place's `visibilityDelay` says. Every
 * operation that finds or lists what may be new asks here; most easily by looking things up in `asSeen`.
 */
export function isVisible(record: Made, call: CallContext): boolean {
  const delay = delayOf(call);
  return delay === 0 || call.now - madeAt(record) >= delay;
}

/** A table as a call sees it: `findOne(kinds.snapshot, asSeen(call.place.snapshots, call), id)`. */
export function asSeen<T extends Kept & Made>(table: Seen<T>, call: CallContext): Seen<T> {
  if (delayOf(call) === 0) return table;
  const seen = (record: T) => isVisible(record, call);
  return {
    get: (id) => {
      const record = table.get(id);
      return record && seen(record) ? record : undefined;
    },
    all: () => table.all().filter(seen),
  };
}

/** What records are found in: by ID, or all of them. */
export interface Seen<T> {
  get(id: string): T | undefined;
  all(): T[];
}

function delayOf({ place }: CallContext): number {
  return (place.settings.get('region')?.visibilityDelay ?? 0) * 1000;
}

function madeAt(record: Made): number {
  return 'createdAt' in record ? record.createdAt : record.startedAt;
}
