import type {
  CreateSubnetRequest,
  CreateSubnetResult,
  DeleteSubnetRequest,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  ModifySubnetAttributeRequest,
} from '@aws-sdk/client-ec2';
import type { ZoneFact } from '../../data/regions.ts';
import { Refusal } from '../../refusal.ts';
import type { SubnetRecord } from '../../world/records/network-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';
import { applyFilters } from '../filters.ts';
import { findOne, kinds, required } from '../finding.ts';
import { namedOrNarrowed } from '../narrowing.ts';
import { type CallContext, changes, reads, refuseUnmodelled } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { tagsFor } from '../tags.ts';
import { readSubnetBlock } from './network-blocks.ts';
import { subnetFields } from './subnet-filters.ts';
import { showSubnet } from './subnet-views.ts';
import { findZone, zonesOf } from './zones.ts';

/** AWS's quota: subnets of a network. */
const MOST_SUBNETS = 200;

const unmodelled = [
  'Ipv6CidrBlock',
  'OutpostArn',
  'Ipv4IpamPoolId',
  'Ipv4NetmaskLength',
  'Ipv6IpamPoolId',
  'Ipv6NetmaskLength',
] as const;

const unmodelledAttributes = [
  'AssignIpv6AddressOnCreation',
  'MapCustomerOwnedIpOnLaunch',
  'CustomerOwnedIpv4Pool',
  'EnableDns64',
  'PrivateDnsHostnameTypeOnLaunch',
  'EnableResourceNameDnsARecordOnLaunch',
  'EnableResourceNameDnsAAAARecordOnLaunch',
  'EnableLniAtDeviceIndex',
  'DisableLniAtDeviceIndex',
] as const;

/** Parts of networks. */
export const subnetOperations = [
  reads('DescribeSubnets', (input: DescribeSubnetsRequest, call): DescribeSubnetsResult => {
    const found = namedOrNarrowed(kinds.subnet, call.place.subnets, input.SubnetIds, input.Filters, {
      'subnet-id': 'id',
      'vpc-id': 'vpc',
    });
    const kept = applyFilters(found, input.Filters, subnetFields(call), ({ tags }) => tags);
    const { items, nextToken } = pageOf(kept, input);
    return { Subnets: items.map((subnet) => showSubnet(subnet, call)), NextToken: nextToken };
  }),

  changes(
    'CreateSubnet',
    (input: CreateSubnetRequest, call): CreateSubnetResult => {
      const { place } = call;
      refuseUnmodelled(input, unmodelled);
      if (input.Ipv6Native) refuseUnmodelled(input, ['Ipv6Native']);
      const vpc = findOne(kinds.vpc, place.vpcs, input.VpcId);
      const others = place.subnets.by('vpc', vpc.id);
      // Where none is asked for, AWS chooses a zone.
      const zones = zonesOf(call.region);
      const zone = findZone(call.region, input) ?? zones[others.length % zones.length];
      if (!zone) throw new Error(`The Region ${call.region} has no zone.`);
      const cidr = readSubnetBlock(required(input.CidrBlock, 'cidrBlock'), vpc, others);
      const tags = tagsFor(input.TagSpecifications, 'subnet', ['subnet']);
      if (others.length >= MOST_SUBNETS) {
        throw new Refusal('SubnetLimitExceeded', 'The maximum number of subnets has been reached.');
      }
      call.proceed();
      const subnet = addSubnet(call, { vpcId: vpc.id, cidr, zone, isDefault: false, tags });
      return { Subnet: showSubnet(subnet, call) };
    },
    { makes: ['subnet'] },
  ),

  changes('DeleteSubnet', (input: DeleteSubnetRequest, call): object => {
    const { place } = call;
    const subnet = findOne(kinds.subnet, place.subnets, input.SubnetId);
    if (place.instances.by('subnet', subnet.id).length > 0) {
      throw new Refusal('DependencyViolation', `The subnet '${subnet.id}' has dependencies and cannot be deleted.`);
    }
    call.proceed();
    const others = <T extends { readonly subnetId: string }>(associations: readonly T[]) =>
      associations.filter(({ subnetId }) => subnetId !== subnet.id);
    for (const table of place.routeTables.by('subnet', subnet.id)) {
      place.routeTables.change(table, { associations: others(table.associations) });
    }
    for (const acl of place.networkAcls.by('subnet', subnet.id)) {
      place.networkAcls.change(acl, { associations: others(acl.associations) });
    }
    place.subnets.remove(subnet);
    return {};
  }),

  changes('ModifySubnetAttribute', (input: ModifySubnetAttributeRequest, call): object => {
    const subnet = findOne(kinds.subnet, call.place.subnets, input.SubnetId);
    refuseUnmodelled(input, unmodelledAttributes);
    const givesPublicAddress = required(input.MapPublicIpOnLaunch?.Value, 'mapPublicIpOnLaunch');
    call.proceed();
    call.place.subnets.change(subnet, { givesPublicAddress });
    return {};
  }),
];

interface NewSubnet {
  readonly vpcId: string;
  readonly cidr: string;
  readonly zone: ZoneFact;
  readonly isDefault: boolean;
  readonly tags: readonly TagRecord[];
}

/** Makes a subnet, which follows the main route table and the default network ACL of its network. */
export function addSubnet(call: CallContext, { vpcId, cidr, zone, isDefault, tags }: NewSubnet): SubnetRecord {
  const { place, world } = call;
  const subnet = place.subnets.add({
    id: world.newId('subnet'),
    vpcId,
    cidr,
    zone: zone.name,
    zoneId: zone.id,
    isDefault,
    givesPublicAddress: isDefault,
    tags,
  });
  const acl = place.networkAcls.by('vpc', vpcId).find((one) => one.isDefault);
  if (acl) {
    const association = { id: world.newId('aclassoc'), subnetId: subnet.id };
    place.networkAcls.change(acl, { associations: [...acl.associations, association] });
  }
  return subnet;
}
