import { randomBytes } from 'node:crypto';
import type { PracticeCallName, PracticePerson, PracticePort, PracticeReady } from '../../../src/practice/port.ts';
import { personArn } from './access/authorise.ts';
import { regions } from './data/regions.ts';
import { dispatch } from './dispatch.ts';
import { Faults } from './faults.ts';
import type { CreateHostKeys } from './machines/machine.ts';
import { answerPort, type PortParts } from './port.ts';
import { listen } from './wire/server.ts';
import { findOperationShape, findService } from './wire/services.ts';
import { admitsSsh } from './world/admission.ts';
import { PracticeClock, type Speed } from './world/clock.ts';
import { type CreateMachines, Fleet } from './world/fleet.ts';
import { Keeper, type WorldStore } from './world/keeper.ts';
import { readWorld, writeWorld } from './world/saved-form.ts';
import { seedWorld } from './world/seed.ts';
import { type Random, World } from './world/world.ts';

/** What a practice cloud is made of; everything has a default but where its world is kept. */
export interface CloudOptions {
  /** Where the world is kept; null keeps nothing. */
  readonly world: WorldStore | null;
  /** Real time in milliseconds. */
  readonly realNow?: () => number;
  readonly random?: Random;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Practice seconds per real second at the start; 10 by default. */
  readonly speed?: Speed;
  /** Access keys by user name; the others get random ones. For tests and for one setup over several runs. */
  readonly keys?: Readonly<Record<string, { readonly accessKeyId: string; readonly secretAccessKey: string }>>;
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
  /** The running machines, where each is reached, and whom it expects. */
  machines(): Promise<readonly RunningMachine[]>;
  /** Saves and ends everything. */
  stop(): Promise<void>;
}

/** A machine that can be logged in to on loopback. */
export interface RunningMachine {
  readonly instanceId: string;
  readonly publicIp: string | null;
  readonly port: number;
  readonly user: string;
}

const defaultUsers = { ubuntu: 'ubuntu', 'amazon-linux': 'ec2-user', debian: 'admin' } as const;

/** The address that the practice cloud takes this computer to have; of a block that is kept for examples. */
const CALLER_ADDRESS = '198.51.100.24';

/** How often the disks of running machines are looked at for changes, in real milliseconds. */
const COLLECT_MS = 15_000;

/** Starts a practice cloud that listens on 127.0.0.1 until it is stopped. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const realNow = options.realNow ?? Date.now;
  const random = options.random ?? ((length) => new Uint8Array(randomBytes(length)));
  const report = options.report ?? (() => undefined);
  const createHostKeys = options.createHostKeys ?? (await import('./machines/host-keys.ts')).createHostKeys;
  const createMachines = options.machines ?? (await import('./machines/machines.ts')).createMachines;

  const saved = (await options.world?.load()) ?? null;
  const record = saved ? readWorld(saved) : seedWorld(realNow(), random, createHostKeys);
  // After a break the world goes on from the present, unless a fast clock had taken it further already.
  const clock = new PracticeClock(realNow, Math.max(record.now, realNow()), options.speed ?? 10);
  const world = new World(record, clock, random);
  const keeper = new Keeper(options.world, () => writeWorld(world));
  const save = () => keeper.save();
  const saveQuietly = () => void save().catch(report);
  const machineWorld = {
    admits: (instanceId: string) => admitsSsh(world, instanceId, CALLER_ADDRESS),
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    now: () => new Date(clock.now()),
  };
  const fleet = new Fleet(world, createMachines(machineWorld), createHostKeys, saveQuietly);
  const faults = new Faults();
  const people = peopleOf(world, random, options.keys ?? {});
  if (!saved) await save();

  const parts = { world, fleet, faults, people, realNow: () => new Date(realNow()), save, report };
  const server = await listen(options.port ?? 0, (request) => dispatch(parts, request));
  fleet.bootAll();
  const collecting = setInterval(() => {
    fleet
      .collectDisks()
      .then((differs) => (differs ? save() : undefined), report)
      .catch(report);
  }, COLLECT_MS);
  collecting.unref();
  // The first call should not wait for the largest of the schemas.
  const ec2 = findService('ec2');
  if (ec2) void findOperationShape(ec2, 'DescribeInstances').catch(report);

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
      await save();
    })();
    return stopping;
  };
  const port: PortParts = {
    endpoint,
    world,
    fleet,
    faults,
    save,
    stop,
    seed: () => seedWorld(realNow(), random, createHostKeys),
  };
  return {
    ready: {
      endpoint,
      regions: regions.map(({ name }) => name),
      defaultRegion: regions[0].name,
      people,
      callerAddress: CALLER_ADDRESS,
    },
    request: (call, input) => answerPort(port, call, input),
    machinesReady: () => fleet.allReady(),
    machines: async () => {
      const running: RunningMachine[] = [];
      for (const { id, publicIp, platform } of world.instances()) {
        const machinePort = await fleet.port(id);
        if (machinePort !== null)
          running.push({ instanceId: id, publicIp, port: machinePort, user: defaultUsers[platform] });
      }
      return running;
    },
    stop,
  };
}

/** Every person with keys that are random for this run and never look like AWS's own. */
function peopleOf(
  world: World,
  random: Random,
  keys: NonNullable<CloudOptions['keys']>,
): readonly [PracticePerson, ...PracticePerson[]] {
  const people = world.record.accounts.flatMap((account) =>
    account.people.map(
      (person): PracticePerson => ({
        accountId: account.id,
        userName: person.userName,
        arn: personArn(account, person),
        accessKeyId: `PRACTICE${Buffer.from(random(6)).toString('hex').toUpperCase()}`,
        secretAccessKey: Buffer.from(random(30)).toString('base64'),
        ...keys[person.userName],
      }),
    ),
  );
  const [first, ...others] = people;
  if (!first) throw new Error('The practice world has no people.');
  return [first, ...others];
}
