import type { PracticeReply, PracticeRequest } from '../../src/practice/port.ts';
import { type Cloud, type CloudOptions, startCloud } from '../practice/cloud/cloud.ts';
import type { WorldStore } from '../practice/cloud/world/keeper.ts';
import { openStore, type Recovery } from './store.ts';

/**
 * The process that runs the practice cloud.
 *
 * The app starts it as an Electron utility process with the world's folder as its first argument, and talks through
 * its parent port. With `--standalone` it is a plain Node process, for `npm run practice`: it prints one line of JSON
 * that says where it listens, keeps nothing on disk unless `--world FOLDER` is given, and stays up until it is ended.
 */

/** The parent port of an Electron utility process, as far as it is used here. */
interface ParentPort {
  postMessage(message: PracticeReply): void;
  on(event: 'message', listener: (event: { readonly data: PracticeRequest }) => void): unknown;
}

/** Keeps the world in one durable file of a folder. */
function worldIn(folder: string, onRecovery: (recovery: Recovery) => void): WorldStore {
  const file = openStore(folder, { onRecovery }).file<string>('world', {
    version: 1,
    decode: (value) => {
      if (typeof value !== 'string') throw new Error('The practice world is kept as text.');
      return value;
    },
  });
  return {
    load: async () => {
      const { value } = file.read();
      return value === undefined ? null : new Uint8Array(Buffer.from(value, 'utf8'));
    },
    save: async (bytes) => file.write(Buffer.from(bytes).toString('utf8')),
  };
}

async function servePort(port: ParentPort, options: CloudOptions): Promise<void> {
  const starting = startCloud(options);
  // Listening starts at once, so that no request is lost while the cloud comes up.
  port.on('message', ({ data }) => {
    starting
      .then((cloud) => cloud.request(data.call, data.input))
      .then((value) => {
        port.postMessage({ kind: 'answer', id: data.id, value });
        if (data.call === 'stop') process.exit(0);
      })
      .catch((cause: unknown) => port.postMessage({ kind: 'refused', id: data.id, message: messageOf(cause) }));
  });
  const cloud = await starting;
  port.postMessage({ kind: 'ready', ready: cloud.ready });
}

async function standAlone(options: CloudOptions): Promise<void> {
  const cloud = await startCloud(options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void cloud.stop().finally(() => process.exit(0)));
  }
  process.stdout.write(`${JSON.stringify(await connectionOf(cloud))}\n`);
}

async function connectionOf(cloud: Cloud) {
  const { endpoint, defaultRegion, people } = cloud.ready;
  const { accessKeyId, secretAccessKey, accountId } = people[0];
  const machines = await cloud.machines();
  return {
    endpoint,
    region: defaultRegion,
    accessKeyId,
    secretAccessKey,
    accountId,
    ssh: {
      host: '127.0.0.1',
      machines: machines.map((machine) => ({
        ...machine,
        command: `ssh -i YOUR-PRIVATE-KEY -p ${machine.port} ${machine.user}@127.0.0.1`,
      })),
    },
  };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function folderFrom(args: readonly string[]): string | null {
  const flag = args.indexOf('--world');
  if (flag >= 0) return args[flag + 1] ?? null;
  return args.find((arg) => !arg.startsWith('--')) ?? null;
}

const args = process.argv.slice(2);
const report = (cause: unknown) => process.stderr.write(`Practice cloud: ${messageOf(cause)}\n`);
const parentPort = Reflect.get(process, 'parentPort') as ParentPort | undefined;

async function main(): Promise<void> {
  const folder = folderFrom(args);
  const onRecovery = ({ from, setAside }: Recovery): void => {
    if (parentPort) parentPort.postMessage({ kind: 'recovered', from, setAside });
    else report(`The saved world was damaged; the damaged file was kept as ${setAside.join(' and ')}.`);
  };
  const options: CloudOptions = { world: folder === null ? null : worldIn(folder, onRecovery), report };
  if (args.includes('--standalone')) return standAlone(options);
  if (!parentPort) throw new Error('Start this with --standalone, or from the app.');
  return servePort(parentPort, options);
}

main().catch((cause: unknown) => {
  parentPort?.postMessage({ kind: 'failed', message: messageOf(cause) });
  report(cause);
  process.exitCode = 1;
});
