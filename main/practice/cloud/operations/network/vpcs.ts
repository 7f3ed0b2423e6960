import type {
  CreateVpcRequest,
  CreateVpcResult,
  DeleteVpcRequest,
  DescribeVpcsRequest,
  DescribeVpcsResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { addVpcParts } from '../../world/default-place.ts';
import type { VpcRecord } from '../../world/records/network-records.ts';
import type { Place } from '../../world/world.ts';
import { applyFilters } from '../filters.ts';
import { findOne, kinds, required } from '../finding.ts';
import { namedOrNarrowed } from '../narrowing.ts';
import { changes, reads, refuseUnmodelled } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { tagsFor } from '../tags.ts';
import { removeGroup } from './groups.ts';
import { readVpcBlock } from './network-blocks.ts';
import { cidrAssociationId, dhcpOptionsId, showVpc } from './vpc-views.ts';

/** AWS's quota: networks in a Region. */
const MOST_VPCS = 5;

const unmodelled = [
  'Ipv6Pool',
  'Ipv6CidrBlock',
  'Ipv4IpamPoolId',
  'Ipv4NetmaskLength',
  'Ipv6IpamPoolId',
  'Ipv6NetmaskLength',
  'Ipv6CidrBlockNetworkBorderGroup',
  'VpcEncryptionControl',
] as const;

/** Networks. */
export const vpcOperations = [
  reads('DescribeVpcs', (input: DescribeVpcsRequest, call): DescribeVpcsResult => {
    const found = namedOrNarrowed(kinds.vpc, call.place.vpcs, input.VpcIds, input.Filters, { 'vpc-id': 'id' });
    const none = () => null;
    const kept = applyFilters(
      found,
      input.Filters,
      {
        'vpc-id': ({ id }) => id,
        cidr: ({ cidr }) => cidr,
        cidrBlock: ({ cidr }) => cidr,
        'cidr-block-association.cidr-block': ({ cidr }) => cidr,
        'cidr-block-association.association-id': cidrAssociationId,
        'cidr-block-association.state': () => 'associated',
        'ipv6-cidr-block-association.ipv6-cidr-block': none,
        'ipv6-cidr-block-association.ipv6-pool': none,
        'ipv6-cidr-block-association.association-id': none,
        'ipv6-cidr-block-association.state': none,
        'dhcp-options-id': () => dhcpOptionsId(call),
        'is-default': ({ isDefault }) => String(isDefault),
        isDefault: ({ isDefault }) => String(isDefault),
        state: () => 'available',
        'owner-id': () => call.account.id,
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input);
    return { Vpcs: items.map((vpc) => showVpc(vpc, call)), NextToken: nextToken };
  }),

  changes(
    'CreateVpc',
    (input: CreateVpcRequest, call): CreateVpcResult => {
      const { place, world } = call;
      refuseUnmodelled(input, unmodelled);
      if (input.AmazonProvidedIpv6CidrBlock) refuseUnmodelled(input, ['AmazonProvidedIpv6CidrBlock']);
      if (input.InstanceTenancy && input.InstanceTenancy !== 'default') refuseUnmodelled(input, ['InstanceTenancy']);
      const cidr = readVpcBlock(required(input.CidrBlock, 'cidrBlock'));
      const tags = tagsFor(input.TagSpecifications, 'vpc', ['vpc']);
      checkVpcCount(place);
      call.proceed();
      const vpc = place.vpcs.add({
        id: world.newId('vpc'),
        cidr,
        isDefault: false,
        dnsSupport: true,
        dnsHostnames: false,
        usageMetrics: false,
        tags,
      });
      addVpcParts(place, vpc.id, cidr, (prefix) => world.newId(prefix), null);
      return { Vpc: { ...showVpc(vpc, call), State: 'pending' } };
    },
    { makes: ['vpc'] },
  ),

  changes('DeleteVpc', (input: DeleteVpcRequest, call): object => {
    const { place } = call;
    const vpc = findOne(kinds.vpc, place.vpcs, input.VpcId);
    if (hasDependencies(place, vpc)) {
      throw new Refusal('DependencyViolation', `The vpc '${vpc.id}' has dependencies and cannot be deleted.`);
    }
    call.proceed();
    // What was made together with it goes together with it.
    for (const table of place.routeTables.by('vpc', vpc.id)) place.routeTables.remove(table);
    for (const acl of place.networkAcls.by('vpc', vpc.id)) place.networkAcls.remove(acl);
    for (const group of place.groups.by('vpc', vpc.id)) removeGroup(place, group);
    place.vpcs.remove(vpc);
    return {};
  }),
];

/** Refuses one more network than a Region may have. */
export function checkVpcCount(place: Place): void {
  if (place.vpcs.size >= MOST_VPCS) {
    throw new Refusal('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
  }
}

/** Whether there is more in a network than what it had from the start. */
function hasDependencies(place: Place, { id }: VpcRecord): boolean {
  return (
    place.subnets.by('vpc', id).length > 0 ||
    place.gateways.by('vpc', id).length > 0 ||
    place.routeTables.by('vpc', id).some(({ isMain }) => !isMain) ||
    place.networkAcls.by('vpc', id).some(({ isDefault }) => !isDefault) ||
    place.groups.by('vpc', id).some(({ name }) => name !== 'default')
  );
}
