import { randomBytes } from 'node:crypto';
import type { PracticeCallName, PracticePerson, PracticePort, PracticeReady } from '../../../src/practice/port.ts';
import type { AskPort } from './admin/admin.ts';
import { homeRegions, regions } from './data/regions.ts';
import { dispatch } from './dispatch.ts';
import { Faults } from './faults.ts';
import type { CreateHostKeys } from './machines/machine.ts';
import { answerPort, type PortParts } from './port.ts';
import { listen } from './wire/server.ts';
import { findOperationShape, findService } from './wire/services.ts';
import { addAccessKey, iamArn } from './world/accounts.ts';
import { PracticeClock, type Speed } from './world/clock.ts';
import { type CreateMachines, Fleet } from './world/fleet.ts';
import { Keeper, type WorldStore } from './world/keeper.ts';
import { machineWorld } from './world/machine-world.ts';
import { sendDown } from './world/power.ts';
import { PushedKeys } from './world/pushed-keys.ts';
import { type SeedOptions, seedWorld } from './world/seed.ts';
import { type Random, World } from './world/world.ts';

/** What a practice cloud is made of; everything has a default but where its world is kept. */
export interface CloudOptions extends SeedOptions {
  /** Where the world is kept; null keeps nothing. */
  readonly world: WorldStore | null;
  /** Real time in milliseconds. */
  readonly realNow?: () => number;
  readonly random?: Random;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Where a person starts; Frankfurt by default. */
  readonly region?: string;
  /** Practice seconds per real second at the start; 10 by default. */
  readonly speed?: Speed;
  /** The machines that people log in to; the real ones by default. */
  readonly machines?: CreateMachines;
  readonly createHostKeys?: CreateHostKeys;
  /** Hears of faults of the practice cloud itself. */
  readonly report?: (cause: unknown) => void;
}

/** A running practice cloud. */
export interface Cloud {
  readonly ready: PracticeReady;
  /** What no AWS call can tell or do: clock, faults, SSH ports. */
  request<N extends PracticeCallName>(
    call: N,
    input: Parameters<PracticePort[N]>[0],
  ): Promise<ReturnType<PracticePort[N]>>;
  /** Resolves when every machine that is booting is up. */
  machinesReady(): Promise<void>;
  /** Saves and ends everything. */
  stop(): Promise<void>;
}

/** The address that the practice cloud takes this computer to have; of a block that is kept for examples. */
const CALLER_ADDRESS = '198.51.100.24';

/** How often the disks of running machines are looked at for changes, in real milliseconds. */
const COLLECT_MS = 15_000;

