import type { InstanceMetadata, InstanceRole } from '../machines/instance-metadata.ts';
import type { MachineWorld } from '../machines/machine.ts';
import { credentialsOfRole } from '../operations/sts.ts';
import { privateDnsName, publicDnsName } from '../operations/views.ts';
import { iamArn } from './accounts.ts';
import { admits, reaches } from './admission.ts';
import type { PushedKeys } from './pushed-keys.ts';
import type { InstanceRecord } from './records/instance-records.ts';
import { keepVolumeContent, volumeContent } from './volume-content.ts';
import type { Account, Place, World } from './world.ts';

/** What a machine can do to its own instance. */
export interface InstancePower {
  powerOff(instanceId: string): void;
  reboot(instanceId: string): void;
}

/** The world as the machines see it. */
export function machineWorld(
  world: World,
  callerAddress: string,
  pushedKeys: PushedKeys,
  power: InstancePower,
): MachineWorld {
  return {
    admits: (instanceId) => isListening(world, instanceId) && admits(world, instanceId, callerAddress, 22),
    reaches: (instanceId, address, port) => reaches(world, instanceId, address, port),
    admitsPort: (instanceId, port) => admits(world, instanceId, callerAddress, port),
    metadata(instanceId) {
      const found = world.findInstance(instanceId);
      return found ? metadataOf(world, found.instance, found.place) : null;
    },
    pushedKeys: (instanceId, user) => pushedKeys.of(instanceId, user),
    powerOff: (instanceId) => power.powerOff(instanceId),
    reboot: (instanceId) => power.reboot(instanceId),
    volume: (volumeId) => volumeContent(world, volumeId),
    keepVolume: (volumeId, content) => keepVolumeContent(world, volumeId, content),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: () => new Date(world.now()),
    callerAddress,
  };
}

/** A machine that fails a status check is one that cannot be reached. */
function isListening(world: World, instanceId: string): boolean {
  const found = world.findInstance(instanceId);
  return found !== null && !found.instance.sshClosed && found.instance.impaired === null;
}

function metadataOf(world: World, instance: InstanceRecord, place: Place): InstanceMetadata {
  const { region, account } = place;
  const subnet = place.subnets.get(instance.subnetId);
  const { publicIp } = instance;
  return {
    accountId: account.id,
    region,
    zone: instance.zone,
    zoneId: subnet?.zoneId ?? '',
    architecture: instance.architecture,
    reservationId: instance.reservationId,
    launchIndex: instance.launchIndex,
    launchedAt: new Date(instance.launchedAt),
    keyName: instance.keyName,
    publicIp,
    publicHostname: publicIp ? publicDnsName(region, publicIp) : null,
    privateHostname: privateDnsName(region, instance.privateIp),
    securityGroups: instance.groupIds.map((id) => ({ id, name: place.groups.get(id)?.name ?? id })),
    options: {
      tokens: instance.metadata.tokens,
      endpoint: instance.metadata.endpoint,
      tags: instance.metadata.tagsInMetadata,
    },
    tags: instance.tags,
    network: {
      interfaceId: instance.networkInterfaceId,
      mac: instance.macAddress,
      vpcId: instance.vpcId,
      vpcCidr: place.vpcs.get(instance.vpcId)?.cidr ?? '',
      subnetId: instance.subnetId,
      subnetCidr: subnet?.cidr ?? '',
    },
    volumes: place.volumes.by('instance', instance.id).map((volume) => ({
      id: volume.id,
      device: volume.attachment?.device ?? '',
      sizeGib: volume.size,
      isRoot: volume.attachment?.device === instance.rootDevice,
    })),
    role: roleOf(world, instance, account),
  };
}

/** The role that the instance's profile hands it, with credentials that AWS renews by itself. */
function roleOf(world: World, { id, profileArn }: InstanceRecord, account: Account): InstanceRole | null {
  const profile = account.instanceProfiles.find((one) => iamArn(account, 'instance-profile', one) === profileArn);
  if (!profile?.roleName) return null;
  return {
    name: profile.roleName,
    profileArn: iamArn(account, 'instance-profile', profile),
    profileId: profile.uniqueId,
    credentials: credentialsOfRole(world, account, profile.roleName, id, world.now()),
  };
}
