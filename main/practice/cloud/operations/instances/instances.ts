import type { DescribeInstancesRequest, DescribeInstancesResult, Reservation } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { applyFilters } from '../filters.ts';
import { findAll, findOne, kinds, required } from '../finding.ts';
import { narrowed } from '../narrowing.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { asSeen, isVisible } from '../visibility.ts';
import { instanceFields, instanceIndexes } from './instance-filters.ts';
import { showInstance } from './instance-view.ts';

/** Instances as they are. */
export const instanceReads = [
  reads('DescribeInstances', (input: DescribeInstancesRequest, call): DescribeInstancesResult => {
    refusePagedIds(input);
    const named = input.InstanceIds?.length
      ? findInstances(input.InstanceIds, call)
      : narrowed(call.place.instances, input.Filters, instanceIndexes).filter((one) => isVisible(one, call));
    // Most calls name what they want; what every filter reads is put together for the others only.
    const kept = input.Filters?.length
      ? applyFilters(named, input.Filters, instanceFields(call), ({ tags }) => tags)
      : named;
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
];

/** The instances with these IDs, as far as the call can see them. */
export function findInstances(ids: readonly string[], call: CallContext): InstanceRecord[] {
  return findAll(kinds.instance, asSeen(call.place.instances, call), ids);
}

/** The instance with this ID, as far as the call can see it. */
export function findInstance(id: string | undefined, call: CallContext): InstanceRecord {
  return findOne(kinds.instance, asSeen(call.place.instances, call), required(id, 'InstanceId'));
}

/** Refuses pages of instances that are named one by one, as EC2 does. */
export function refusePagedIds({ InstanceIds, MaxResults }: { InstanceIds?: string[]; MaxResults?: number }): void {
  if (InstanceIds?.length && MaxResults !== undefined) {
    throw new Refusal(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
}
