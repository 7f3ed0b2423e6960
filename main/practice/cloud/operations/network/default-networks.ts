import type {
  CreateDefaultSubnetRequest,
  CreateDefaultSubnetResult,
  CreateDefaultVpcRequest,
  CreateDefaultVpcResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { addDefaultVpc } from '../../world/default-place.ts';
import { blockText, type Ipv4Block, readBlock, sizeOf } from '../../world/ipv4.ts';
import type { SubnetRecord, VpcRecord } from '../../world/records/network-records.ts';
import { changes, refuseUnmodelled } from '../operation.ts';
import { defaultVpc } from './group-finding.ts';
import { conflicts } from './network-blocks.ts';
import { showSubnet } from './subnet-views.ts';
import { addSubnet } from './subnets.ts';
import { showVpc } from './vpc-views.ts';
import { checkVpcCount } from './vpcs.ts';
import { findZone } from './zones.ts';

/** The size of a default subnet. */
const DEFAULT_PREFIX = 20;

/** The networks that AWS makes by itself, made again after they were deleted. */
export const defaultNetworkOperations = [
  changes(
    'CreateDefaultVpc',
    (_input: CreateDefaultVpcRequest, call): CreateDefaultVpcResult => {
      const { place, world } = call;
      if (defaultVpc(place)) {
        throw new Refusal('DefaultVpcAlreadyExists', 'A Default VPC already exists for this account in this region.');
      }
      checkVpcCount(place);
      call.proceed();
      const vpc = place.vpcs.get(addDefaultVpc(place, (prefix) => world.newId(prefix)));
      return { Vpc: vpc && { ...showVpc(vpc, call), State: 'pending' } };
    },
    { makes: ['vpc'] },
  ),

  changes(
    'CreateDefaultSubnet',
    (input: CreateDefaultSubnetRequest, call): CreateDefaultSubnetResult => {
      const { place } = call;
      if (input.Ipv6Native) refuseUnmodelled(input, ['Ipv6Native']);
      const zone = findZone(call.region, input);
      if (!zone) throw new Refusal('MissingParameter', 'The request must contain the parameter availabilityZone');
      const vpc = defaultVpc(place);
      if (!vpc) {
        throw new Refusal('DefaultVpcDoesNotExist', 'There is no default VPC for this account in this region.');
      }
      const subnets = place.subnets.by('vpc', vpc.id);
      const held = subnets.find((subnet) => subnet.isDefault && subnet.zone === zone.name);
      if (held) {
        throw new Refusal(
          'DefaultSubnetAlreadyExistsInAvailabilityZone',
          `'${held.id}' is already the default subnet in ${zone.name}.`,
        );
      }
      const cidr = freeBlock(vpc, subnets);
      call.proceed();
      const subnet = addSubnet(call, { vpcId: vpc.id, cidr, zone, isDefault: true, tags: [] });
      return { Subnet: showSubnet(subnet, call) };
    },
    { makes: ['subnet'] },
  ),
];

/** The first block of a default subnet's size that is free. */
function freeBlock(vpc: VpcRecord, subnets: readonly SubnetRecord[]): string {
  const outer = readBlock(vpc.cidr);
  const size = sizeOf({ prefix: DEFAULT_PREFIX });
  for (let at = 0; outer && at < sizeOf(outer); at += size) {
    const block: Ipv4Block = { first: outer.first + at, prefix: DEFAULT_PREFIX };
    if (!subnets.some(({ cidr }) => conflicts(cidr, block))) return blockText(block);
  }
  throw new Refusal('InvalidSubnet.Conflict', 'The default VPC has no free CIDR block for another default subnet.');
}
