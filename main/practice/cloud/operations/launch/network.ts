import type { InstanceNetworkInterfaceSpecification, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { findRegion } from '../../data/regions.ts';
import { Refusal } from '../../refusal.ts';
import type { GroupRecord, SubnetRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import { findAll, findOne, kinds } from '../finding.ts';
import { defaultVpc } from '../network/group-finding.ts';

/** Where in the network a new machine comes to stand. */
export interface NetworkPlan {
  readonly subnet: SubnetRecord;
  readonly groupIds: readonly string[];
  readonly givesPublicIp: boolean;
  /** The private address that was asked for. */
  readonly privateIp: string | undefined;
  readonly description: string;
}

/** AWS's quota. */
const MOST_GROUPS = 5;

/** Reads where a launch puts its machines; `hasType` tells whether a zone has the wanted instance type. */
export function planNetwork(input: RunInstancesRequest, place: Place, hasType: (zone: string) => boolean): NetworkPlan {
  const face = readInterface(input);
  const subnet = chooseSubnet(input, face?.SubnetId ?? input.SubnetId, place, hasType);
  const [primary] = face?.PrivateIpAddresses ?? [];
  return {
    subnet,
    groupIds: chooseGroups(input, face?.Groups ?? input.SecurityGroupIds ?? [], subnet, place),
    givesPublicIp: face?.AssociatePublicIpAddress ?? subnet.givesPublicAddress,
    privateIp: face?.PrivateIpAddress ?? primary?.PrivateIpAddress ?? input.PrivateIpAddress,
    description: face?.Description ?? '',
  };
}

const modelled = new Set([
  'AssociatePublicIpAddress',
  'DeleteOnTermination',
  'Description',
  'DeviceIndex',
  'Groups',
  'PrivateIpAddress',
  'PrivateIpAddresses',
  'SubnetId',
  'InterfaceType',
  'NetworkCardIndex',
]);

function readInterface(input: RunInstancesRequest): InstanceNetworkInterfaceSpecification | null {
  const [face, ...others] = input.NetworkInterfaces ?? [];
  if (!face) return null;
  if (others.length > 0 || face.NetworkInterfaceId !== undefined) {
    throw new Refusal('UnsupportedOperation', 'The practice cloud gives each instance one new network interface.');
  }
  const instanceLevel = [
    ['subnet ID', input.SubnetId],
    ['security groups', input.SecurityGroupIds?.[0] ?? input.SecurityGroups?.[0]],
    ['private address', input.PrivateIpAddress],
  ].find(([, given]) => given !== undefined);
  if (instanceLevel) {
    throw new Refusal(
      'InvalidParameterCombination',
      `Network interfaces and an instance-level ${instanceLevel[0]} may not be specified on the same request`,
    );
  }
  if (face.DeviceIndex === undefined) {
    throw new Refusal('InvalidParameterValue', 'Each network interface requires a device index.');
  }
  const unusual = Object.entries(face).find(
    ([name, value]) => value !== undefined && value !== false && !isEmpty(value) && !modelled.has(name),
  );
  const fault = unusual?.[0] ?? unusualValue(face);
  if (fault) {
    throw new Refusal('UnsupportedOperation', `The practice cloud does not do ${fault} of a network interface yet.`);
  }
  return face;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function unusualValue(face: InstanceNetworkInterfaceSpecification): string | null {
  if (face.DeleteOnTermination === false) return 'DeleteOnTermination=false';
  if (face.DeviceIndex !== 0) return `DeviceIndex=${face.DeviceIndex}`;
  if ((face.NetworkCardIndex ?? 0) !== 0) return `NetworkCardIndex=${face.NetworkCardIndex}`;
  if ((face.InterfaceType ?? 'interface') !== 'interface') return `InterfaceType=${face.InterfaceType}`;
  if ((face.PrivateIpAddresses ?? []).length > 1) return 'a second address in PrivateIpAddresses';
  return null;
}

function chooseSubnet(
  input: RunInstancesRequest,
  subnetId: string | undefined,
  place: Place,
  hasType: (zone: string) => boolean,
): SubnetRecord {
  const zone = input.Placement?.AvailabilityZone;
  const zoneId = input.Placement?.AvailabilityZoneId;
  const zones = findRegion(place.region)?.zones ?? [];
  const wanted = zones.find(({ name, id }) => name === zone || id === zoneId);
  if ((zone ?? zoneId) !== undefined && !wanted) {
    throw new Refusal('InvalidParameterValue', `Invalid availability zone: [${zone ?? zoneId}]`);
  }
  if (subnetId !== undefined) {
    const subnet = findOne(kinds.subnet, place.subnets, subnetId);
    if (wanted && wanted.name !== subnet.zone) {
      throw new Refusal(
        'InvalidParameterValue',
        `Value (${wanted.name}) for parameter availabilityZone is invalid. Subnet '${subnet.id}' is in the availability zone ${subnet.zone}`,
      );
    }
    return subnet;
  }
  const vpc = defaultVpc(place);
  if (!vpc) throw new Refusal('VPCIdNotSpecified', 'No default VPC for this user');
  const candidates = place.subnets.by('vpc', vpc.id).filter(({ isDefault }) => isDefault);
  const there = wanted ? candidates.filter((one) => one.zone === wanted.name) : candidates;
  const [first] = there;
  if (!first) {
    throw new Refusal(
      'MissingInput',
      wanted
        ? `No default subnet for availability zone: '${wanted.name}'.`
        : `No subnets found for the default VPC '${vpc.id}'. Please specify a subnet.`,
    );
  }
  return there.find((one) => hasType(one.zone)) ?? first;
}

function chooseGroups(
  input: RunInstancesRequest,
  ids: readonly string[],
  subnet: SubnetRecord,
  place: Place,
): string[] {
  const names = input.SecurityGroups ?? [];
  if (names.length > 0 && input.SubnetId !== undefined) {
    throw new Refusal(
      'InvalidParameterCombination',
      'The parameter groupName cannot be used with the parameter subnet',
    );
  }
  const byName = names.map((name) => groupCalled(name, subnet.vpcId, place).id);
  const groups = findAll(kinds.group, place.groups, [...new Set([...ids, ...byName])]);
  const foreign = groups.find(({ vpcId }) => vpcId !== subnet.vpcId);
  if (foreign) {
    throw new Refusal(
      'InvalidParameter',
      `Security group ${foreign.id} and subnet ${subnet.id} belong to different networks.`,
    );
  }
  if (groups.length > MOST_GROUPS) {
    throw new Refusal(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    );
  }
  return (groups.length > 0 ? groups : [groupCalled('default', subnet.vpcId, place)]).map(({ id }) => id);
}

function groupCalled(name: string, vpcId: string, place: Place): GroupRecord {
  const found = place.groups.by('name', name).find((group) => group.vpcId === vpcId);
  if (!found) {
    throw new Refusal('InvalidGroup.NotFound', `The security group '${name}' does not exist in VPC '${vpcId}'`);
  }
  return found;
}
