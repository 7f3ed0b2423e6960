import type {
  Address,
  AllocateAddressRequest,
  AllocateAddressResult,
  DescribeAddressesRequest,
  DescribeAddressesResult,
  ReleaseAddressRequest,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { AddressRecord } from '../../world/records/network-records.ts';
import { applyFilters } from '../filters.ts';
import { findAll, findOne, kinds } from '../finding.ts';
import { narrowed } from '../narrowing.ts';
import { type CallContext, changes, reads, refuseUnmodelled } from '../operation.ts';
import { tagsFor } from '../tags.ts';
import { showTags } from '../views.ts';
import { addressAt } from './address-finding.ts';
import { freePublicIp } from './addresses.ts';

/** AWS's quota: elastic addresses in a Region. */
const MOST_ADDRESSES = 5;

function showAddress(address: AddressRecord, call: CallContext): Address {
  const { place, account, region } = call;
  const instance = address.association && place.instances.get(address.association.instanceId);
  return {
    AllocationId: address.id,
    PublicIp: address.publicIp,
    Domain: 'vpc',
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: region,
    ...(instance && address.association
      ? {
          AssociationId: address.association.id,
          InstanceId: instance.id,
          NetworkInterfaceId: instance.networkInterfaceId,
          NetworkInterfaceOwnerId: account.id,
          PrivateIpAddress: instance.privateIp,
          SubnetId: instance.subnetId,
        }
      : {}),
    Tags: showTags(address.tags),
  };
}

/** Public addresses that stay with an account. */
export const addressOperations = [
  reads('DescribeAddresses', (input: DescribeAddressesRequest, call): DescribeAddressesResult => {
    const { addresses } = call.place;
    const byId = findAll(kinds.address, addresses, input.AllocationIds ?? []);
    const byIp = (input.PublicIps ?? []).map((publicIp) => addressAt(call.place, publicIp));
    const found =
      byId.length + byIp.length > 0
        ? [...new Set([...byId, ...byIp])]
        : narrowed(addresses, input.Filters, {
            'allocation-id': 'id',
            'association-id': 'association',
            'instance-id': 'instance',
            'public-ip': 'publicIp',
          });
    const kept = applyFilters(
      found.map((address) => showAddress(address, call)),
      input.Filters,
      {
        'allocation-id': ({ AllocationId }) => AllocationId,
        'association-id': ({ AssociationId }) => AssociationId,
        domain: ({ Domain }) => Domain,
        'instance-id': ({ InstanceId }) => InstanceId,
        'network-border-group': ({ NetworkBorderGroup }) => NetworkBorderGroup,
        'network-interface-id': ({ NetworkInterfaceId }) => NetworkInterfaceId,
        'network-interface-owner-id': ({ NetworkInterfaceOwnerId }) => NetworkInterfaceOwnerId,
        'private-ip-address': ({ PrivateIpAddress }) => PrivateIpAddress,
        'public-ip': ({ PublicIp }) => PublicIp,
      },
      ({ Tags }) => (Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
    );
    return { Addresses: kept };
  }),

  changes(
    'AllocateAddress',
    (input: AllocateAddressRequest, call): AllocateAddressResult => {
      const { place, world, region } = call;
      refuseUnmodelled(input, ['Address', 'CustomerOwnedIpv4Pool', 'IpamPoolId']);
      if (input.Domain === 'standard') refuseUnmodelled(input, ['Domain']);
      if (input.PublicIpv4Pool && input.PublicIpv4Pool !== 'amazon') refuseUnmodelled(input, ['PublicIpv4Pool']);
      if (input.NetworkBorderGroup && input.NetworkBorderGroup !== region) {
        refuseUnmodelled(input, ['NetworkBorderGroup']);
      }
      const tags = tagsFor(input.TagSpecifications, 'elastic-ip', ['elastic-ip']);
      if (place.addresses.size >= MOST_ADDRESSES) {
        throw new Refusal('AddressLimitExceeded', 'The maximum number of addresses has been reached.');
      }
      call.proceed();
      const address = place.addresses.add({
        id: world.newId('eipalloc'),
        publicIp: freePublicIp(call),
        association: null,
        tags,
      });
      return {
        AllocationId: address.id,
        PublicIp: address.publicIp,
        Domain: 'vpc',
        PublicIpv4Pool: 'amazon',
        NetworkBorderGroup: region,
      };
    },
    { makes: ['elastic-ip'] },
  ),

  changes('ReleaseAddress', (input: ReleaseAddressRequest, call): object => {
    const { addresses } = call.place;
    if (input.PublicIp && !input.AllocationId) {
      addressAt(call.place, input.PublicIp);
      throw new Refusal(
        'InvalidParameterValue',
        'You must specify an allocation id when releasing a VPC elastic IP address',
      );
    }
    const address = findOne(kinds.address, addresses, input.AllocationId);
    if (address.association) {
      throw new Refusal('InvalidIPAddress.InUse', `Address ${address.publicIp} is in use.`);
    }
    call.proceed();
    addresses.remove(address);
    return {};
  }),
];
