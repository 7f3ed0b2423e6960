import { findRegion } from '../data/regions.ts';
import type { AclEntryRecord, RuleRecord } from './records/network-records.ts';
import type { Place, World } from './world.ts';

/** The network of every default VPC. */
const DEFAULT_CIDR = '172.31.0.0/16';
/** The order in which EC2 numbers a default VPC's subnets. */
const firstBlocks = [16, 32, 0];

/** Makes the ID of a new thing from its prefix. */
export type MakeId = (prefix: string) => string;

/** Gives a place what AWS has in every Region from the start: settings, and a default VPC with all that is in it. */
export function furnishPlace(place: Place, world: World): void {
  place.settings.add({
    id: 'region',
    encryptVolumes: false,
    defaultKmsKeyId: null,
    imageBlockPublicAccess: 'block-new-sharing',
    imageBlockPublicAccessNext: null,
    allowedImages: { state: 'disabled', criteria: [] },
    snapshotBlockPublicAccess: 'unblocked',
    imageRetentionDays: 7,
    metadataDefaults: { tokens: null, hopLimit: null, endpoint: null, tagsInMetadata: null, tokensEnforced: null },
    vcpuQuota: 64,
    publicImageQuota: 5,
    visibilityDelay: 0,
  });
  let count = 0;
  // The same IDs whenever this place is opened: it may be looked at long before anything in it is saved.
  const id: MakeId = (prefix) => {
    count += 1;
    return world.fixedId(prefix, `${place.account.id}/${place.region}/${prefix}/${count}`);
  };
  addDefaultVpc(place, id);
}

/** Makes a default VPC with a subnet in each zone, a gateway, a route to it, the open list and the closed group. */
export function addDefaultVpc(place: Place, id: MakeId): string {
  const vpcId = id('vpc');
  place.vpcs.add({
    id: vpcId,
    cidr: DEFAULT_CIDR,
    isDefault: true,
    dnsSupport: true,
    dnsHostnames: true,
    usageMetrics: false,
    tags: [],
  });
  const zones = findRegion(place.region)?.zones ?? [];
  zones.forEach((zone, index) => {
    place.subnets.add({
      id: id('subnet'),
      vpcId,
      cidr: `172.31.${firstBlocks[index] ?? index * 16}.0/20`,
      zone: zone.name,
      zoneId: zone.id,
      isDefault: true,
      givesPublicAddress: true,
      tags: [],
    });
  });
  const gatewayId = id('igw');
  place.gateways.add({ id: gatewayId, vpcId, tags: [] });
  addVpcParts(place, vpcId, DEFAULT_CIDR, id, gatewayId);
  return vpcId;
}

const everything = { protocol: '-1', cidr: '0.0.0.0/0', from: null, to: null, icmp: null };

/** The rules that end every network ACL, and that nobody can take out: what none before them fits is dropped. */
export const lastEntries: readonly AclEntryRecord[] = [false, true].map((egress) => ({
  ...everything,
  number: 32_767,
  egress,
  allow: false,
}));

/** Makes what every VPC has: its main route table, its default network ACL and its default security group. */
export function addVpcParts(place: Place, vpcId: string, cidr: string, id: MakeId, gatewayId: string | null): void {
  place.routeTables.add({
    id: id('rtb'),
    vpcId,
    isMain: true,
    mainAssociationId: id('rtbassoc'),
    routes: [
      { cidr, target: 'local', origin: 'CreateRouteTable' },
      ...(gatewayId ? [{ cidr: '0.0.0.0/0', target: gatewayId, origin: 'CreateRoute' as const }] : []),
    ],
    associations: [],
    tags: [],
  });
  place.networkAcls.add({
    id: id('acl'),
    vpcId,
    isDefault: true,
    entries: [...[false, true].map((egress) => ({ ...everything, number: 100, egress, allow: true })), ...lastEntries],
    associations: place.subnets.by('vpc', vpcId).map((subnet) => ({ id: id('aclassoc'), subnetId: subnet.id })),
    tags: [],
  });
  const group = place.groups.add({
    id: id('sg'),
    vpcId,
    name: 'default',
    description: 'default VPC security group',
    createdAt: 0,
    tags: [],
  });
  place.groupRules.add({ ...openRule(id, group.id, '-1', null), peer: { kind: 'group', value: group.id } });
  place.groupRules.add(allOut(id, group.id));
}

/** A rule of a security group that lets all addresses in. */
export function openRule(id: MakeId, groupId: string, protocol: string, port: number | null): RuleRecord {
  return {
    id: id('sgr'),
    groupId,
    direction: 'ingress',
    protocol,
    from: port,
    to: port,
    peer: { kind: 'ipv4', value: '0.0.0.0/0' },
    description: null,
    tags: [],
  };
}

/** The rule that every new group has: all traffic out. */
export function allOut(id: MakeId, groupId: string): RuleRecord {
  return { ...openRule(id, groupId, '-1', null), direction: 'egress' };
}
