import type { Subnet } from '@aws-sdk/client-ec2';
import { arnOf } from '../../access/needs.ts';
import type { SubnetRecord } from '../../world/records/network-records.ts';
import type { CallContext } from '../operation.ts';
import { showTags } from '../views.ts';
import { freeAddressCount } from './addresses.ts';

/** A subnet as EC2 describes it. */
export function showSubnet(subnet: SubnetRecord, call: CallContext): Subnet {
  return {
    SubnetId: subnet.id,
    SubnetArn: arnOf(call, subnet.id),
    VpcId: subnet.vpcId,
    CidrBlock: subnet.cidr,
    AvailabilityZone: subnet.zone,
    AvailabilityZoneId: subnet.zoneId,
    DefaultForAz: subnet.isDefault,
    MapPublicIpOnLaunch: subnet.givesPublicAddress,
    MapCustomerOwnedIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    Ipv6Native: false,
    EnableDns64: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    AvailableIpAddressCount: freeAddressCount(call.place, subnet),
    State: 'available',
    OwnerId: call.account.id,
    Tags: showTags(subnet.tags),
  };
}
