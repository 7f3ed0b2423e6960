import type {
  DescribeInstanceStatusRequest,
  DescribeInstanceStatusResult,
  DescribeInstancesRequest,
  DescribeInstancesResult,
  InstanceStatus,
  Reservation,
  SummaryStatus,
} from '@aws-sdk/client-ec2';
import type { InstanceRecord } from '../world/records/instance-records.ts';
import { applyFilters, type FilterFields } from './filters.ts';
import { kinds, namedOrAll } from './finding.ts';
import { type CallContext, reads } from './operation.ts';
import { pageOf } from './pages.ts';
import { groupsOf, privateDnsName, publicDnsName, showInstance, stateCodes } from './views.ts';

function fieldsOf(call: CallContext): FilterFields<InstanceRecord> {
  const volumes = (instance: InstanceRecord) => call.place.volumes.by('instance', instance.id);
  return {
    'instance-id': ({ id }) => id,
    'instance-state-name': ({ state }) => state,
    'instance-state-code': ({ state }) => String(stateCodes[state]),
    'instance-type': ({ type }) => type,
    'image-id': ({ imageId }) => imageId,
    'key-name': ({ keyName }) => keyName,
    'vpc-id': ({ vpcId }) => vpcId,
    'subnet-id': ({ subnetId }) => subnetId,
    'availability-zone': ({ zone }) => zone,
    architecture: ({ architecture }) => architecture,
    'client-token': ({ clientToken }) => clientToken,
    'reservation-id': ({ reservationId }) => reservationId,
    'private-ip-address': ({ privateIp }) => privateIp,
    'ip-address': ({ publicIp }) => publicIp,
    'dns-name': ({ publicIp }) => (publicIp ? publicDnsName(call.region, publicIp) : null),
    'private-dns-name': ({ privateIp }) => privateDnsName(call.region, privateIp),
    'root-device-type': () => 'ebs',
    'root-device-name': ({ rootDevice }) => rootDevice,
    'owner-id': () => call.account.id,
    'instance.group-id': ({ groupIds }) => groupIds,
    'group-id': ({ groupIds }) => groupIds,
    'instance.group-name': (instance) => groupsOf(call.place, instance).map(({ GroupName }) => GroupName),
    'group-name': (instance) => groupsOf(call.place, instance).map(({ GroupName }) => GroupName),
    'block-device-mapping.volume-id': (instance) => volumes(instance).map(({ id }) => id),
    'platform-details': ({ platformDetails }) => platformDetails,
    tenancy: () => 'default',
    'virtualization-type': () => 'hvm',
    hypervisor: () => 'xen',
  };
}

/** Instances as they are: EC2's describing calls. */
export const instanceReads = [
  reads('DescribeInstances', (input: DescribeInstancesRequest, call): DescribeInstancesResult => {
    const named = namedOrAll(kinds.instance, call.place.instances, input.InstanceIds);
    const kept = applyFilters(named, input.Filters, fieldsOf(call), ({ tags }) => tags);
    const { items, nextToken } = pageOf(kept, input);
    const reservations = new Map<string, Reservation>();
    for (const instance of items) {
      const shown = showInstance(instance, call);
      const reservation = reservations.get(instance.reservationId);
      if (reservation) reservation.Instances?.push(shown);
      else {
        reservations.set(instance.reservationId, {
          ReservationId: instance.reservationId,
          OwnerId: call.account.id,
          Groups: [],
          Instances: [shown],
        });
      }
    }
    return { Reservations: [...reservations.values()], NextToken: nextToken };
  }),

  reads('DescribeInstanceStatus', (input: DescribeInstanceStatusRequest, call): DescribeInstanceStatusResult => {
    const named = namedOrAll(kinds.instance, call.place.instances, input.InstanceIds);
    const wanted = input.IncludeAllInstances ? named : named.filter(({ state }) => state === 'running');
    const fields: FilterFields<InstanceRecord> = {
      'availability-zone': ({ zone }) => zone,
      'instance-state-name': ({ state }) => state,
      'instance-state-code': ({ state }) => String(stateCodes[state]),
      'instance-status.status': (instance) => checkOf(instance, call.now).Status,
      'system-status.status': (instance) => checkOf(instance, call.now).Status,
    };
    const { items, nextToken } = pageOf(applyFilters(wanted, input.Filters, fields), input);
    return {
      InstanceStatuses: items.map(
        (instance): InstanceStatus => ({
          InstanceId: instance.id,
          AvailabilityZone: instance.zone,
          InstanceState: { Code: stateCodes[instance.state], Name: instance.state },
          InstanceStatus: checkOf(instance, call.now),
          SystemStatus: checkOf(instance, call.now),
          AttachedEbsStatus: checkOf(instance, call.now),
        }),
      ),
      NextToken: nextToken,
    };
  }),
];

function checkOf(instance: InstanceRecord, now: number) {
  const status: SummaryStatus =
    instance.state === 'running'
      ? now >= instance.checksPassAt
        ? 'ok'
        : 'initializing'
      : instance.state === 'pending'
        ? 'initializing'
        : 'not-applicable';
  if (status === 'not-applicable') return { Status: status };
  return {
    Status: status,
    Details: [
      { Name: 'reachability' as const, Status: status === 'ok' ? ('passed' as const) : ('initializing' as const) },
    ],
  };
}
