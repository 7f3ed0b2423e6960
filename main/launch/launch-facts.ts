import { AppError } from '../../src/core/errors.ts';
import { TAG_LIMITS } from '../../src/core/fields.ts';
import type { Image } from '../../src/images/contract.ts';
import type { InstanceType, LaunchRequest } from '../../src/launch/contract.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../src/network/contract.ts';

/** What is true in the cloud when a launch is asked for. */
export interface LaunchFacts {
  readonly image: Image;
  readonly types: readonly InstanceType[];
  readonly keyNames: readonly string[];
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly groups: readonly SecurityGroup[];
}

/** Throws the first thing that the cloud would refuse, with the field it belongs to. Pure, so that a table can test it. */
export function checkLaunch(request: LaunchRequest, facts: LaunchFacts): void {
  checkImage(facts.image);
  checkType(request, facts);
  checkKey(request, facts);
  checkNetwork(request, facts);
  checkVolumes(request, facts.image);
  const names = request.name && !request.tags.some(({ key }) => key === 'Name') ? 1 : 0;
  if (request.tags.length + names > TAG_LIMITS.keys) {
    refuse(
      'launch.too-many-tags',
      'tags',
      'A machine may have at most 50 tags, and its name is one of them.',
      'Remove a tag.',
    );
  }
}

/** The subnet to launch into where AWS would not choose one: the fullest of free addresses. */
export function chooseSubnet(request: LaunchRequest, { vpcs, subnets }: LaunchFacts): string | undefined {
  if (request.subnetId) return request.subnetId;
  const usable = subnets.filter(({ vpcId }) => vpcId === request.vpcId);
  const isDefault = vpcs.find(({ vpcId }) => vpcId === request.vpcId)?.isDefault;
  // In the default network AWS itself picks the zone that has room for this type.
  if (isDefault && usable.some((subnet) => subnet.isDefault)) return undefined;
  return [...usable].sort((a, b) => b.freeAddresses - a.freeAddresses)[0]?.subnetId;
}

function checkImage({ state, stateReason }: Image): void {
  if (state === 'available') return;
  const why: Record<Exclude<Image['state'], 'available'>, [string, string, boolean]> = {
    pending: [
      'This image is still being made: its disks are being copied.',
      'Launch it when it is available; Amiable tells you.',
      true,
    ],
    transient: ['This image is changing its state.', 'Wait a moment, then try again.', true],
    disabled: ['This image is switched off by its owner.', 'Switch it on first.', false],
    deregistered: ['This image is gone: it was deregistered.', 'Choose another image.', false],
    failed: ['This image failed and cannot be used.', 'Create it again.', false],
    error: ['This image failed and cannot be used.', 'Create it again.', false],
    invalid: ['This image is not valid and cannot be used.', 'Create it again.', false],
  };
  const [message, fix, retryable] = why[state];
  throw new AppError('launch.image-not-available', stateReason ? `${message} AWS says: ${stateReason}` : message, {
    fix,
    field: 'imageId',
    retryable,
  });
}

function checkType({ instanceType }: LaunchRequest, { types, image }: LaunchFacts): void {
  if (types.some(({ name }) => name === instanceType)) return;
  refuse(
    'launch.type-does-not-fit',
    'instanceType',
    `${instanceType} is not offered in this Region for ${image.architecture} images.`,
    `Choose one of the types in the list, such as ${types[0]?.name ?? 't3.micro'}.`,
  );
}

function checkKey({ key }: LaunchRequest, { keyNames }: LaunchFacts): void {
  if (key.kind === 'none' || keyNames.includes(key.name)) return;
  refuse(
    'launch.key-not-found',
    'key.name',
    `There is no key pair “${key.name}” in this Region. Key pairs belong to one Region.`,
    'Choose a key pair of this Region, or create one.',
  );
}

function checkNetwork(request: LaunchRequest, { vpcs, subnets, groups }: LaunchFacts): void {
  const { vpcId, subnetId, firewall } = request;
  if (!vpcs.some((vpc) => vpc.vpcId === vpcId)) {
    refuse('launch.network-not-found', 'vpcId', 'This network is not in this Region.', 'Choose another network.');
  }
  const here = subnets.filter((subnet) => subnet.vpcId === vpcId);
  if (subnetId && !here.some((subnet) => subnet.subnetId === subnetId)) {
    refuse(
      'launch.subnet-not-found',
      'subnetId',
      'This subnet is not part of the chosen network.',
      'Choose another subnet.',
    );
  }
  if (here.length === 0) {
    refuse('launch.no-subnet', 'vpcId', 'This network has no subnet to launch into.', 'Choose another network.');
  }
  if (firewall.kind === 'existing') {
    for (const groupId of firewall.groupIds) {
      const group = groups.find((entry) => entry.groupId === groupId);
      if (group?.vpcId === vpcId) continue;
      refuse(
        'launch.group-not-found',
        'firewall.groupIds',
        group
          ? `The security group “${group.name}” belongs to another network.`
          : `There is no security group ${groupId} in this Region.`,
        'Choose groups of the network you launch into.',
      );
    }
    return;
  }
  const same = groups.find((group) => group.vpcId === vpcId && group.name === firewall.name);
  if (same) {
    refuse(
      'launch.group-name-taken',
      'firewall.name',
      `That name is taken by ${same.groupId} in this network.`,
      'Choose another name, or use the existing group.',
    );
  }
}

function checkVolumes({ volumes }: LaunchRequest, image: Image): void {
  volumes.forEach(({ deviceName, sizeGiB, encrypted }, index) => {
    const source = image.volumes.find((volume) => volume.deviceName === deviceName);
    if (!source) {
      refuse(
        'launch.volume-unknown',
        `volumes.${index}.deviceName`,
        `The image has no volume ${deviceName}.`,
        'Remove the row; add disks as new volumes.',
      );
    } else if (sizeGiB < source.sizeGiB) {
      refuse(
        'launch.volume-too-small',
        `volumes.${index}.sizeGiB`,
        `${deviceName} needs at least ${source.sizeGiB} GiB: that is the size of its snapshot.`,
        'A volume can be made larger than its snapshot, never smaller.',
      );
    } else if (source.encrypted && !encrypted) {
      refuse(
        'launch.volume-encrypted',
        `volumes.${index}.encrypted`,
        `${deviceName} is encrypted in the image and stays so.`,
        'Leave encryption on.',
      );
    }
  });
}

function refuse(code: string, field: string, message: string, fix: string): never {
  throw new AppError(code, message, { field, fix });
}
