import type { PracticeCallName, PracticeMachine, PracticePort } from '../../../src/practice/port.ts';
import type { Faults } from './faults.ts';
import { PLATFORMS } from './machines/platforms.ts';
import { Refusal } from './refusal.ts';
import { exportWorld, readExported } from './world/exported.ts';
import type { Fleet } from './world/fleet.ts';
import { type Row, World } from './world/world.ts';

/** What the port's calls work on. */
export interface PortParts {
  readonly endpoint: string;
  readonly world: World;
  readonly fleet: Fleet;
  readonly faults: Faults;
  readonly save: () => Promise<void>;
  /** Puts another world in this one's place, keeps it, and runs its machines. */
  readonly renew: (fill: () => void) => Promise<void>;
  readonly seed: () => void;
  readonly stop: () => Promise<void>;
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
    return {
      endpoint,
      speed: world.clock.speed,
      now: new Date(world.now()).toISOString(),
      instances: world.places.reduce((sum, { instances }) => sum + instances.size, 0),
      images: world.places.reduce((sum, { images }) => sum + images.size, 0),
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
  reset: async ({ faults, renew, seed }) => {
    faults.clear();
    await renew(seed);
    return {};
  },
  sshAddress: async ({ world, fleet }, { publicIp }) => {
    world.settle();
    const instance = world.places.flatMap(({ instances }) => instances.by('publicIp', publicIp))[0];
    const port = instance ? await fleet.port(instance.id) : null;
    return port === null ? null : { host: '127.0.0.1', port };
  },
  machines: async (parts) => ({ machines: await listMachines(parts) }),
  exportWorld: async ({ world, fleet }) => {
    await fleet.collectDisks();
    return { world: exportWorld(world) };
  },
  importWorld: async ({ world, renew }, { world: text }) => {
    const rows = readable(world, text);
    await renew(() => {
      world.clear();
      world.load(rows);
    });
    return {};
  },
  trouble: async ({ world, fleet, save }, { instanceId, impaired, sshClosed, newHostKeys }) => {
    const found = world.findInstance(instanceId);
    if (!found) throw unfit(`There is no instance ${instanceId}.`);
    const { place, instance } = found;
    if (impaired !== undefined) place.instances.change(instance, { impaired });
    if (sshClosed !== undefined) place.instances.change(instance, { sshClosed });
    if (newHostKeys) {
      place.instances.change(instance, { hostKeys: fleet.createHostKeys() });
      if (instance.state === 'running') fleet.reboot(instance);
    }
    await save();
    return {};
  },
  configure: async ({ world, save }, { accountId, region, freePlan, subscriptions, ...change }) => {
    const account = world.findAccount(accountId);
    if (!account) throw unfit(`There is no practice account ${accountId}.`);
    const { settings } = world.place(accountId, region);
    const held = settings.get('region');
    if (held) settings.change(held, change);
    const whole = account.accountSettings.get('account');
    const changed = {
      ...(freePlan === undefined ? {} : { freePlan }),
      ...(subscriptions === undefined ? {} : { subscriptions }),
    };
    if (whole) account.accountSettings.change(whole, changed);
    await save();
    return {};
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
  if (!Object.hasOwn(answers, call)) throw unfit(`The practice cloud has no call named ${call}.`);
  return answers[call](parts, input);
}

async function listMachines({ world, fleet }: PortParts): Promise<PracticeMachine[]> {
  world.settle();
  const running: PracticeMachine[] = [];
  for (const place of world.places) {
    for (const { id, publicIp, platform, state } of place.instances) {
      if (state !== 'running') continue;
      const port = await fleet.port(id);
      if (port === null) continue;
      running.push({
        instanceId: id,
        accountId: place.account.id,
        region: place.region,
        publicIp,
        port,
        user: PLATFORMS[platform].user,
        webUrl: fleet.webUrl(id),
      });
    }
  }
  return running;
}

/** The rows of an exported world; one that cannot be read is found out before the present one is touched. */
function readable(world: World, text: string): Row[] {
  try {
    const rows = readExported(text);
    new World(world.clock, (length) => world.random(length)).load(rows);
    return rows;
  } catch (cause) {
    throw unfit(cause instanceof Error ? cause.message : String(cause));
  }
}

/** The caller's own mistake, in words; everything else that is thrown is a fault of the practice cloud. */
function unfit(message: string): Refusal {
  return new Refusal('ValidationException', message);
}
