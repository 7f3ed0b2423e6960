import { InterfaceTable } from './interface-table.ts';
import type { TaggedTable } from './records/tag-records.ts';
import type { Place } from './world.ts';

/** How EC2 names a kind of thing: in IDs, ARNs and refusals. */
export interface Kind {
  /** `instance`, `image`: its word in ARNs and tags. */
  readonly type: string;
  /** `i`, `ami`, `sg`: what stands before the dash of its IDs. */
  readonly prefix: string;
  /** `InvalidInstanceID` and the like; `.NotFound` and `.Malformed` follow. */
  readonly code: string;
  /** What stands before `.Malformed` where EC2 spells it differently. */
  readonly malformed?: string;
  readonly missing: (ids: readonly string[]) => string;
  readonly table: (place: Place) => TaggedTable;
  /** ARNs of images and snapshots name no account. */
  readonly ownerless?: true;
}

const one = (words: string) => (ids: readonly string[]) => words.replace('%', ids[0] ?? '');
const all = (single: string, several: string) => (ids: readonly string[]) =>
  ids.length === 1 ? single.replace('%', ids[0] ?? '') : several.replace('%', ids.join(', '));

/** The kinds with the codes and texts that EC2 has for each. Source: the EC2 error-code page. */
export const kinds = {
  instance: {
    type: 'instance',
    prefix: 'i',
    code: 'InvalidInstanceID',
    missing: all("The instance ID '%' does not exist", "The instance IDs '%' do not exist"),
    table: ({ instances }) => instances,
  },
  image: {
    type: 'image',
    prefix: 'ami',
    code: 'InvalidAMIID',
    missing: all("The image id '[%]' does not exist", "The image ids '[%]' do not exist"),
    table: ({ images }) => images,
    ownerless: true,
  },
  snapshot: {
    type: 'snapshot',
    prefix: 'snap',
    code: 'InvalidSnapshot',
    malformed: 'InvalidSnapshotID',
    missing: one("The snapshot '%' does not exist."),
    table: ({ snapshots }) => snapshots,
    ownerless: true,
  },
  volume: {
    type: 'volume',
    prefix: 'vol',
    code: 'InvalidVolume',
    malformed: 'InvalidVolumeID',
    missing: one("The volume '%' does not exist."),
    table: ({ volumes }) => volumes,
  },
  group: {
    type: 'security-group',
    prefix: 'sg',
    code: 'InvalidGroup',
    malformed: 'InvalidGroupId',
    missing: one("The security group '%' does not exist"),
    table: ({ groups }) => groups,
  },
  groupRule: {
    type: 'security-group-rule',
    prefix: 'sgr',
    code: 'InvalidSecurityGroupRuleId',
    missing: one("The security group rule ID '%' does not exist"),
    table: ({ groupRules }) => groupRules,
  },
  networkInterface: {
    type: 'network-interface',
    prefix: 'eni',
    code: 'InvalidNetworkInterfaceID',
    malformed: 'InvalidNetworkInterfaceId',
    missing: one("The networkInterface ID '%' does not exist"),
    table: ({ instances }) => new InterfaceTable(instances),
  },
  keyPair: {
    type: 'key-pair',
    prefix: 'key',
    code: 'InvalidKeyPair',
    missing: one("The key pair '%' does not exist"),
    table: ({ keyPairs }) => keyPairs,
  },
  subnet: {
    type: 'subnet',
    prefix: 'subnet',
    code: 'InvalidSubnetID',
    missing: one("The subnet ID '%' does not exist"),
    table: ({ subnets }) => subnets,
  },
  vpc: {
    type: 'vpc',
    prefix: 'vpc',
    code: 'InvalidVpcID',
    missing: one("The vpc ID '%' does not exist"),
    table: ({ vpcs }) => vpcs,
  },
  gateway: {
    type: 'internet-gateway',
    prefix: 'igw',
    code: 'InvalidInternetGatewayID',
    malformed: 'InvalidInternetGatewayId',
    missing: one("The internetGateway ID '%' does not exist"),
    table: ({ gateways }) => gateways,
  },
  routeTable: {
    type: 'route-table',
    prefix: 'rtb',
    code: 'InvalidRouteTableID',
    malformed: 'InvalidRouteTableId',
    missing: one("The routeTable ID '%' does not exist"),
    table: ({ routeTables }) => routeTables,
  },
  networkAcl: {
    type: 'network-acl',
    prefix: 'acl',
    code: 'InvalidNetworkAclID',
    malformed: 'InvalidNetworkAclId',
    missing: one("The networkAcl ID '%' does not exist"),
    table: ({ networkAcls }) => networkAcls,
  },
  address: {
    type: 'elastic-ip',
    prefix: 'eipalloc',
    code: 'InvalidAllocationID',
    missing: one("The allocation ID '%' does not exist"),
    table: ({ addresses }) => addresses,
  },
  launchTemplate: {
    type: 'launch-template',
    prefix: 'lt',
    code: 'InvalidLaunchTemplateId',
    missing: one('The specified launch template, with template ID %, does not exist.'),
    table: ({ launchTemplates }) => launchTemplates,
  },
} as const satisfies Readonly<Record<string, Kind>>;

const byPrefix = new Map<string, Kind>(Object.values(kinds).map((kind) => [kind.prefix, kind]));

/** The kind that an ID's prefix tells; null for none of these. */
export function kindOf(id: string): Kind | null {
  return byPrefix.get(id.slice(0, id.lastIndexOf('-'))) ?? null;
}

/** Whether a text has the form of the kind's IDs: 8 or 17 hexadecimal digits. */
export function hasForm(kind: Kind, id: string): boolean {
  return id.startsWith(`${kind.prefix}-`) && /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(id.slice(kind.prefix.length + 1));
}

/** The table in which things of a kind are, as things that can be tagged. */
export function taggedTable(kind: Kind, place: Place): TaggedTable {
  return kind.table(place);
}
