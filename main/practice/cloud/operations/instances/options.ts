import type {
  DescribeInstanceCreditSpecificationsRequest,
  DescribeInstanceCreditSpecificationsResult,
  InstanceCreditSpecification,
  ModifyInstanceCreditSpecificationRequest,
  ModifyInstanceCreditSpecificationResult,
  MonitorInstancesRequest,
  MonitorInstancesResult,
  UnmonitorInstancesRequest,
  UnmonitorInstancesResult,
  UnsuccessfulInstanceCreditSpecificationErrorCode,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { hasForm } from '../../world/kinds.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { applyFilters } from '../filters.ts';
import { kinds, required } from '../finding.ts';
import { oneOf } from '../launch/metadata.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { asSeen, isVisible } from '../visibility.ts';
import { creditsOf } from './credits.ts';
import { findInstances, refusePagedIds } from './instances.ts';

const notBurstable: UnsuccessfulInstanceCreditSpecificationErrorCode = 'InstanceCreditSpecification.NotSupported';

/** CPU credits and detailed monitoring. */
export const instanceOptionOperations = [
  reads(
    'DescribeInstanceCreditSpecifications',
    (input: DescribeInstanceCreditSpecificationsRequest, call): DescribeInstanceCreditSpecificationsResult => {
      refusePagedIds(input);
      const named = input.InstanceIds?.length ? findInstances(input.InstanceIds, call) : null;
      const other = named?.find((instance) => creditsOf(instance) === null);
      if (other) throw new Refusal(notBurstable, noCredits(other));
      // Without IDs EC2 tells of those that may cost more than was planned.
      const shown =
        named ?? call.place.instances.filter((one) => creditsOf(one) === 'unlimited' && isVisible(one, call));
      const kept = applyFilters(shown, input.Filters, { 'instance-id': ({ id }) => id });
      const { items, nextToken } = pageOf(kept, input);
      return {
        InstanceCreditSpecifications: items.map(
          (instance): InstanceCreditSpecification => ({
            InstanceId: instance.id,
            CpuCredits: creditsOf(instance) ?? 'standard',
          }),
        ),
        NextToken: nextToken,
      };
    },
  ),

  changes(
    'ModifyInstanceCreditSpecification',
    (input: ModifyInstanceCreditSpecificationRequest, call): ModifyInstanceCreditSpecificationResult => {
      const wanted = required(
        input.InstanceCreditSpecifications?.length ? input.InstanceCreditSpecifications : undefined,
        'InstanceCreditSpecification',
      );
      const judged = wanted.map(({ InstanceId = '', CpuCredits }) => ({
        id: InstanceId,
        credits: oneOf('cpuCredits', required(CpuCredits, 'CpuCredits'), ['standard', 'unlimited']),
        ...judge(InstanceId, call),
      }));
      call.proceed();
      for (const { instance, credits } of judged) {
        if (instance) call.place.instances.change(instance, { cpuCredits: credits });
      }
      return {
        SuccessfulInstanceCreditSpecifications: judged.flatMap(({ id, instance }) =>
          instance ? [{ InstanceId: id }] : [],
        ),
        UnsuccessfulInstanceCreditSpecifications: judged.flatMap(({ id, fault }) =>
          fault ? [{ InstanceId: id, Error: fault }] : [],
        ),
      };
    },
  ),

  changes('MonitorInstances', (input: MonitorInstancesRequest, call): MonitorInstancesResult => {
    const instances = monitored(input.InstanceIds, call);
    call.proceed();
    for (const instance of instances) call.place.instances.change(instance, { monitoring: true });
    return { InstanceMonitorings: instances.map(({ id }) => ({ InstanceId: id, Monitoring: { State: 'pending' } })) };
  }),

  changes('UnmonitorInstances', (input: UnmonitorInstancesRequest, call): UnmonitorInstancesResult => {
    const instances = monitored(input.InstanceIds, call);
    call.proceed();
    for (const instance of instances) call.place.instances.change(instance, { monitoring: false });
    return { InstanceMonitorings: instances.map(({ id }) => ({ InstanceId: id, Monitoring: { State: 'disabling' } })) };
  }),
];

function monitored(ids: string[] | undefined, call: CallContext): InstanceRecord[] {
  return findInstances(required(ids?.length ? ids : undefined, 'InstanceId'), call);
}

function noCredits({ id, type }: InstanceRecord): string {
  return `The instance '${id}' of the type ${type} is not a burstable performance instance.`;
}

interface Judged {
  readonly instance?: InstanceRecord;
  readonly fault?: { readonly Code: UnsuccessfulInstanceCreditSpecificationErrorCode; readonly Message: string };
}

function judge(id: string, call: CallContext): Judged {
  if (!hasForm(kinds.instance, id)) {
    return { fault: { Code: 'InvalidInstanceID.Malformed', Message: `Invalid id: "${id}" (expecting "i-...")` } };
  }
  const instance = asSeen(call.place.instances, call).get(id);
  if (!instance) return { fault: { Code: 'InvalidInstanceID.NotFound', Message: kinds.instance.missing([id]) } };
  if (creditsOf(instance) === null) return { fault: { Code: notBurstable, Message: noCredits(instance) } };
  if (instance.state === 'terminated' || instance.state === 'shutting-down') {
    const Message = `The instance '${id}' is not in a state from which its CPU credits can be modified.`;
    return { fault: { Code: 'IncorrectInstanceState', Message } };
  }
  return { instance };
}
