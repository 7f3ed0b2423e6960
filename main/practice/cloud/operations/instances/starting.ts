import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { durations, move } from '../../world/settling.ts';
import { mayUseKey } from '../kms-use.ts';
import { checkOffered, readType } from '../launch/fitting.ts';
import { launchError } from '../launch/making.ts';
import { checkStartQuota } from '../launch/quota.ts';
import { freePublicIp } from '../network/addresses.ts';
import type { CallContext } from '../operation.ts';
import { rootVolumeOf } from '../storage/volume-contents.ts';

/** Checks what may have changed since the machines were launched: their types, and what the account may run. */
export function checkStart(instances: readonly InstanceRecord[], { place }: CallContext): void {
  const rootless = instances.find((instance) => rootVolumeOf(place, instance) === undefined);
  if (rootless) {
    throw new Refusal(
      'IncorrectInstanceState',
      `Invalid value '${rootless.id}' for instanceId. Instance does not have a volume attached at root (${rootless.rootDevice})`,
    );
  }
  const types = instances.map(({ type }) => readType(type));
  types.forEach((type, index) => {
    checkOffered(type, instances[index]?.zone ?? '', place.region);
  });
  checkStartQuota(place, types);
}

/** Starts a stopped machine; one of whose disks' keys cannot be used stops again, as in EC2. */
export function startInstance(instance: InstanceRecord, call: CallContext): void {
  const { place, now } = call;
  const keys = place.volumes.by('instance', instance.id).flatMap(({ kmsKeyId }) => kmsKeyId ?? []);
  const fails = call.failLater || !keys.every((key) => mayUseKey(call, key));
  const reason = call.failReason ?? launchError;
  place.instances.change(instance, {
    stateReason: fails ? reason : null,
    transitionReason: fails ? reason.code : '',
    launchedAt: now,
    // Other hardware, and a fresh start of the system: both faults that a check can find are gone.
    impaired: null,
    // An elastic address is kept; any other is a new one.
    publicIp: instance.publicIp ?? (instance.wantsPublicIp ? freePublicIp(call) : null),
    checksPassAt: now + durations.pending + durations.checks,
  });
  move(place, instance, 'pending', fails ? 'stopped' : 'running', now + durations.pending);
  if (!fails) call.fleet.boot(instance);
}
