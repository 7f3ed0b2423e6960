import type { Instance, InstanceState } from './instance.ts';
import type { PowerAction } from './power.ts';

/** What is said of each action. */
interface ActionWords {
  /** The button, for one and for several. */
  readonly one: string;
  readonly verb: string;
  /** What happens then, for “web-01 is being stopped.” */
  readonly doing: string;
  /** What it means, before it is done. */
  readonly meaning: string;
}

/** AWS's names of the actions, and what each means. */
export const POWER_WORDS: Readonly<Record<PowerAction, ActionWords>> = {
  start: {
    one: 'Start instance',
    verb: 'Start',
    doing: 'is being started',
    meaning:
      'Its time is charged again from now on. It gets a new public address, unless it has an Elastic IP address of its own.',
  },
  stop: {
    one: 'Stop instance',
    verb: 'Stop',
    doing: 'is being stopped',
    meaning:
      'It is shut down. Its disks stay, and go on costing; its time costs nothing while it is stopped. Its public address is given back, unless it is an Elastic IP address.',
  },
  reboot: {
    one: 'Reboot instance',
    verb: 'Reboot',
    doing: 'is being rebooted',
    meaning: 'It restarts and is away for a minute or so. Addresses, disks and costs stay as they are.',
  },
  terminate: {
    one: 'Terminate (delete) instance',
    verb: 'Terminate',
    doing: 'is being terminated',
    meaning: 'The machine is gone for good. This cannot be undone.',
  },
};

/** “1 instance”, “3 instances”. */
export function countInstances(count: number): string {
  return `${count} ${count === 1 ? 'instance' : 'instances'}`;
}

/** The states that an instance comes to by each action; a reboot leaves it as it is. */
export const LEADS_TO: Readonly<Record<PowerAction, readonly InstanceState[]>> = {
  start: ['pending', 'running'],
  stop: ['stopping', 'stopped'],
  reboot: [],
  terminate: ['shutting-down', 'terminated'],
};

const GONE = 'It is terminated already: the machine is gone.';

/** Why an action makes no sense for this instance now, in a sentence; undefined when it can be tried. */
export function whyNotPower(
  action: PowerAction,
  { state, rootDeviceType }: Pick<Instance, 'state' | 'rootDeviceType'>,
): string | undefined {
  if (state === 'terminated') return GONE;
  if (state === 'shutting-down') return 'It is being terminated already.';
  switch (action) {
    case 'terminate':
      return undefined;
    case 'start':
      if (state === 'stopped') return undefined;
      return state === 'stopping' ? 'It is still being stopped. Wait until it has stopped.' : 'It is on already.';
    case 'stop':
      if (rootDeviceType !== 'ebs') return 'Its root disk is an instance store: it cannot be stopped, only terminated.';
      if (state === 'running') return undefined;
      return state === 'pending' ? 'It is still starting. Wait until it runs.' : 'It is off already.';
    case 'reboot':
      if (state === 'running') return undefined;
      return state === 'pending'
        ? 'It is still starting. Wait until it runs.'
        : 'Only a running instance can be rebooted.';
  }
}

/** Why its type cannot be changed now; undefined when it can. */
export function whyNotChangeType({
  state,
  rootDeviceType,
}: Pick<Instance, 'state' | 'rootDeviceType'>): string | undefined {
  if (rootDeviceType !== 'ebs') return 'Its root disk is an instance store: its type is fixed.';
  if (state === 'stopped') return undefined;
  if (state === 'terminated' || state === 'shutting-down') return GONE;
  return 'The type can be changed only while the instance is stopped. Stop it first.';
}

/** Why nothing of it can be changed any more; undefined while it can. */
export function whyNotChange({ state }: Pick<Instance, 'state'>): string | undefined {
  return state === 'terminated' || state === 'shutting-down' ? GONE : undefined;
}
