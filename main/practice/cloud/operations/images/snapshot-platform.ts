import { findPublicSnapshot } from '../../data/public-images.ts';
import type { Platform } from '../../machines/machine.ts';
import type { Place } from '../../world/world.ts';
import type { CallContext } from '../operation.ts';

/** A chain of snapshots and volumes is followed this far back. */
const MOST_STEPS = 20;

/**
 * Which system a snapshot of a root disk holds: found by the images that map it, also past ones, and by the volume that
 * it was taken of. Where nobody knows any more, the root device's name tells the family.
 */
export function platformOf(
  call: Pick<CallContext, 'region' | 'world'>,
  snapshotId: string | null,
  rootDevice: string,
): Platform {
  let id = snapshotId;
  for (let step = 0; id !== null && id !== '' && step < MOST_STEPS; step += 1) {
    const bundled = findPublicSnapshot(call.region, id);
    if (bundled) return bundled.platform;
    const found = lookIn(call.world.placesIn(call.region), id);
    if (found.platform) return found.platform;
    id = found.before;
  }
  return rootDevice.includes('xvd') ? 'amazon-linux' : 'ubuntu';
}

/** What the places know of a snapshot: its system, or the snapshot that its volume was made from. */
function lookIn(places: readonly Place[], id: string): { platform: Platform | null; before: string | null } {
  for (const { images, binnedImages, pastImages, snapshots, volumes, instances } of places) {
    const [image] = [
      ...images.by('snapshot', id),
      ...binnedImages.by('snapshot', id),
      ...pastImages.by('snapshot', id),
    ];
    if (image) return { platform: image.platform, before: null };
    const volume = volumes.get(snapshots.get(id)?.volumeId);
    if (!volume) continue;
    const instance = instances.get(volume.attachment?.instanceId);
    return { platform: instance?.platform ?? null, before: volume.snapshotId };
  }
  return { platform: null, before: null };
}
