import type {
  DescribeInstanceStatusRequest,
  DescribeInstanceStatusResult,
  InstanceStatus,
  StatusType,
  SummaryStatus,
} from '@aws-sdk/client-ec2';
import { findInstanceType } from '../../data/instance-types.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { applyFilters, type FilterFields } from '../filters.ts';
import { narrowed } from '../narrowing.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { stateCodes } from '../views.ts';
import { isVisible } from '../visibility.ts';
import { findInstances, refusePagedIds } from './instances.ts';

/** The status checks of instances. */
export const instanceStatusReads = [
  reads('DescribeInstanceStatus', (input: DescribeInstanceStatusRequest, call): DescribeInstanceStatusResult => {
    refusePagedIds(input);
    const named = input.InstanceIds?.length
      ? findInstances(input.InstanceIds, call)
      : narrowed(call.place.instances, input.Filters, {}).filter((one) => isVisible(one, call));
    const wanted = input.IncludeAllInstances ? named : named.filter(({ state }) => state === 'running');
    const { items, nextToken } = pageOf(applyFilters(wanted, input.Filters, fieldsOf(call)), input);
    return { InstanceStatuses: items.map((instance) => showStatus(instance, call)), NextToken: nextToken };
  }),
];

type Check = 'instance' | 'system' | 'ebs';

function showStatus(instance: InstanceRecord, call: CallContext): InstanceStatus {
  const zoneId = call.place.subnets.get(instance.subnetId)?.zoneId;
  return {
    InstanceId: instance.id,
    AvailabilityZone: instance.zone,
    ...(zoneId ? { AvailabilityZoneId: zoneId } : {}),
    InstanceState: { Code: stateCodes[instance.state], Name: instance.state },
    InstanceStatus: showCheck(instance, 'instance', call.now),
    SystemStatus: showCheck(instance, 'system', call.now),
    AttachedEbsStatus: showCheck(instance, 'ebs', call.now),
    Events: [],
    Operator: { Managed: false },
  };
}

function showCheck(instance: InstanceRecord, check: Check, now: number) {
  const status = statusOf(instance, check, now);
  const detail = details[status];
  return { Status: status, ...(detail ? { Details: [{ Name: 'reachability' as const, Status: detail }] } : {}) };
}

const details: Readonly<Partial<Record<SummaryStatus, StatusType>>> = {
  ok: 'passed',
  impaired: 'failed',
  initializing: 'initializing',
};

/** How a check stands: the fault that was asked for fails one check, and the others pass. */
function statusOf(instance: InstanceRecord, check: Check, now: number): SummaryStatus {
  if (instance.state !== 'running' && instance.state !== 'pending') return 'not-applicable';
  // Only Nitro machines tell of their disks.
  if (check === 'ebs' && findInstanceType(instance.type)?.hypervisor === 'xen') return 'not-applicable';
  if (instance.state === 'pending' || now < instance.checksPassAt) return 'initializing';
  return instance.impaired === check ? 'impaired' : 'ok';
}

function fieldsOf(call: CallContext): FilterFields<InstanceRecord> {
  const status = (check: Check) => (instance: InstanceRecord) => statusOf(instance, check, call.now);
  const reach = (check: Check) => (instance: InstanceRecord) => details[statusOf(instance, check, call.now)] ?? null;
  return {
    'availability-zone': ({ zone }) => zone,
    'availability-zone-id': ({ subnetId }) => call.place.subnets.get(subnetId)?.zoneId,
    'instance-state-name': ({ state }) => state,
    'instance-state-code': ({ state }) => String(stateCodes[state]),
    'instance-status.status': status('instance'),
    'instance-status.reachability': reach('instance'),
    'system-status.status': status('system'),
    'system-status.reachability': reach('system'),
    'attached-ebs-status.status': status('ebs'),
    'operator.managed': () => 'false',
    // Nothing is ever planned for a practice machine.
    ...Object.fromEntries(unplanned.map((name) => [name, () => null])),
  };
}

const unplanned = [
  'application-status.status',
  'event.code',
  'event.description',
  'event.instance-event-id',
  'event.not-after',
  'event.not-before',
  'event.not-before-deadline',
  'operator.principal',
] as const;
