import type { BlockDeviceMapping, EbsBlockDevice } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import { checkId, kinds } from '../finding.ts';
import { isDeviceName } from './device-names.ts';
import { checkSize, limitsOf, readRates } from './volume-shape.ts';

function invalid(message: string): Refusal {
  return new Refusal('InvalidBlockDeviceMapping', message);
}

/** Reads one device of a request over what the image says of it; checks everything by EC2's rules. */
export function readDevice(
  device: string,
  ebs: EbsBlockDevice,
  base: ImageMapping | null,
  isRoot: boolean,
  snapshotSize: (id: string) => number | null,
): ImageMapping {
  const snapshotId = ebs.SnapshotId ?? base?.snapshotId ?? null;
  const least = snapshotId === null ? null : (snapshotSize(snapshotId) ?? refuseSnapshot(snapshotId));
  const type = ebs.VolumeType ?? base?.type ?? 'gp2';
  if (isRoot && !limitsOf(type).bootable) throw invalid(`The volume type ${type} cannot be used as a root volume`);
  const size = ebs.VolumeSize ?? (ebs.SnapshotId ? least : base?.size) ?? least;
  if (size === null || size === undefined) {
    throw new Refusal('MissingParameter', 'The request must contain the parameter size or snapshotId');
  }
  if (least !== null && size < least) {
    throw invalid(`Volume of size ${size}GB is smaller than snapshot '${snapshotId}', expect size >= ${least}GB`);
  }
  checkSize(type, size);
  if (ebs.Encrypted === false && base?.encrypted) {
    throw invalid(`Encrypted flag cannot be false for device ${device}: its snapshot is encrypted`);
  }
  if (ebs.KmsKeyId !== undefined && ebs.Encrypted !== true && !base?.encrypted) {
    throw new Refusal(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  }
  return {
    device,
    snapshotId,
    size,
    type,
    ...readRates(type, size, { iops: ebs.Iops, throughput: ebs.Throughput }, base?.type === type ? base : null),
    encrypted: ebs.Encrypted ?? base?.encrypted ?? false,
    kmsKeyId: ebs.KmsKeyId ?? base?.kmsKeyId ?? null,
    deleteOnTermination: ebs.DeleteOnTermination ?? base?.deleteOnTermination ?? isRoot,
  };
}

function refuseSnapshot(id: string): never {
  checkId(kinds.snapshot, id);
  throw new Refusal(`${kinds.snapshot.code}.NotFound`, kinds.snapshot.missing([id]));
}

/** Joins a request's device mappings to an image's or an instance's own: overrides, leaves out, adds. */
export function joinMappings(
  own: readonly ImageMapping[],
  given: readonly BlockDeviceMapping[] | undefined,
  rootDevice: string,
  join: (device: string, ebs: EbsBlockDevice, base: ImageMapping | null) => ImageMapping,
): ImageMapping[] {
  const mappings = new Map(own.map((mapping) => [mapping.device, mapping]));
  const seen = new Set<string>();
  for (const { DeviceName, Ebs, NoDevice, VirtualName } of given ?? []) {
    const device = DeviceName ?? '';
    if (!isDeviceName(device)) throw invalid(`Invalid device name ${device}`);
    if (seen.has(device)) throw invalid(`The device '${device}' is used in more than one block-device mapping`);
    seen.add(device);
    if (VirtualName !== undefined)
      throw new Refusal('UnsupportedOperation', 'The practice cloud has no instance store volumes.');
    if (NoDevice !== undefined) {
      if (device === rootDevice) throw invalid(`The root device ${device} cannot be left out`);
      mappings.delete(device);
    } else mappings.set(device, join(device, Ebs ?? {}, mappings.get(device) ?? null));
  }
  return [...mappings.values()];
}
