import { type VolumeType, volumeType } from '../core/fields.ts';
import type { ImageVolume } from '../images/contract.ts';
import { VOLUME_LIMITS } from '../images/volumes.ts';
import { type LaunchFacts, nextGroupName, typesForImage } from './facts.ts';
import type { LaunchValues, VolumeValues } from './values.ts';

/**
 * What the launch form opens with: everything has a safe default, except the key pair, which is the person's to decide.
 *
 * Safer than the console where that costs nothing: SSH from this computer only, IMDSv2 required, disks encrypted.
 */
export function launchDefaults(facts: LaunchFacts): LaunchValues {
  const vpc = facts.vpcs.find((candidate) => candidate.isDefault) ?? facts.vpcs[0];
  const vpcId = vpc?.vpcId ?? '';
  return {
    name: '',
    tags: [],
    instanceType: typesForImage(facts)[0]?.name ?? '',
    key: { mode: 'unset', name: '' },
    vpcId,
    ...networkDefaults(facts, vpcId),
    firewall: {
      mode: 'new',
      groupIds: [],
      name: nextGroupName(facts.groups, vpcId),
      description: 'Made by the Launch wizard of Amiable',
      ssh: true,
      sshFrom: facts.myAddress === undefined ? 'custom' : 'my-ip',
      sshRange: '',
      https: false,
      http: false,
    },
    volumes: facts.image.volumes.map(volumeDefaults),
    newVolumes: [],
    requireImdsV2: true,
    terminationProtection: false,
    detailedMonitoring: false,
    credits: 'default',
    shutdownBehavior: 'stop',
    instanceProfile: '',
    userData: '',
    count: 1,
  };
}

/**
 * Subnet and public address for a VPC: no preference and a public address in the default VPC, a subnet that can be
 * reached and its own setting in any other, where AWS does not choose.
 */
export function networkDefaults(
  facts: Pick<LaunchFacts, 'vpcs' | 'subnets'>,
  vpcId: string,
): { subnetId: string; publicIp: boolean } {
  const isDefault = facts.vpcs.some((vpc) => vpc.vpcId === vpcId && vpc.isDefault);
  if (isDefault) return { subnetId: '', publicIp: true };
  const inVpc = facts.subnets.filter((subnet) => subnet.vpcId === vpcId);
  const reachable = inVpc.filter(({ way }) => way === 'internet');
  const subnet = inVpc.find(({ assignsPublicIp }) => assignsPublicIp) ?? reachable[0] ?? inVpc[0];
  return { subnetId: subnet?.subnetId ?? '', publicIp: subnet?.assignsPublicIp ?? false };
}

/** What follows from choosing another VPC: a subnet of it, groups of it, and a free name for a new group. */
export function inVpc(values: LaunchValues, facts: LaunchFacts, vpcId: string): Partial<LaunchValues> {
  const { firewall } = values;
  const nameIsOurs = firewall.name === nextGroupName(facts.groups, values.vpcId);
  return {
    vpcId,
    ...networkDefaults(facts, vpcId),
    firewall: {
      ...firewall,
      // Groups belong to one VPC; a name that the person wrote is theirs to keep.
      groupIds: firewall.groupIds.filter((id) =>
        facts.groups.some((group) => group.groupId === id && group.vpcId === vpcId),
      ),
      name: nameIsOurs ? nextGroupName(facts.groups, vpcId) : firewall.name,
    },
  };
}

function volumeDefaults(volume: ImageVolume): VolumeValues {
  const parsed = volumeType.safeParse(volume.type);
  const type: VolumeType = parsed.success ? parsed.data : 'gp3';
  const limits = VOLUME_LIMITS[type];
  return {
    deviceName: volume.deviceName,
    sizeGiB: volume.sizeGiB,
    type,
    // gp2 images report the IOPS that follow from their size; they cannot be asked for.
    iops: limits.iops ? volume.iops : undefined,
    throughput: limits.throughput ? volume.throughput : undefined,
    deleteOnTermination: volume.deleteOnTermination,
    encrypted: true,
  };
}
