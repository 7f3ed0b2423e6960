import type { BlockDeviceMapping, EbsBlockDevice } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { SnapshotRecord, VolumeRecord } from '../../world/records/storage-records.ts';
import type { Place } from '../../world/world.ts';
import { readableSnapshot } from '../available-images.ts';
import { checkId, kinds } from '../finding.ts';
import { type CallContext, refuseUnmodelled } from '../operation.ts';
import { joinMappings, readDevice } from '../storage/device-mappings.ts';

/** A volume of an instance, with the mapping that an image of it has. */
export interface Attached {
  readonly volume: VolumeRecord;
  readonly mapping: ImageMapping;
}

/** The instance's volumes by their devices. */
export function attachedVolumes(place: Place, instance: InstanceRecord): Map<string, Attached> {
  return new Map(
    place.volumes.by('instance', instance.id).flatMap((volume) => {
      if (!volume.attachment) return [];
      const { device, deleteOnTermination } = volume.attachment;
      const { size, type, iops, throughput, encrypted, kmsKeyId } = volume;
      const mapping = {
        device,
        snapshotId: null,
        size,
        type,
        iops,
        throughput,
        encrypted,
        kmsKeyId,
        deleteOnTermination,
      };
      return [[device, { volume, mapping }] as const];
    }),
  );
}

/**
 * What an image of an instance maps: its volumes, but those left out, and new ones.
 *
 * Of a volume that the instance has, only DeleteOnTermination can be another one. Source: API reference, CreateImage
 * and EbsBlockDevice.
 */
export function planMappings(
  given: readonly BlockDeviceMapping[] | undefined,
  instance: InstanceRecord,
  attached: ReadonlyMap<string, Attached>,
  call: CallContext,
): ImageMapping[] {
  const own = [...attached.values()].map(({ mapping }) => mapping);
  return joinMappings(own, given, instance.rootDevice, (device, ebs, base) => {
    refuseUnmodelled(ebs, ['OutpostArn', 'VolumeInitializationRate', 'AvailabilityZone', 'AvailabilityZoneId']);
    if (!base) return newMapping(device, ebs, false, call);
    keepAsItIs(device, ebs, base);
    return { ...base, deleteOnTermination: ebs.DeleteOnTermination ?? base.deleteOnTermination };
  });
}

/** A disk that an image adds: empty, or of a snapshot that the caller may read. */
export function newMapping(device: string, ebs: EbsBlockDevice, isRoot: boolean, call: CallContext): ImageMapping {
  if (ebs.KmsKeyId !== undefined) {
    throw new Refusal('InvalidParameter', 'KmsKeyId is not supported in the block device mapping of an image.');
  }
  const snapshot = ebs.SnapshotId === undefined ? null : findSnapshot(ebs.SnapshotId, call);
  if (snapshot && ebs.Encrypted !== undefined) {
    throw new Refusal(
      'InvalidBlockDeviceMapping',
      `the encrypted flag cannot be specified since device ${device} has a snapshot specified.`,
    );
  }
  const mapping = readDevice(device, ebs, null, isRoot, () => snapshot?.size ?? null);
  return snapshot ? { ...mapping, encrypted: snapshot.encrypted, kmsKeyId: snapshot.kmsKeyId } : mapping;
}

function findSnapshot(id: string, call: CallContext): SnapshotRecord {
  checkId(kinds.snapshot, id);
  const snapshot = readableSnapshot(call, id);
  if (!snapshot) throw new Refusal('InvalidSnapshot.NotFound', kinds.snapshot.missing([id]));
  if (snapshot.state !== 'completed') {
    throw new Refusal('IncorrectState', `Snapshot is in invalid state - ${snapshot.state}`);
  }
  return snapshot;
}

function keepAsItIs(device: string, ebs: EbsBlockDevice, base: ImageMapping): void {
  const refuse = (text: string): never => {
    throw new Refusal('InvalidBlockDeviceMapping', text);
  };
  if (ebs.KmsKeyId !== undefined) {
    throw new Refusal('InvalidParameter', 'KmsKeyId is not supported in the block device mapping of an image.');
  }
  // EC2 takes `false` for an encrypted volume and lets it be.
  if (ebs.Encrypted === true && !base.encrypted) {
    refuse(`The encryption of ${device} cannot be changed: it is the volume's own.`);
  }
  if (ebs.SnapshotId !== undefined) {
    refuse(`The snapshot of ${device} cannot be given: it is made from the volume.`);
  }
  const fixed = [
    ['size', ebs.VolumeSize, base.size],
    ['type', ebs.VolumeType, base.type],
    ['IOPS', ebs.Iops, base.iops],
    ['throughput', ebs.Throughput, base.throughput],
  ] as const;
  for (const [what, wanted, held] of fixed) {
    if (wanted !== undefined && wanted !== held) {
      refuse(`The ${what} of ${device} cannot be changed: the volume's own is ${held ?? 'none'}.`);
    }
  }
}
