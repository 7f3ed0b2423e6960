import type { Vpc } from '@aws-sdk/client-ec2';
import type { VpcRecord } from '../../world/records/network-records.ts';
import type { CallContext } from '../operation.ts';
import { showTags } from '../views.ts';

/** A network as EC2 describes it. */
export function showVpc(vpc: VpcRecord, call: CallContext): Vpc {
  return {
    VpcId: vpc.id,
    CidrBlock: vpc.cidr,
    IsDefault: vpc.isDefault,
    State: 'available',
    OwnerId: call.account.id,
    InstanceTenancy: 'default',
    DhcpOptionsId: dhcpOptionsId(call),
    CidrBlockAssociationSet: [
      { AssociationId: cidrAssociationId(vpc), CidrBlock: vpc.cidr, CidrBlockState: { State: 'associated' } },
    ],
    Ipv6CidrBlockAssociationSet: [],
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    Tags: showTags(vpc.tags),
  };
}

/** The ID under which a network's one block is known. */
export function cidrAssociationId({ id }: VpcRecord): string {
  return id.replace('vpc-', 'vpc-cidr-assoc-');
}

/** The ID of the options that all networks of a place give to their machines. */
export function dhcpOptionsId({ world, account, region }: CallContext): string {
  return world.fixedId('dopt', `${account.id}/${region}/dopt/1`);
}