/** Starts a practice cloud that listens on 127.0.0.1 until it is stopped. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const realNow = options.realNow ?? Date.now;
  const report = options.report ?? (() => undefined);
  const createHostKeys = options.createHostKeys ?? (await import('./machines/host-keys.ts')).createHostKeys;
  const createMachines = options.machines ?? (await import('./machines/machines.ts')).createMachines;

  const clock = new PracticeClock(realNow, realNow(), options.speed ?? 10);
  const world = new World(clock, options.random ?? ((length) => new Uint8Array(randomBytes(length))));
  const keeper = new Keeper(options.world, world);
  const save = () => keeper.save();
  const pushedKeys = new PushedKeys(realNow);
  const power = { powerOff, reboot };
  const machines = createMachines(machineWorld(world, CALLER_ADDRESS, pushedKeys, power));
  const fleet = new Fleet(world, machines, createHostKeys, report);
  const faults = new Faults();
  const seed = () => seedWorld(world, createHostKeys, options);

  const saved = (await options.world?.load()) ?? null;
  if (saved) {
    world.load(saved);
    // After a break the world goes on from the present, unless a fast clock had taken it further already.
    clock.step((world.meta.now - clock.now()) / 1000);
    adoptKey(world, options.firstKey);
  } else {
    seed();
    await keeper.saveWhole();
  }

  const parts = {
    world,
    fleet,
    faults,
    pushedKeys,
    ask: ((name, input) => answerPort(port, name, input)) as AskPort,
    callerAddress: CALLER_ADDRESS,
    realNow: () => new Date(realNow()),
    save,
    report,
  };
  const server = await listen(options.port ?? 0, (request) => dispatch(parts, request));
  fleet.bootAll();
  const collecting = setInterval(() => {
    fleet
      .collectDisks()
      .then((differs) => (differs || world.hasUnsaved ? save() : undefined))
      .catch(report);
  }, COLLECT_MS);
  collecting.unref();
  // The first call should not wait for the largest of the schemas.
  const ec2 = findService('ec2');
  if (ec2) void findOperationShape(ec2, 'DescribeInstances').catch(report);

  function powerOff(instanceId: string): void {
    const found = world.findInstance(instanceId);
    if (found?.instance.state !== 'running') return;
    const { instance, place } = found;
    sendDown(place, instance, instance.shutdownBehaviour, 'instance', world.now());
    fleet
      .halt(instance, instance.shutdownBehaviour === 'stop')
      .then(save)
      .catch(report);
  }

  function reboot(instanceId: string): void {
    const found = world.findInstance(instanceId);
    if (found?.instance.state === 'running') fleet.reboot(found.instance);
  }

  async function renew(fill: () => void): Promise<void> {
    const before = [...world.instances()];
    fill();
    // Their sessions get a moment to read why they end; the new world does not wait for that.
    fleet.haltAll(before).catch(report);
    fleet.bootAll();
    await keeper.saveWhole();
  }

  const endpoint = `http://127.0.0.1:${server.port}`;
  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= (async () => {
      clearInterval(collecting);
      await server.close();
      await fleet.allReady();
      await fleet.collectDisks();
      await fleet.close();
      world.settle();
      await keeper.close();
    })();
    return stopping;
  };
  const port: PortParts = { endpoint, world, fleet, faults, save, renew, seed, stop };
  return {
    ready: {
      endpoint,
      // Every Region answers; these are the ones that are switched on in a new account.
      regions: regions
        .filter(({ partition, optIn }) => partition === 'aws' && optIn !== 'not-opted-in')
        .map(({ name }) => name),
      defaultRegion: options.region ?? homeRegions[0].name,
      people: peopleOf(world),
      callerAddress: CALLER_ADDRESS,
    },
    request: (call, input) => answerPort(port, call, input),
    machinesReady: () => fleet.allReady(),
    stop,
  };
}

/** Makes a given access key the first user's, in a world that was begun with another. */
function adoptKey(world: World, key: SeedOptions['firstKey']): void {
  const home = world.account(world.meta.homeAccount);
  if (!key || home.accessKeys.get(key.id)?.secret === key.secret) return;
  const first = home.users.all()[0];
  const held = home.accessKeys.get(key.id) ?? home.accessKeys.by('user', first?.id)[0];
  if (held) home.accessKeys.remove(held);
  if (first) addAccessKey(home, first.name, key, world.now());
}

/** Every user that has an access key, the home account's first. */
function peopleOf(world: World): readonly [PracticePerson, ...PracticePerson[]] {
  const home = world.account(world.meta.homeAccount);
  const people = [home, ...world.accounts.filter((account) => account !== home)].flatMap((account) =>
    account.users.all().flatMap((user): PracticePerson[] => {
      const key = account.accessKeys.by('user', user.id)[0];
      if (key?.status !== 'Active') return [];
      return [
        {
          accountId: account.id,
          userName: user.name,
          arn: iamArn(account, 'user', user),
          accessKeyId: key.id,
          secretAccessKey: key.secret,
        },
      ];
    }),
  );
  const [first, ...others] = people;
  if (!first) throw new Error('The practice world has nobody with a key.');
  return [first, ...others];
}
