import { findPublicSnapshot } from '../data/public-images.ts';
import type { Disk, VolumeContent } from '../machines/machine.ts';
import { systemUuid } from '../machines/volume-uuid.ts';
import { platformOf } from '../operations/images/snapshot-platform.ts';
import type { VolumeRecord } from './records/storage-records.ts';
import type { Place, World } from './world.ts';

interface Found {
  readonly volume: VolumeRecord;
  readonly place: Place;
}

/**
 * What a machine finds on a volume that is attached to it; null for one that was never formatted.
 *
 * A system's volume shows what differs from a fresh system of its platform: what people put there and changed.
 */
export function volumeContent(world: World, volumeId: string): VolumeContent | null {
  const found = find(world, volumeId);
  if (!found) return null;
  const { volume, place } = found;
  const held = world.diskRecord(volume.diskId);
  if (held?.fileSystem) return { ...held.fileSystem, disk: held.disk };
  const isFresh = findPublicSnapshot(place.region, volume.snapshotId) !== null;
  if (!held && !isFresh) return null;
  const device = volume.attachment?.device ?? '';
  const platform = platformOf({ world, region: place.region }, volume.snapshotId, device);
  return {
    type: platform === 'amazon-linux' ? 'xfs' : 'ext4',
    uuid: systemUuid(volume.id),
    disk: withoutRemoved(held?.disk ?? { files: {} }),
  };
}

/** Keeps what a machine has made of a volume; one that is attached to nothing any more is left alone. */
export function keepVolumeContent(world: World, volumeId: string, content: VolumeContent): void {
  const found = find(world, volumeId);
  if (!found?.volume.attachment) return;
  const { volume, place } = found;
  const { type, uuid, disk } = content;
  const isSystem = uuid === systemUuid(volumeId);
  const diskId = isSystem
    ? world.keepDisk(withRemoved(disk, world.disk(volume.diskId)))
    : world.keepDisk(disk, { type, uuid });
  if (diskId !== volume.diskId) place.volumes.change(volume, { diskId });
}

function find(world: World, volumeId: string): Found | null {
  for (const place of world.places) {
    const volume = place.volumes.get(volumeId);
    if (volume) return { volume, place };
  }
  return null;
}

/** Marks of what was deleted from a fresh system mean nothing where there is none. */
function withoutRemoved({ files }: Disk): Disk {
  return { files: Object.fromEntries(Object.entries(files).filter(([, { kind }]) => kind !== 'removed')) };
}

/** What was there before and is not any more stays away, also where a fresh system would have it. */
function withRemoved({ files }: Disk, before: Disk | null): Disk {
  const gone = Object.keys(before?.files ?? {}).filter((path) => !Object.hasOwn(files, path));
  return { files: { ...Object.fromEntries(gone.map((path) => [path, { kind: 'removed' as const }])), ...files } };
}
