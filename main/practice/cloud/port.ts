import type { PracticeCallName, PracticePort } from '../../../src/practice/port.ts';
import type { Faults } from './faults.ts';
import type { Fleet } from './world/fleet.ts';
import type { WorldRecord } from './world/records.ts';
import type { World } from './world/world.ts';

/** What the port's calls work on. */
export interface PortParts {
  readonly endpoint: string;
  readonly world: World;
  readonly fleet: Fleet;
  readonly faults: Faults;
  readonly save: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly seed: () => WorldRecord;
}

type Answers = {
  [N in PracticeCallName]: (
    parts: PortParts,
    input: Parameters<PracticePort[N]>[0],
  ) => ReturnType<PracticePort[N]> | Promise<ReturnType<PracticePort[N]>>;
};

const answers: Answers = {
  status: ({ endpoint, world }) => {
    world.settle();
    const places = [...world.places()];
    return {
      endpoint,
      speed: world.clock.speed,
      now: new Date(world.now()).toISOString(),
      instances: places.reduce((sum, { instances }) => sum + instances.length, 0),
      images: places.reduce((sum, { images }) => sum + images.length, 0),
    };
  },
  setSpeed: ({ world }, { speed }) => {
    world.clock.setSpeed(speed);
    return {};
  },
  step: async ({ world, save }, { seconds }) => {
    world.clock.step(seconds);
    world.settle();
    await save();
    return {};
  },
  reset: async ({ world, fleet, faults, save, seed }) => {
    faults.clear();
    await fleet.haltAll();
    world.replace(seed());
    fleet.bootAll();
    await save();
    return {};
  },
  sshAddress: async ({ world, fleet }, { publicIp }) => {
    world.settle();
    const instance = [...world.instances()].find((one) => one.publicIp === publicIp);
    const port = instance ? await fleet.port(instance.id) : null;
    return port === null ? null : { host: '127.0.0.1', port };
  },
  addFault: ({ faults }, fault) => {
    faults.add(fault);
    return {};
  },
  clearFaults: ({ faults }) => {
    faults.clear();
    return {};
  },
  stop: async ({ stop }) => {
    await stop();
    return {};
  },
};

/** Answers one call of the port; an unknown one is refused by name. */
export async function answerPort<N extends PracticeCallName>(
  parts: PortParts,
  call: N,
  input: Parameters<PracticePort[N]>[0],
): Promise<ReturnType<PracticePort[N]>> {
  if (!Object.hasOwn(answers, call)) throw new Error(`The practice cloud has no call named ${call}.`);
  return answers[call](parts, input);
}
