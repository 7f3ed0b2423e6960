import type { Snapshot } from '@aws-sdk/client-ec2';
import type { SnapshotRecord } from '../../world/records/storage-records.ts';
import type { CallContext } from '../operation.ts';
import { showTags } from '../views.ts';
import type { VisibleSnapshot } from './visible-snapshots.ts';

/** How far a snapshot is, 0 to 100, by the practice clock. */
export function progressOf(snapshot: SnapshotRecord, now: number): number {
  if (snapshot.state === 'completed') return 100;
  const part = (now - snapshot.startedAt) / (snapshot.completesAt - snapshot.startedAt);
  // EC2 shows a pending snapshot at 99 % at most.
  return Math.min(99, Math.max(0, Math.floor(part * 100)));
}

/** A snapshot as EC2 describes it to a caller; its tags are its owner's matter. */
export function showSnapshot({ record, ownerId, ownerAlias }: VisibleSnapshot, call: CallContext): Snapshot {
  const own = ownerId === call.account.id;
  return {
    SnapshotId: record.id,
    VolumeId: record.volumeId,
    VolumeSize: record.size,
    Description: record.description,
    Encrypted: record.encrypted,
    ...(record.kmsKeyId === null ? {} : { KmsKeyId: record.kmsKeyId }),
    OwnerId: ownerId,
    ...(ownerAlias === null ? {} : { OwnerAlias: ownerAlias }),
    Progress: `${progressOf(record, call.now)}%`,
    State: record.state,
    ...(record.state === 'error' && record.stateMessage !== null ? { StateMessage: record.stateMessage } : {}),
    StartTime: new Date(record.startedAt),
    ...(record.state === 'completed' ? { CompletionTime: new Date(record.completesAt) } : {}),
    StorageTier: 'standard',
    TransferType: 'standard',
    Tags: own ? showTags(record.tags) : [],
  };
}
