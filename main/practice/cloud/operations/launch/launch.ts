import type { Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { showInstance } from '../instances/instance-view.ts';
import { type CallContext, changes } from '../operation.ts';
import { keepToken, replayOf } from '../tokens.ts';
import { launchAccess } from './access.ts';
import { makeInstances } from './making.ts';
import { planLaunch } from './plan.ts';
import { launchRequest } from './request.ts';

/** Launching. */
export const launchOperations = [
  changes(
    'RunInstances',
    (input: RunInstancesRequest, call): Reservation => {
      const replay = replayOf(call, 'RunInstances', input.ClientToken, input);
      if (replay) {
        call.proceed();
        return show(
          replay.flatMap((id) => call.place.instances.get(id) ?? []),
          call,
        );
      }
      const plan = planLaunch(launchRequest(input, call), call);
      call.proceed();
      const instances = makeInstances(plan, call);
      const ids = instances.map(({ id }) => id);
      keepToken(call, 'RunInstances', input.ClientToken, input, ids);
      return show(instances, call);
    },
    launchAccess,
  ),
];

function show(instances: readonly InstanceRecord[], call: CallContext): Reservation {
  return {
    ReservationId: instances[0]?.reservationId,
    OwnerId: call.account.id,
    Groups: [],
    Instances: instances.map((instance) => showInstance(instance, call)),
  };
}
