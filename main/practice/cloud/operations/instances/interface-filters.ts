import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { FilterFields } from '../filters.ts';
import type { CallContext } from '../operation.ts';
import { privateDnsName } from '../views.ts';
import { groupsOf, publicNameOf } from './instance-view.ts';

type Read = FilterFields<InstanceRecord>[string];

/** What an instance's network interface shows to the filters of DescribeInstances; a terminated one has none. */
export function interfaceFields({ place, region, account }: CallContext): FilterFields<InstanceRecord> {
  const address = (instance: InstanceRecord) => place.addresses.by('instance', instance.id)[0];
  const association: Readonly<Record<string, Read>> = {
    'allocation-id': (instance) => address(instance)?.id,
    'association-id': (instance) => address(instance)?.association?.id,
    'ip-owner-id': (instance) => instance.publicIp && (address(instance) ? account.id : 'amazon'),
    'public-dns-name': (instance) => publicNameOf(instance, place) || null,
    'public-ip': ({ publicIp }) => publicIp,
    'carrier-ip': () => null,
    'customer-owned-ip': () => null,
  };
  const fields: Readonly<Record<string, Read>> = {
    'network-interface-id': ({ networkInterfaceId }) => networkInterfaceId,
    'mac-address': ({ macAddress }) => macAddress,
    description: ({ interfaceDescription }) => interfaceDescription,
    'owner-id': () => account.id,
    status: () => 'in-use',
    'subnet-id': ({ subnetId }) => subnetId,
    'vpc-id': ({ vpcId }) => vpcId,
    'availability-zone': ({ zone }) => zone,
    'group-id': ({ groupIds }) => groupIds,
    'group-name': (instance) => groupsOf(place, instance).map(({ GroupName }) => GroupName),
    'private-ip-address': ({ privateIp }) => privateIp,
    'private-dns-name': ({ privateIp }) => privateDnsName(region, privateIp),
    'public-dns-name': (instance) => publicNameOf(instance, place) || null,
    'source-dest-check': ({ sourceDestCheck }) => String(sourceDestCheck),
    'tag-key': ({ interfaceTags }) => interfaceTags.map(({ Key }) => Key),
    'tag-value': ({ interfaceTags }) => interfaceTags.map(({ Value }) => Value),
    'requester-managed': () => 'false',
    'operator.managed': () => 'false',
    'addresses.primary': () => 'true',
    'addresses.private-ip-address': ({ privateIp }) => privateIp,
    'addresses.private-dns-name': ({ privateIp }) => privateDnsName(region, privateIp),
    'attachment.attach-time': ({ createdAt }) => new Date(createdAt).toISOString(),
    'attachment.attachment-id': ({ networkInterfaceId }) => networkInterfaceId.replace('eni', 'eni-attach'),
    'attachment.delete-on-termination': () => 'true',
    'attachment.device-index': () => '0',
    'attachment.network-card-index': () => '0',
    'attachment.instance-id': ({ id }) => id,
    'attachment.instance-owner-id': () => account.id,
    'attachment.status': () => 'attached',
    ...Object.fromEntries(absent.map((name) => [name, () => null])),
    ...prefixed('association', association),
    ...prefixed('addresses.association', association),
  };
  const there = Object.entries(fields).map(([name, read]): [string, Read] => [
    `network-interface.${name}`,
    (instance) => (instance.state === 'terminated' ? null : read?.(instance)),
  ]);
  return Object.fromEntries(there);
}

/** IPv6, prefixes, outposts and managers, of which practice interfaces have none. */
const absent = [
  'deny-all-igw-traffic',
  'ipv4-prefixes.ipv4-prefix',
  'ipv6-address',
  'ipv6-addresses.ipv6-address',
  'ipv6-addresses.is-primary-ipv6',
  'ipv6-native',
  'ipv6-prefixes.ipv6-prefix',
  'operator.principal',
  'outpost-arn',
  'requester-id',
] as const;

function prefixed(prefix: string, fields: Readonly<Record<string, Read>>): Record<string, Read> {
  return Object.fromEntries(Object.entries(fields).map(([name, read]) => [`${prefix}.${name}`, read]));
}
