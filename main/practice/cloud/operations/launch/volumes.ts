import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { VolumeRecord } from '../../world/records/storage-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { foreignSnapshotSize, readableSnapshot, type VisibleImage } from '../available-images.ts';
import type { CallContext } from '../operation.ts';
import { joinMappings, readDevice } from '../storage/device-mappings.ts';
import { chooseKey } from '../storage/disk-key.ts';
import { snapshotContent } from '../storage/volume-contents.ts';

/** The disks of a launch: the image's, with what the request says of them and adds. */
export function planVolumes(input: RunInstancesRequest, { record }: VisibleImage, call: CallContext): ImageMapping[] {
  return joinMappings(record.mappings, input.BlockDeviceMappings, record.rootDevice, (device, ebs, base) => {
    const read = readDevice(device, ebs, base, device === record.rootDevice, (id) => foreignSnapshotSize(call, id));
    const source = ebs.SnapshotId === undefined ? null : readableSnapshot(call, ebs.SnapshotId);
    if (!source?.encrypted || read.encrypted) return read;
    if (ebs.Encrypted === false) {
      throw new Refusal(
        'InvalidParameterValue',
        `Encrypted flag cannot be false since snapshot ${ebs.SnapshotId} is encrypted.`,
      );
    }
    return { ...read, encrypted: true, kmsKeyId: read.kmsKeyId ?? source.kmsKeyId };
  });
}

/** A disk with the key that it is encrypted with, and whether the account may use all keys that it takes. */
export interface SealedMapping {
  readonly mapping: ImageMapping;
  readonly isUsable: boolean;
}

/** Chooses the key of a new disk; may make AWS's own key for disks, so it belongs behind the checks. */
export function sealMapping(mapping: ImageMapping, source: string | null, call: CallContext): SealedMapping {
  // A mapping of an image names the key of its snapshot, which nobody has asked for.
  const keyId = mapping.kmsKeyId === source ? null : mapping.kmsKeyId;
  const { isUsable, ...key } = chooseKey({ encrypted: mapping.encrypted, keyId }, source, call);
  return { mapping: { ...mapping, ...key }, isUsable };
}

/** The key of the snapshot that a disk is made from; null where that is not encrypted. */
export function sourceKey({ snapshotId }: ImageMapping, { record, place }: VisibleImage, call: CallContext) {
  if (snapshotId === null) return null;
  const own = record.mappings.find((one) => one.snapshotId === snapshotId);
  if (own) return place?.snapshots.get(snapshotId)?.kmsKeyId ?? (own.encrypted ? own.kmsKeyId : null);
  return readableSnapshot(call, snapshotId)?.kmsKeyId ?? null;
}

/** Makes a disk and attaches it to its machine. */
export function makeVolume(
  mapping: ImageMapping,
  instance: InstanceRecord,
  call: CallContext,
  tags: readonly TagRecord[],
): VolumeRecord {
  const { device, deleteOnTermination, snapshotId, size, type, iops, throughput, encrypted, kmsKeyId } = mapping;
  return call.place.volumes.add({
    id: call.world.newId('vol'),
    zone: instance.zone,
    size,
    type,
    iops,
    throughput,
    encrypted,
    kmsKeyId,
    snapshotId: snapshotId ?? '',
    // What is on the root volume is the instance's own.
    diskId: device === instance.rootDevice ? null : snapshotContent(call, snapshotId),
    createdAt: call.now,
    availableAt: call.now,
    attachment: { instanceId: instance.id, device, attachedAt: call.now, deleteOnTermination },
    modification: null,
    tags,
  });
}
