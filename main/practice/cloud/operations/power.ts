import type {
  GetConsoleOutputRequest,
  GetConsoleOutputResult,
  InstanceStateChange,
  RebootInstancesRequest,
  StartInstancesRequest,
  StartInstancesResult,
  StopInstancesRequest,
  StopInstancesResult,
  TerminateInstancesRequest,
  TerminateInstancesResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../refusal.ts';
import { sendDown } from '../world/power.ts';
import type { InstanceRecord, InstanceState } from '../world/records/instance-records.ts';
import { durations, move } from '../world/settling.ts';
import { findAll, findOne, kinds, required } from './finding.ts';
import { freePublicIp } from './network/addresses.ts';
import { type CallContext, changes, reads } from './operation.ts';
import { stateCodes } from './views.ts';

function named(ids: string[] | undefined, call: CallContext): InstanceRecord[] {
  const wanted = required(ids?.length ? ids : undefined, 'InstanceId');
  return findAll(kinds.instance, call.place.instances, wanted);
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
    call.proceed();
    return {
      StartingInstances: instances.map((instance) => {
        const before = instance.state;
        if (before === 'stopped') {
          call.place.instances.change(instance, {
            stateReason: null,
            transitionReason: '',
            launchedAt: call.now,
            publicIp: instance.publicIp ?? (instance.wantsPublicIp ? freePublicIp(call) : null),
            checksPassAt: call.now + durations.pending + durations.checks,
          });
          move(call.place, instance, 'pending', 'running', call.now + durations.pending);
          call.fleet.boot(instance);
        }
        return changeOf(instance, before);
      }),
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
    call.proceed();
    const stopped = instances.map((instance) => {
      const before = instance.state;
      if (before === 'running') {
        sendDown(call.place, instance, 'stop', 'user', call.now);
      }
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
    for (const instance of instances) call.fleet.reboot(instance);
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

  reads('GetConsoleOutput', async (input: GetConsoleOutputRequest, call): Promise<GetConsoleOutputResult> => {
    const instance = findOne(kinds.instance, call.place.instances, input.InstanceId);
    await call.fleet.lookAtConsole(instance);
    const printed = call.place.consoles.get(instance.id);
    return {
      InstanceId: instance.id,
      Timestamp: new Date(printed?.at ?? instance.launchedAt),
      Output: Buffer.from(printed?.text ?? '', 'utf8').toString('base64'),
    };
  }),
];
