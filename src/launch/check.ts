import type { VolumeType } from '../core/fields.ts';
import { type FieldErrors, fieldErrors } from '../core/fields.ts';
import { whyNotLaunchable } from '../images/rules.ts';
import { nextDeviceName, VOLUME_LIMITS } from '../images/volumes.ts';
import { type LaunchRequest, launchRequest } from './contract.ts';
import { type LaunchFacts, smallestSizes } from './facts.ts';
import { whyNotFitting, whyNotOffered } from './fitting.ts';
import { nameTagTroubles } from './rules.ts';

type Report = (field: string, message: string) => void;

/**
 * Everything that is wrong with a launch, by field: the schema's rules and the cross-field ones of {@link checkLaunch}.
 *
 * Where both speak about one field, the cross-field sentence is shown: it knows the image and the account.
 */
export function launchErrors(request: LaunchRequest, facts: LaunchFacts): FieldErrors {
  return { ...fieldErrors(launchRequest, request), ...checkLaunch(request, facts) };
}

/**
 * The rules that need more than one field, or the facts of the account: each sentence by the field it belongs to.
 *
 * Assumes nothing about the request beyond its shape: it is run over half-filled forms too.
 */
export function checkLaunch(request: LaunchRequest, facts: LaunchFacts): FieldErrors {
  const errors: Record<string, string> = {};
  const report: Report = (field, message) => {
    if (!(field in errors)) errors[field] = message;
  };
  checkImage(facts, report);
  for (const { path, message } of nameTagTroubles(request)) report(path.join('.'), message);
  checkInstanceType(request, facts, report);
  checkKey(request, facts, report);
  checkNetwork(request, facts, report);
  checkFirewall(request, facts, report);
  checkVolumes(request, facts, report);
  return errors;
}

function checkImage({ image }: LaunchFacts, report: Report): void {
  const why = whyNotLaunchable(image);
  if (why !== undefined) report('imageId', why);
}

function checkInstanceType(request: LaunchRequest, facts: LaunchFacts, report: Report): void {
  if (request.instanceType === '') return;
  const type = facts.instanceTypes.find((candidate) => candidate.name === request.instanceType);
  const zone = facts.subnets.find(({ subnetId }) => subnetId === request.subnetId)?.availabilityZone;
  if (!type) {
    report('instanceType', `${request.instanceType} is not offered in this Region. Choose another instance type.`);
    return;
  }
  const why = whyNotFitting(type, facts.image) ?? whyNotOffered(type, zone);
  if (why !== undefined) report('instanceType', why);
  if (request.credits !== undefined && !type.burstable) {
    report('credits', `${type.name} has no CPU credits: only types such as t3 and t4g do. Leave it as AWS has it.`);
  }
}

function checkKey(request: LaunchRequest, { keyPairs }: LaunchFacts, report: Report): void {
  if (request.key.kind === 'none') return;
  const { name } = request.key;
  if (name !== '' && !keyPairs.some((pair) => pair.name === name)) {
    report('key.name', `There is no key pair “${name}” in this Region. Choose another, or create one.`);
  }
}

function checkNetwork(request: LaunchRequest, { vpcs, subnets }: LaunchFacts, report: Report): void {
  const vpc = vpcs.find((candidate) => candidate.vpcId === request.vpcId);
  if (!vpc) {
    report(
      'vpcId',
      vpcs.length === 0
        ? 'This Region has no network (VPC) to launch into. Create the default VPC: the pre-flight check has a button for it.'
        : 'Choose the network (VPC) to launch into.',
    );
    return;
  }
  const inVpc = subnets.filter((subnet) => subnet.vpcId === vpc.vpcId);
  if (request.subnetId === undefined) {
    if (inVpc.length === 0) {
      report('subnetId', 'This VPC has no subnet, so nothing can be launched into it. Choose another VPC.');
    } else if (!vpc.isDefault) {
      report('subnetId', 'Choose a subnet: AWS chooses one by itself only in the default VPC.');
    }
    return;
  }
  const subnet = subnets.find((candidate) => candidate.subnetId === request.subnetId);
  if (!subnet) report('subnetId', 'This subnet is not there. Choose one from the list.');
  else if (subnet.vpcId !== vpc.vpcId)
    report('subnetId', 'This subnet is in another VPC. Choose one of the chosen VPC.');
  else if (subnet.freeAddresses < request.count) {
    report(
      'subnetId',
      `This subnet has ${subnet.freeAddresses === 0 ? 'no free address' : `only ${subnet.freeAddresses} free addresses`} left. Choose another subnet, or launch fewer.`,
    );
  }
}

