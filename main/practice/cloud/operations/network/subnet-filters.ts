import { arnOf } from '../../access/needs.ts';
import type { SubnetRecord } from '../../world/records/network-records.ts';
import type { FilterFields } from '../filters.ts';
import type { CallContext } from '../operation.ts';
import { freeAddressCount } from './addresses.ts';

/** What subnets show to filters; some filters have several spellings, as in EC2. */
export function subnetFields(call: CallContext): FilterFields<SubnetRecord> {
  const none = () => null;
  const off = () => 'false';
  const cidr = (subnet: SubnetRecord) => subnet.cidr;
  const zone = (subnet: SubnetRecord) => subnet.zone;
  const zoneId = ({ zoneId: id }: SubnetRecord) => id;
  const isDefault = (subnet: SubnetRecord) => String(subnet.isDefault);
  return {
    'subnet-id': ({ id }) => id,
    'subnet-arn': ({ id }) => arnOf(call, id),
    'vpc-id': ({ vpcId }) => vpcId,
    'availability-zone': zone,
    availabilityZone: zone,
    'availability-zone-id': zoneId,
    availabilityZoneId: zoneId,
    'available-ip-address-count': (subnet) => String(freeAddressCount(call.place, subnet)),
    'cidr-block': cidr,
    cidr,
    cidrBlock: cidr,
    'default-for-az': isDefault,
    defaultForAz: isDefault,
    'map-public-ip-on-launch': ({ givesPublicAddress }) => String(givesPublicAddress),
    'map-customer-owned-ip-on-launch': off,
    'customer-owned-ipv4-pool': none,
    'enable-dns64': off,
    'enable-lni-at-device-index': none,
    'ipv6-cidr-block-association.ipv6-cidr-block': none,
    'ipv6-cidr-block-association.association-id': none,
    'ipv6-cidr-block-association.state': none,
    'ipv6-native': off,
    'outpost-arn': none,
    'private-dns-name-options-on-launch.hostname-type': () => 'ip-name',
    'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': off,
    'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': off,
    state: () => 'available',
    'owner-id': () => call.account.id,
  };
}
