import type {
  InstanceStateChange,
  RebootInstancesRequest,
  StartInstancesRequest,
  StartInstancesResult,
  StopInstancesRequest,
  StopInstancesResult,
  TerminateInstancesRequest,
  TerminateInstancesResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { sendDown } from '../../world/power.ts';
import type { InstanceRecord, InstanceState } from '../../world/records/instance-records.ts';
import { required } from '../finding.ts';
import { type CallContext, changes } from '../operation.ts';
import { stateCodes } from '../views.ts';
import { findInstances } from './instances.ts';
import { checkStart, startInstance } from './starting.ts';

function named(ids: string[] | undefined, call: CallContext): InstanceRecord[] {
  return findInstances(required(ids?.length ? ids : undefined, 'InstanceId'), call);
}

function changeOf(instance: InstanceRecord, before: InstanceState): InstanceStateChange {
  return {
    InstanceId: instance.id,
    PreviousState: { Code: stateCodes[before], Name: before },
    CurrentState: { Code: stateCodes[instance.state], Name: instance.state },
  };
}

/** Switching on and off. */
export const powerOperations = [
  changes('StartInstances', (input: StartInstancesRequest, call): StartInstancesResult => {
    const instances = named(input.InstanceIds, call);
    const wrong = instances.find(({ state }) => !['stopped', 'running', 'pending'].includes(state));
    if (wrong) {
      throw new Refusal(
        'IncorrectInstanceState',
        `The instance '${wrong.id}' is not in a state from which it can be started.`,
      );
    }
    const stopped = instances.filter(({ state }) => state === 'stopped');
    checkStart(stopped, call);
    const before = instances.map(({ state }) => state);
    call.proceed();
    for (const instance of stopped) startInstance(instance, call);
    return {
      StartingInstances: instances.map((instance, index) => changeOf(instance, before[index] ?? instance.state)),
    };
  }),

  changes('StopInstances', async (input: StopInstancesRequest, call): Promise<StopInstancesResult> => {
    const instances = named(input.InstanceIds, call);
    const wrong = instances.find(({ state }) => !['running', 'stopping', 'stopped'].includes(state));
    if (wrong) {
      throw new Refusal(
        'IncorrectInstanceState',
        `The instance '${wrong.id}' is not in a state from which it can be stopped.`,
      );
    }
    if (input.Hibernate && instances[0]) {
      throw new Refusal(
        'UnsupportedHibernationConfiguration',
        `The instance was not configured for hibernation when it was launched: ${instances[0].id}`,
      );
    }
    // Force does not lift it.
    const guarded = instances.find(({ stopProtection }) => stopProtection);
    if (guarded) {
      throw new Refusal(
        'OperationNotPermitted',
        `The instance '${guarded.id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
      );
    }
    call.proceed();
    const stopped = instances.map((instance) => {
      const before = instance.state;
      if (before === 'running') sendDown(call.place, instance, 'stop', 'user', call.now);
      return changeOf(instance, before);
    });
    // The disks must be in the world before the answer is: a stopped instance can be imaged at once.
    await Promise.all(instances.map((instance) => call.fleet.halt(instance, true)));
    return { StoppingInstances: stopped };
  }),

  changes('RebootInstances', (input: RebootInstancesRequest, call): object => {
    const instances = named(input.InstanceIds, call);
    const wrong = instances.find(({ state }) => state !== 'running' && state !== 'pending');
    if (wrong) {
      throw new Refusal('IncorrectState', `The instance '${wrong.id}' is not in the 'running' state.`);
    }
    call.proceed();
    for (const instance of instances) {
      // A restart puts the system right; trouble of the hardware stays.
      if (instance.impaired === 'instance') call.place.instances.change(instance, { impaired: null });
      call.fleet.reboot(instance);
    }
    return {};
  }),

  changes('TerminateInstances', async (input: TerminateInstancesRequest, call): Promise<TerminateInstancesResult> => {
    const instances = named(input.InstanceIds, call);
    const guarded = instances.find(({ terminationProtection }) => terminationProtection);
    if (guarded) {
      throw new Refusal(
        'OperationNotPermitted',
        `The instance '${guarded.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
      );
    }
    call.proceed();
    const ended = instances.map((instance) => {
      const before = instance.state;
      if (before !== 'terminated' && before !== 'shutting-down') {
        sendDown(call.place, instance, 'terminate', 'user', call.now);
      }
      return changeOf(instance, before);
    });
    await Promise.all(instances.map((instance) => call.fleet.halt(instance, false)));
    return { TerminatingInstances: ended };
  }),
];
