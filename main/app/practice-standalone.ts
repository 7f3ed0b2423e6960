import type { PracticeFault } from '../../src/practice/port.ts';
import { type Cloud, startCloud } from '../practice/cloud/cloud.ts';
import type { WorldStore } from '../practice/cloud/world/keeper.ts';
import { followFaults } from './fault-file.ts';
import { lockFile } from './instance-lock.ts';
import { practiceHelp, readPracticeOptions } from './practice-options.ts';
import { worldAt } from './practice-world.ts';

/**
 * Runs the practice cloud by itself until it is told to end: `npm run practice`.
 *
 * Prints one line of JSON that says where it listens.
 */
export async function standAlone(args: readonly string[], report: (cause: unknown) => void): Promise<void> {
  const options = readPracticeOptions(args, process.env);
  if (options === 'help') {
    process.stdout.write(practiceHelp);
    return;
  }
  const { file, origin } = options;
  const onDamage = ({ setAside }: { readonly setAside: readonly string[] }) =>
    report(`The saved world was damaged; the damaged file was kept as ${setAside.join(' and ')}.`);
  const lock = file === null ? null : lockFile(`${file}.lock`);
  process.once('exit', () => lock?.release());
  const world =
    file === null ? startingFrom(origin === null ? null : worldAt(origin, onDamage)) : worldAt(file, onDamage);
  const cloud = await startCloud({ ...options.cloud, world, report });
  if (options.faults !== null) {
    const inject = async (faults: readonly PracticeFault[]) => {
      await cloud.request('clearFaults', {});
      for (const fault of faults) await cloud.request('addFault', fault);
    };
    followFaults(options.faults, (faults) => void inject(faults).catch(report), report);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void cloud.stop().finally(() => process.exit(0)));
  }
  process.stdout.write(`${JSON.stringify(await connectionOf(cloud, file))}\n`);
}

/** A store that begins with another's rows and keeps nothing. */
function startingFrom(origin: WorldStore | null): WorldStore | null {
  if (!origin) return null;
  const nothing = async () => undefined;
  return {
    load: () => origin.load(),
    append: nothing,
    replace: nothing,
    bloated: () => false,
    close: () => origin.close(),
  };
}

async function connectionOf(cloud: Cloud, file: string | null) {
  const { endpoint, defaultRegion, people } = cloud.ready;
  const { accessKeyId, secretAccessKey, accountId } = people[0];
  await cloud.machinesReady();
  const { machines } = await cloud.request('machines', {});
  return {
    endpoint,
    region: defaultRegion,
    accessKeyId,
    secretAccessKey,
    accountId,
    world: file,
    people,
    ssh: {
      host: '127.0.0.1',
      machines: machines.map((machine) => ({
        ...machine,
        command: `ssh -i YOUR-PRIVATE-KEY -p ${machine.port} ${machine.user}@127.0.0.1`,
      })),
    },
  };
}
