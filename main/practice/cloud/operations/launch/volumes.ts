import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { accountOf } from '../../access/arn.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { VolumeRecord } from '../../world/records/storage-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { foreignSnapshotSize, readableSnapshot, type VisibleImage } from '../available-images.ts';
import { defaultKeyArn, keyArnOf, mayUseKey } from '../kms-use.ts';
import type { CallContext } from '../operation.ts';
import { joinMappings, readDevice } from '../storage.ts';

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

/**
 * Chooses the key of a new disk: the one that was asked for, else its snapshot's, else - where that is another
 * account's, or the account encrypts all its disks - the default one.
 *
 * May make AWS's own key for disks, so it belongs behind the checks. Source: EBS user guide, "How Amazon EBS encryption
 * works", and EC2 user guide, "Use encryption with EBS-backed AMIs".
 */
export function sealMapping(mapping: ImageMapping, source: string | null, call: CallContext): SealedMapping {
  const always = call.place.settings.get('region')?.encryptVolumes ?? false;
  if (!mapping.encrypted && !always) return { mapping: { ...mapping, kmsKeyId: null }, isUsable: true };
  const { kmsKeyId } = mapping;
  const isTheirs = kmsKeyId !== null && kmsKeyId === source && accountOf(kmsKeyId) !== call.account.id;
  const key = kmsKeyId === null || isTheirs ? defaultKeyArn(call) : keyArnOf(call, kmsKeyId);
  const taken = [key, source].filter((arn) => arn !== null);
  return {
    mapping: { ...mapping, encrypted: true, kmsKeyId: key ?? kmsKeyId },
    isUsable: key !== null && taken.every((arn) => mayUseKey(call, arn)),
  };
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
    diskId: null,
    createdAt: call.now,
    availableAt: call.now,
    attachment: { instanceId: instance.id, device, attachedAt: call.now, deleteOnTermination },
    modification: null,
    tags,
  });
}