function checkFirewall(request: LaunchRequest, { groups }: LaunchFacts, report: Report): void {
  const { firewall } = request;
  if (firewall.kind === 'new') {
    if (groups.some((group) => group.vpcId === request.vpcId && group.name === firewall.name)) {
      report(
        'firewall.name',
        `There is a security group “${firewall.name}” in this VPC already. Choose another name, or select that group.`,
      );
    }
    return;
  }
  for (const groupId of firewall.groupIds) {
    const group = groups.find((candidate) => candidate.groupId === groupId);
    if (!group) report('firewall.groupIds', `The security group ${groupId} is not there. Choose from the list.`);
    else if (group.vpcId !== request.vpcId) {
      report(
        'firewall.groupIds',
        `The security group “${group.name}” belongs to another VPC. Choose groups of the chosen VPC.`,
      );
    }
  }
}

function checkVolumes(request: LaunchRequest, { image }: LaunchFacts, report: Report): void {
  const smallest = smallestSizes(image);
  const devices = new Set<string>();
  request.volumes.forEach((volume, index) => {
    const at = (field: string) => `volumes.${index}.${field}`;
    const original = image.volumes.find((candidate) => candidate.deviceName === volume.deviceName);
    if (!original) {
      report(at('deviceName'), `The image has no disk at ${volume.deviceName}. Add it as a new volume instead.`);
      return;
    }
    checkDevice(volume.deviceName, devices, at, report);
    const min = smallest.get(volume.deviceName) ?? 0;
    if (volume.sizeGiB < min) {
      report(at('sizeGiB'), `The image’s disk has ${min} GiB, and it must fit. Make it ${min} GiB or larger.`);
    }
    if (original.isRoot && !VOLUME_LIMITS[volume.type].canBeRoot) {
      report(at('type'), `A machine cannot start from an ${volume.type} disk. Choose gp3.`);
    }
    if (original.encrypted && !volume.encrypted) {
      report(
        at('encrypted'),
        'The image’s disk is encrypted, and a copy of it cannot be made unencrypted. Tick it again.',
      );
    }
    checkIops(volume, at, report);
  });
  const free = nextDeviceName([...request.volumes, ...request.newVolumes].map(({ deviceName }) => deviceName));
  request.newVolumes.forEach((volume, index) => {
    const at = (field: string) => `newVolumes.${index}.${field}`;
    if (smallest.has(volume.deviceName)) {
      report(
        at('deviceName'),
        `${volume.deviceName} is a disk of the image. Choose another device name${free === '' ? '' : `, such as ${free}`}.`,
      );
    } else {
      checkDevice(volume.deviceName, devices, at, report);
    }
    checkIops(volume, at, report);
  });
}

function checkDevice(name: string, seen: Set<string>, at: (field: string) => string, report: Report): void {
  if (seen.has(name)) report(at('deviceName'), `${name} is used twice. Give each volume a device name of its own.`);
  seen.add(name);
}

/** Provisioned IOPS volumes have no default. Source: EbsBlockDevice, parameter Iops ("required for io1 and io2"). */
function checkIops(
  volume: { type: VolumeType; iops?: number | undefined },
  at: (field: string) => string,
  report: Report,
): void {
  const limits = VOLUME_LIMITS[volume.type].iops;
  if ((volume.type === 'io1' || volume.type === 'io2') && volume.iops === undefined && limits) {
    report(
      at('iops'),
      `An ${volume.type} volume needs a number of IOPS: ${limits[0].toLocaleString('en')} to ${limits[1].toLocaleString('en')}.`,
    );
  }
}
