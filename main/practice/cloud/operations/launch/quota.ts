import { defaultVcpuQuota, provisionedIopsQuota, type QuotaBucket, quotaBucketOf } from '../../data/instance-quotas.ts';
import { findInstanceType, type InstanceTypeFact } from '../../data/instance-types.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageMapping } from '../../world/records/image-records.ts';
import type { Place } from '../../world/world.ts';

/** How many machines of a type the account may still run, up to `most`; refuses fewer than `least`. */
export function countWithinQuota(place: Place, type: InstanceTypeFact, least: number, most: number): number {
  const bucket = quotaBucketOf(type.name);
  const quota = quotaOf(place, bucket);
  const room = Math.floor((quota - usedOf(place, bucket)) / type.vcpus);
  if (room < least) throw tooMany(quota);
  return Math.min(most, room);
}

/** Refuses the start of machines of these types where they would be more than the account may run. */
export function checkStartQuota(place: Place, types: readonly InstanceTypeFact[]): void {
  const asked = new Map<QuotaBucket, number>();
  for (const { name, vcpus } of types) {
    const bucket = quotaBucketOf(name);
    asked.set(bucket, (asked.get(bucket) ?? 0) + vcpus);
  }
  for (const [bucket, vcpus] of asked) {
    const quota = quotaOf(place, bucket);
    if (usedOf(place, bucket) + vcpus > quota) throw tooMany(quota);
  }
}

/** Vcpus of a bucket that may run at once. */
export function quotaOf(place: Place, bucket: QuotaBucket): number {
  return bucket === 'standard' ? (place.settings.get('region')?.vcpuQuota ?? 0) : defaultVcpuQuota;
}

/** Vcpus of all machines of a bucket that run or are about to. */
function usedOf(place: Place, bucket: QuotaBucket): number {
  let used = 0;
  for (const { type } of place.instances.by('live', 'yes')) {
    if (quotaBucketOf(type) === bucket) used += findInstanceType(type)?.vcpus ?? 0;
  }
  return used;
}

function tooMany(quota: number): Refusal {
  return new Refusal(
    'VcpuLimitExceeded',
    `You have requested more vCPU capacity than your current vCPU limit of ${quota} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
  );
}

/** What a disk has of IOPS that were asked for. */
type Provisioned = Pick<ImageMapping, 'type' | 'iops'>;

/** Refuses more provisioned IOPS than all volumes of a type may have together. */
export function checkIops(place: Place, mappings: readonly Provisioned[], count: number): void {
  for (const [type, quota] of Object.entries(provisionedIopsQuota)) {
    const sum = (disks: readonly Provisioned[]) =>
      disks.reduce((total, disk) => total + (disk.type === type ? (disk.iops ?? 0) : 0), 0);
    const asked = sum(mappings) * count;
    if (asked > 0 && sum(place.volumes.by('provisioned', type)) + asked > quota) {
      throw new Refusal(
        'MaxIOPSLimitExceeded',
        `You have exceeded your maximum IOPS limit of ${quota} for ${type} volumes in this Region.`,
      );
    }
  }
}
