import { findInstanceType } from '../../data/instance-types.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import type { FilterFields } from '../filters.ts';
import { bootModeOf } from '../launch/fitting.ts';
import { profileWithArn } from '../launch/profile.ts';
import type { FilterIndexes } from '../narrowing.ts';
import type { CallContext } from '../operation.ts';
import { privateDnsName, stateCodes } from '../views.ts';
import { groupsOf, publicNameOf, reasonOf } from './instance-view.ts';
import { interfaceFields } from './interface-filters.ts';

/** Filters that an index of the instances answers; like these filters, the indexes leave out what a terminated one had. */
export const instanceIndexes = {
  'instance-id': 'id',
  'image-id': 'image',
  'key-name': 'key',
  'ip-address': 'publicIp',
  'private-ip-address': 'privateIp',
  'subnet-id': 'subnet',
  'group-id': 'group',
  'instance.group-id': 'group',
  'network-interface.network-interface-id': 'interface',
  'network-interface.subnet-id': 'subnet',
  'network-interface.group-id': 'group',
} as const satisfies FilterIndexes<'image' | 'key' | 'publicIp' | 'privateIp' | 'subnet' | 'group' | 'interface'>;

/** A moment as EC2's filters compare it. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** What an instance shows to each filter of DescribeInstances; what no instance here has is told by none. */
export function instanceFields(call: CallContext): FilterFields<InstanceRecord> {
  const { place, region, account } = call;
  const attached = (instance: InstanceRecord) => place.volumes.by('instance', instance.id);
  const groupNames = (instance: InstanceRecord) => groupsOf(place, instance).map(({ GroupName }) => GroupName);
  const ifThere = (read: (instance: InstanceRecord) => string | string[]) => (instance: InstanceRecord) =>
    instance.state === 'terminated' ? null : read(instance);
  return {
    ...interfaceFields(call),
    ...nobodys,
    'instance-id': ({ id }) => id,
    'image-id': ({ imageId }) => imageId,
    'instance-type': ({ type }) => type,
    'instance-state-name': ({ state }) => state,
    'instance-state-code': ({ state }) => String(stateCodes[state]),
    'state-reason-code': (instance) => reasonOf(instance)?.Code,
    'state-reason-message': (instance) => reasonOf(instance)?.Message,
    reason: ({ transitionReason }) => transitionReason,
    'key-name': ({ keyName }) => keyName,
    'launch-time': ({ launchedAt }) => instant(launchedAt),
    'launch-index': ({ launchIndex }) => String(launchIndex),
    'reservation-id': ({ reservationId }) => reservationId,
    'client-token': ({ clientToken }) => clientToken,
    'owner-id': () => account.id,
    architecture: ({ architecture }) => architecture,
    'availability-zone': ({ zone }) => zone,
    'availability-zone-id': ({ subnetId }) => place.subnets.get(subnetId)?.zoneId,
    tenancy: ({ tenancy }) => tenancy,
    'vpc-id': ifThere(({ vpcId }) => vpcId),
    'subnet-id': ifThere(({ subnetId }) => subnetId),
    'group-id': ifThere(({ groupIds }) => [...groupIds]),
    'group-name': ifThere(groupNames),
    'instance.group-id': ifThere(({ groupIds }) => [...groupIds]),
    'instance.group-name': ifThere(groupNames),
    'private-ip-address': ifThere(({ privateIp }) => privateIp),
    'private-dns-name': ifThere(({ privateIp }) => privateDnsName(region, privateIp)),
    'ip-address': ({ publicIp }) => publicIp,
    'dns-name': (instance) => publicNameOf(instance, place) || null,
    'source-dest-check': ifThere(({ sourceDestCheck }) => String(sourceDestCheck)),
    'iam-instance-profile.arn': ({ profileArn }) => profileArn,
    'iam-instance-profile.id': ({ profileArn }) => profileArn && profileWithArn(profileArn, account)?.uniqueId,
    'monitoring-state': ({ monitoring }) => (monitoring ? 'enabled' : 'disabled'),
    'ebs-optimized': ({ ebsOptimized }) => String(ebsOptimized),
    'boot-mode': ({ bootMode }) => bootMode,
    'current-instance-boot-mode': (instance) => {
      const type = findInstanceType(instance.type);
      return type && bootModeOf(type, instance);
    },
    'product-code': ({ productCodes }) => productCodes,
    'product-code.type': ({ productCodes }) => productCodes.map(() => 'marketplace'),
    'platform-details': ({ platformDetails }) => platformDetails,
    'usage-operation': () => 'RunInstances',
    'usage-operation-update-time': ({ createdAt }) => instant(createdAt),
    'root-device-type': () => 'ebs',
    'root-device-name': ({ rootDevice }) => rootDevice,
    'virtualization-type': () => 'hvm',
    hypervisor: () => 'xen',
    'ena-support': () => 'true',
    'hibernation-options.configured': () => 'false',
    'enclave-options.enabled': () => 'false',
    'maintenance-options.auto-recovery': () => 'default',
    'network-performance-options.bandwidth-weighting': () => 'default',
    'capacity-reservation-specification.capacity-reservation-preference': () => 'open',
    'operator.managed': () => 'false',
    'private-dns-name-options.hostname-type': () => 'ip-name',
    'private-dns-name-options.enable-resource-name-dns-a-record': () => 'false',
    'private-dns-name-options.enable-resource-name-dns-aaaa-record': () => 'false',
    'metadata-options.http-tokens': ({ metadata }) => metadata.tokens,
    'metadata-options.http-endpoint': ({ metadata }) => metadata.endpoint,
    'metadata-options.http-protocol-ipv4': ({ metadata }) => metadata.endpoint,
    'metadata-options.http-protocol-ipv6': ({ metadata }) => metadata.ipv6,
    'metadata-options.http-put-response-hop-limit': ({ metadata }) => String(metadata.hopLimit),
    'metadata-options.instance-metadata-tags': ({ metadata }) => metadata.tagsInMetadata,
    'metadata-options.state': ({ state }) => (state === 'terminated' ? 'pending' : 'applied'),
    'block-device-mapping.volume-id': (instance) => attached(instance).map(({ id }) => id),
    'block-device-mapping.device-name': (instance) =>
      attached(instance).flatMap(({ attachment }) => attachment?.device ?? []),
    'block-device-mapping.status': (instance) => attached(instance).map(() => 'attached'),
    'block-device-mapping.attach-time': (instance) =>
      attached(instance).map(({ attachment }) => instant(attachment?.attachedAt ?? 0)),
    'block-device-mapping.delete-on-termination': (instance) =>
      attached(instance).map(({ attachment }) => String(attachment?.deleteOnTermination ?? false)),
  };
}

const none = () => null;

/** Filters of what no practice machine has: they let nothing through. */
const nobodys: FilterFields<InstanceRecord> = Object.fromEntries(
  [
    'affinity',
    'capacity-reservation-id',
    'capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id',
    'capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn',
    'host-id',
    'instance-lifecycle',
    'ipv6-address',
    'kernel-id',
    'operator.principal',
    'outpost-arn',
    'placement-group-name',
    'placement-partition-number',
    'platform',
    'ramdisk-id',
    'requester-id',
    'spot-instance-request-id',
    'tpm-support',
  ].map((name) => [name, none]),
);
