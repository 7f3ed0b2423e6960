import type { DeleteSnapshotReturnCode, DeregisterImageRequest, DeregisterImageResult } from '@aws-sdk/client-ec2';
import { arnOf, contextOf } from '../../access/needs.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageRecord } from '../../world/records/image-records.ts';
import { type CallContext, changes } from '../operation.ts';
import { ownImage } from './own-image.ts';
import { isProtected } from './switches.ts';

const DAY = 86_400_000;

function checkProtection(image: ImageRecord, call: CallContext): void {
  if (!isProtected(image.protection, call.now)) return;
  const { until } = image.protection;
  throw new Refusal(
    'OperationNotPermitted',
    until === null
      ? `The image '${image.id}' is protected from deregistration. Disable deregistration protection and try again.`
      : `The image '${image.id}' is protected from deregistration until its cooldown ends at ${new Date(until).toISOString()}.`,
  );
}

/** Puts an image into the Recycle Bin where a retention rule holds, and keeps what must stay known of it. */
function takeAway(image: ImageRecord, { place, now }: CallContext): void {
  const { id, name, platform, createdAt, deprecatedAt, sourceImageId, sourceImageRegion } = image;
  const days = place.settings.get('region')?.imageRetentionDays ?? null;
  place.images.remove(image);
  place.pastImages.add({
    ...{ id, name, platform, createdAt, deprecatedAt, sourceImageId, sourceImageRegion },
    isPublic: image.permissions.isPublic,
    snapshotIds: image.mappings.flatMap(({ snapshotId }) => snapshotId ?? []),
  });
  // What never became an image is not worth keeping.
  if (days === null || image.state === 'pending' || image.state === 'failed') return;
  place.binnedImages.add({ ...image, bin: { enteredAt: now, exitsAt: now + days * DAY } });
}

/** Deletes one snapshot of an image that is gone, if nothing else needs it and the caller may. */
function deleteSnapshot(
  id: string,
  imageId: string,
  mayDelete: boolean,
  { place }: CallContext,
): DeleteSnapshotReturnCode {
  const snapshot = place.snapshots.get(id);
  if (!snapshot) return { SnapshotId: id, ReturnCode: 'client-error' };
  const users = [...place.images.by('snapshot', id), ...place.binnedImages.by('snapshot', id)];
  if (users.some((image) => image.id !== imageId)) return { SnapshotId: id, ReturnCode: 'skipped' };
  if (!mayDelete) return { SnapshotId: id, ReturnCode: 'missing-permissions' };
  place.snapshots.remove(snapshot);
  return { SnapshotId: id, ReturnCode: 'success' };
}

/** Whether the caller may delete a snapshot: asked for each, since the image goes either way. */
function mayDelete(call: CallContext, id: string): boolean {
  return call.may([{ action: 'ec2:DeleteSnapshot', resource: arnOf(call, id), context: contextOf(call, id) }]);
}

/** Taking images back. */
export const deregisterOperations = [
  changes('DeregisterImage', (input: DeregisterImageRequest, call): DeregisterImageResult => {
    const image = ownImage(call, input.ImageId);
    checkProtection(image, call);
    call.proceed();
    const ids = [...new Set(image.mappings.flatMap(({ snapshotId }) => snapshotId ?? []))];
    const permitted = input.DeleteAssociatedSnapshots ? ids.map((id) => [id, mayDelete(call, id)] as const) : [];
    takeAway(image, call);
    return {
      Return: true,
      DeleteSnapshotResults: permitted.map(([id, allowed]) => deleteSnapshot(id, image.id, allowed, call)),
    };
  }),
];
