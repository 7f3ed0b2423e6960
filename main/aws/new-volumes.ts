import { AppError } from '../../src/core/errors.ts';
import type { NewVolume } from '../../src/images/volumes.ts';
import type { Cloud } from './cloud.ts';

/**
 * Throws, under its field, what the cloud would refuse of volumes that are added in a wizard.
 *
 * `used` are the device names of the machine or image; a snapshot must be visible, and no larger than its volume.
 */
export async function checkNewVolumes(
  cloud: Cloud,
  volumes: readonly NewVolume[],
  used: readonly string[],
): Promise<void> {
  const taken = new Set(used);
  volumes.forEach(({ deviceName }, index) => {
    if (taken.has(deviceName)) {
      throw new AppError('images.device-taken', `${deviceName} is used by another volume.`, {
        field: `newVolumes.${index}.deviceName`,
        fix: 'Choose another device name.',
      });
    }
    taken.add(deviceName);
  });
  const ids = volumes.flatMap(({ snapshotId }) => snapshotId ?? []);
  if (ids.length === 0) return;
  const { snapshotSizes } = await import('./ec2-snapshots.ts');
  const sizes = await snapshotSizes(cloud, ids);
  volumes.forEach(({ snapshotId, sizeGiB }, index) => {
    if (!snapshotId) return;
    const least = sizes.get(snapshotId);
    if (least === undefined) {
      throw new AppError('images.snapshot-not-found', `The snapshot ${snapshotId} cannot be seen in ${cloud.region}.`, {
        field: `newVolumes.${index}.snapshotId`,
        fix: 'Snapshots belong to one Region. Choose one of this Region, or leave it empty for an empty disk.',
      });
    }
    if (sizeGiB < least) {
      throw new AppError('images.volume-too-small', `This snapshot needs at least ${least} GiB.`, {
        field: `newVolumes.${index}.sizeGiB`,
        fix: 'A volume can be made larger than its snapshot, never smaller.',
      });
    }
  });
}
