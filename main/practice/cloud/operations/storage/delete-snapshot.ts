import type { DeleteSnapshotRequest } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { changes } from '../operation.ts';
import { ownSnapshot } from './visible-snapshots.ts';

/** Deleting a snapshot, which no image may need any more. */
export const snapshotDeletion = [
  changes('DeleteSnapshot', (input: DeleteSnapshotRequest, call): object => {
    const { images, binnedImages, snapshots } = call.place;
    const snapshot = ownSnapshot(call, input.SnapshotId);
    // An image in the Recycle Bin can come back, and needs its snapshots for that.
    const [user] = [...images.by('snapshot', snapshot.id), ...binnedImages.by('snapshot', snapshot.id)];
    if (user) {
      throw new Refusal('InvalidSnapshot.InUse', `The snapshot ${snapshot.id} is currently in use by ${user.id}`);
    }
    call.proceed();
    snapshots.remove(snapshot);
    return {};
  }),
];
