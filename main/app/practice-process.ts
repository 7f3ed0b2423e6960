import { join } from 'node:path';
import type { PracticeReply, PracticeRequest } from '../../src/practice/port.ts';
import { type CloudOptions, startCloud } from '../practice/cloud/cloud.ts';
import { worldAt } from './practice-world.ts';
import type { RowLogDamage } from './row-log.ts';

/**
 * The process that runs the practice cloud.
 *
 * The app starts it as an Electron utility process with the world's folder as its first argument, and talks through
 * its parent port. With `--standalone` it is a plain Node process, for `npm run practice`.
 */

/** The parent port of an Electron utility process, as far as it is used here. */
interface ParentPort {
  postMessage(message: PracticeReply): void;
  on(event: 'message', listener: (event: { readonly data: PracticeRequest }) => void): unknown;
}

async function servePort(port: ParentPort, folder: string | undefined): Promise<void> {
  const onDamage = ({ from, setAside }: RowLogDamage) => port.postMessage({ kind: 'recovered', from, setAside });
  const options: CloudOptions = {
    world: folder === undefined ? null : worldAt(join(folder, 'practice.world'), onDamage),
    report,
  };
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

function report(cause: unknown): void {
  process.stderr.write(`Practice cloud: ${messageOf(cause)}\n`);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

const args = process.argv.slice(2);
const parentPort = Reflect.get(process, 'parentPort') as ParentPort | undefined;

async function main(): Promise<void> {
  if (args[0] === '--standalone') {
    const { standAlone } = await import('./practice-standalone.ts');
    return standAlone(args.slice(1), report);
  }
  if (!parentPort) throw new Error('Start this with --standalone, or from the app.');
  return servePort(parentPort, args[0]);
}

main().catch((cause: unknown) => {
  parentPort?.postMessage({ kind: 'failed', message: messageOf(cause) });
  report(cause);
  process.exitCode = 1;
});
