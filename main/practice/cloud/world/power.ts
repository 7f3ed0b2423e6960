import type { InstanceRecord, ReasonRecord } from './records/instance-records.ts';
import { durations, move } from './settling.ts';
import type { Place } from './world.ts';

/** Who brought an instance down. */
export type DownBy = 'user' | 'instance';

const reasons: Readonly<Record<DownBy, ReasonRecord & { readonly transition: string }>> = {
  user: {
    code: 'Client.UserInitiatedShutdown',
    message: 'Client.UserInitiatedShutdown: User initiated shutdown',
    transition: 'User initiated',
  },
  instance: {
    code: 'Client.InstanceInitiatedShutdown',
    message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
    transition: 'User initiated shutdown',
  },
};

/** Sends an instance down, with the reason that its describing calls tell; its machine is the fleet's matter. */
export function sendDown(place: Place, instance: InstanceRecord, to: 'stop' | 'terminate', by: DownBy, now: number) {
  const { code, message, transition } = reasons[by];
  const at = new Date(now).toISOString().slice(0, 19).replace('T', ' ');
  place.instances.change(instance, {
    stateReason: { code, message },
    transitionReason: `${transition} (${at} GMT)`,
  });
  if (to === 'stop') move(place, instance, 'stopping', 'stopped', now + durations.stopping);
  else move(place, instance, 'shutting-down', 'terminated', now + durations.shuttingDown);
}
