import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { VolumeRecord } from '../../world/records/storage-records.ts';
import type { Place } from '../../world/world.ts';
import type { CallContext } from '../operation.ts';

/** The instance that a volume is attached to. */
export function holderOf(place: Place, { attachment }: VolumeRecord): InstanceRecord | undefined {
  return attachment ? place.instances.get(attachment.instanceId) : undefined;
}

/** Whether a volume is the one that its instance starts from. */
export function isRootVolume(place: Place, volume: VolumeRecord): boolean {
  return volume.attachment !== null && volume.attachment.device === holderOf(place, volume)?.rootDevice;
}

/** The volume that an instance starts from; undefined while it has none. */
export function rootVolumeOf(place: Place, instance: InstanceRecord): VolumeRecord | undefined {
  return place.volumes.by('instance', instance.id).find(({ attachment }) => attachment?.device === instance.rootDevice);
}

/** What a volume holds, a row of `disks`, as far as the world knows; null for nothing, and for a fresh system. */
export function contentOf(place: Place, volume: VolumeRecord): string | null {
  const holder = holderOf(place, volume);
  return holder && isRootVolume(place, volume) ? holder.diskId : volume.diskId;
}

/** Brings what a machine's volumes hold at this moment into the world; to be awaited before the checks of a call. */
export async function lookAtVolumes(instance: InstanceRecord | undefined, call: CallContext): Promise<void> {
  if (instance) await call.fleet.snapshot(instance);
}

/** What a snapshot of anybody in the Region holds, a row of `disks`; whether it may be read is the caller's matter. */
export function snapshotContent({ world, region }: CallContext, snapshotId: string | null): string | null {
  for (const { snapshots } of world.placesIn(region)) {
    const snapshot = snapshots.get(snapshotId);
    if (snapshot) return snapshot.diskId;
  }
  return null;
}
