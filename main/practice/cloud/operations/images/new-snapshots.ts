import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageRecord } from '../../world/records/image-records.ts';
import type { ReasonRecord } from '../../world/records/instance-records.ts';
import type { SnapshotRecord } from '../../world/records/storage-records.ts';
import type { CallContext } from '../operation.ts';

/** Why an image ends badly: in the words of the fault that asks for it, or in these; null where none asks. */
export function failureOf(call: CallContext, words: string): ReasonRecord | null {
  if (!call.failLater) return null;
  return call.failReason ?? failure(words);
}

/** A failure of EC2's own making, as an image tells it. */
export function failure(words: string): ReasonRecord {
  return { code: 'Client.InternalError', message: `Client.InternalError: ${words}` };
}

/** A reason as a snapshot tells it: without the code in front. */
export function wordsOf(reason: ReasonRecord | null): string | null {
  return reason?.message.replace(`${reason.code}: `, '') ?? null;
}

/** What an image of snapshots says of itself when one of them fails. */
export const snapshotFault = 'The snapshot of a volume could not be completed';

/** What a snapshot that is made for an image has of its own. */
type SnapshotFacts = Pick<
  SnapshotRecord,
  'volumeId' | 'size' | 'description' | 'encrypted' | 'kmsKeyId' | 'completesAt' | 'diskId' | 'tags' | 'stateMessage'
>;

/** Begins a snapshot; it is pending until it completes, or ends in error where it has a message. */
export function addSnapshot(call: CallContext, facts: SnapshotFacts): SnapshotRecord {
  return call.place.snapshots.add({
    ...facts,
    id: call.world.newId('snap'),
    startedAt: call.now,
    state: 'pending',
    sharedWith: [],
    isPublic: false,
  });
}

/** How a new image goes on: it is pending, and ends as failed where a reason is given. */
export function pendingUntil(
  at: number,
  stateReason: ReasonRecord | null,
): Pick<ImageRecord, 'state' | 'next' | 'stateReason'> {
  return { state: 'pending', next: { state: stateReason ? 'failed' : 'available', at }, stateReason };
}

/**
 * Refuses more snapshots at once than EBS takes: of the account here, and of one volume.
 *
 * Source: EBS endpoints and quotas, "Pending snapshots per account" and "Concurrent snapshots per volume".
 */
export function checkPending(call: CallContext, count: number, volumeIds: readonly string[], noReboot: boolean): void {
  const { snapshots } = call.place;
  for (const id of volumeIds) {
    const running = snapshots.by('volume', id).filter(({ state }) => state === 'pending').length;
    if (running < imageLimits.pendingSnapshotsPerVolume) continue;
    throw noReboot
      ? new Refusal(
          'ConcurrentCreateImageNoRebootLimitExceeded',
          'The maximum number of concurrent CreateImage requests for the instance has been reached. Wait for the current CreateImage requests to complete, and then retry your request.',
        )
      : new Refusal(
          'ConcurrentSnapshotLimitExceeded',
          'Maximum allowed in-progress snapshots for a single volume exceeded.',
        );
  }
  if (snapshots.by('pending', 'yes').length + count > imageLimits.pendingSnapshots) {
    throw new Refusal(
      'PendingSnapshotLimitExceeded',
      `You have reached the maximum number of snapshots that can be in the pending state: ${imageLimits.pendingSnapshots}.`,
    );
  }
}
