import type { BlockDeviceMapping, EbsBlockDevice } from '@aws-sdk/client-ec2';
import { Refusal } from '../refusal.ts';
import type { ImageMapping } from '../world/records/image-records.ts';
import { checkId, kinds } from './finding.ts';

interface Limits {
  readonly size: readonly [number, number];
  readonly iops?: readonly [number, number];
  readonly throughput?: readonly [number, number];
  readonly bootable: boolean;
}

/** Sizes in GiB, IOPS and MiB/s by volume type. Source: EBS user guide, "Amazon EBS volume types", November 2026. */
const limits: Readonly<Record<string, Limits>> = {
  gp3: { size: [1, 65_536], iops: [3000, 80_000], throughput: [125, 2000], bootable: true },
  gp2: { size: [1, 16_384], bootable: true },
  io2: { size: [4, 65_536], iops: [100, 256_000], bootable: true },
  io1: { size: [4, 16_384], iops: [100, 64_000], bootable: true },
  st1: { size: [125, 16_384], bootable: false },
  sc1: { size: [125, 16_384], bootable: false },
  standard: { size: [1, 1024], bootable: true },
};

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
  const limit = Object.hasOwn(limits, type) ? limits[type] : undefined;
  if (!limit) throw new Refusal('InvalidParameterValue', `Invalid volume type: ${type}`);
  if (isRoot && !limit.bootable) throw invalid(`The volume type ${type} cannot be used as a root volume`);
  const size = ebs.VolumeSize ?? (ebs.SnapshotId ? least : base?.size) ?? least;
  if (size === null || size === undefined) {
    throw new Refusal('MissingParameter', 'The request must contain the parameter size or snapshotId');
  }
  if (least !== null && size < least) {
    throw invalid(`Volume of size ${size}GB is smaller than snapshot '${snapshotId}', expect size >= ${least}GB`);
  }
  if (!Number.isInteger(size) || size < limit.size[0] || size > limit.size[1]) {
    throw new Refusal(
      'InvalidParameterValue',
      `Volume of ${size}GiB is not valid for type ${type}; choose ${limit.size[0]} to ${limit.size[1]} GiB.`,
    );
  }
  if (ebs.Encrypted === false && base?.encrypted) {
    throw invalid(`Encrypted flag cannot be false for device ${device}: its snapshot is encrypted`);
  }
  if (ebs.KmsKeyId !== undefined && ebs.Encrypted !== true && !base?.encrypted) {
    throw new Refusal(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  }
  const sameType = base?.type === type;
  return {
    device,
    snapshotId,
    size,
    type,
    iops:
      readRate('iops', ebs.Iops, limit.iops, type) ?? (sameType ? base.iops : null) ?? (type === 'gp3' ? 3000 : null),
    throughput:
      readRate('throughput', ebs.Throughput, limit.throughput, type) ??
      (sameType ? base.throughput : null) ??
      (type === 'gp3' ? 125 : null),
    encrypted: ebs.Encrypted ?? base?.encrypted ?? false,
    kmsKeyId: ebs.KmsKeyId ?? base?.kmsKeyId ?? null,
    deleteOnTermination: ebs.DeleteOnTermination ?? base?.deleteOnTermination ?? isRoot,
  };
}

function refuseSnapshot(id: string): never {
  checkId(kinds.snapshot, id);
  throw new Refusal(`${kinds.snapshot.code}.NotFound`, kinds.snapshot.missing([id]));
}

function readRate(
  name: 'iops' | 'throughput',
  value: number | undefined,
  limit: readonly [number, number] | undefined,
  type: string,
): number | null {
  if (value === undefined) {
    if (name === 'iops' && (type === 'io1' || type === 'io2')) {
      throw new Refusal('MissingParameter', `The parameter iops must be specified for ${type} volumes.`);
    }
    return null;
  }
  if (!limit) {
    throw new Refusal('InvalidParameterCombination', `The parameter ${name} is not supported for ${type} volumes.`);
  }
  if (!Number.isInteger(value) || value < limit[0] || value > limit[1]) {
    throw new Refusal(
      'InvalidParameterValue',
      `Volume ${name} of ${value} is not valid for type ${type}; choose ${limit[0]} to ${limit[1]}.`,
    );
  }
  return value;
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
    if (!/^(\/dev\/)?(sd[a-z]\d{0,2}|xvd[a-z]{1,2}|hd[a-z]\d{0,2})$/.test(device)) {
      throw invalid(`Invalid device name ${device}`);
    }
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
