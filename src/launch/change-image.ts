import type { VolumeType } from '../core/fields.ts';
import { nextDeviceName, VOLUME_LIMITS } from '../images/volumes.ts';
import { launchDefaults } from './defaults.ts';
import { type LaunchFacts, typesForImage } from './facts.ts';
import { whyNotFitting } from './fitting.ts';
import type { LaunchValues, VolumeValues } from './values.ts';

/** The form after its image was changed, and what had to change with it, a sentence each. */
export interface CarriedOver {
  readonly values: LaunchValues;
  readonly changes: readonly string[];
}

/** Keeps whatever was filled in when the image changes; only what does not fit the new one is changed, and told. */
export function changeImage(values: LaunchValues, before: LaunchFacts, after: LaunchFacts): CarriedOver {
  const changes: string[] = [];
  const fresh = launchDefaults(after);
  const volumes = fresh.volumes.map((volume) => carryVolume(volume, values, before, after, changes));
  tellOfDisks(values, volumes, after, changes);
  const instanceType = carryType(values.instanceType, after, changes);
  const burstable = after.instanceTypes.some(({ name, burstable }) => name === instanceType && burstable);
  return {
    values: {
      ...values,
      instanceType,
      credits: burstable ? values.credits : 'default',
      volumes,
      newVolumes: freeDevices(values.newVolumes, volumes, changes),
    },
    changes,
  };
}

function carryType(name: string, after: LaunchFacts, changes: string[]): string {
  const type = after.instanceTypes.find((candidate) => candidate.name === name);
  if (type && whyNotFitting(type, after.image) === undefined) return name;
  const instead = typesForImage(after)[0]?.name ?? '';
  if (name !== '') {
    changes.push(
      `Instance type: ${name} cannot start this image, which is made for ${after.image.architecture}. ${instead === '' ? 'No type of this Region can.' : `It is ${instead} now.`}`,
    );
  }
  return instead;
}

/** A disk of the new image, with what the person had changed about the disk that stood in its place. */
function carryVolume(
  fresh: VolumeValues,
  values: LaunchValues,
  before: LaunchFacts,
  after: LaunchFacts,
  changes: string[],
): VolumeValues {
  const isRoot = ({ image }: LaunchFacts, name: string): boolean =>
    image.volumes.some((volume) => volume.isRoot && volume.deviceName === name);
  const root = isRoot(after, fresh.deviceName);
  const same = (name: string): boolean =>
    root ? isRoot(before, name) : name === fresh.deviceName && !isRoot(before, name);
  const held = values.volumes.find(({ deviceName }) => same(deviceName));
  const was = launchDefaults(before).volumes.find(({ deviceName }) => same(deviceName));
  if (!held || !was) return fresh;
  const changed = Object.entries(held).filter(
    ([field, value]) => field !== 'deviceName' && value !== was[field as keyof VolumeValues],
  );
  const carried: VolumeValues = { ...fresh, ...Object.fromEntries(changed) };
  const image = after.image.volumes.find(({ deviceName }) => deviceName === fresh.deviceName);
  if (carried.sizeGiB < fresh.sizeGiB) {
    changes.push(
      `Disk ${fresh.deviceName}: ${fresh.sizeGiB} GiB instead of ${carried.sizeGiB}, for the image needs so much.`,
    );
    carried.sizeGiB = fresh.sizeGiB;
  }
  if (image?.encrypted) carried.encrypted = true;
  return withinType(carried, carried.type);
}

function withinType(volume: VolumeValues, type: VolumeType): VolumeValues {
  const limits = VOLUME_LIMITS[type];
  return {
    ...volume,
    iops: limits.iops ? volume.iops : undefined,
    throughput: limits.throughput ? volume.throughput : undefined,
  };
}

function tellOfDisks(
  values: LaunchValues,
  volumes: readonly VolumeValues[],
  after: LaunchFacts,
  changes: string[],
): void {
  if (values.volumes.length === volumes.length) return;
  const total = volumes.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);
  const disks = volumes.length === 1 ? 'one disk' : `${volumes.length} disks`;
  changes.push(`Storage: ${after.image.nameTag || after.image.name} has ${disks}, ${total} GiB.`);
}

/** New volumes whose device name a disk of the image has now get another. */
function freeDevices(
  added: LaunchValues['newVolumes'],
  volumes: readonly VolumeValues[],
  changes: string[],
): LaunchValues['newVolumes'] {
  const taken = [...volumes, ...added].map(({ deviceName }) => deviceName);
  return added.map((volume) => {
    if (!volumes.some(({ deviceName }) => deviceName === volume.deviceName)) return volume;
    const deviceName = nextDeviceName(taken);
    taken.push(deviceName);
    changes.push(`New volume: ${volume.deviceName} is a disk of the image, so it is ${deviceName} now.`);
    return { ...volume, deviceName };
  });
}
