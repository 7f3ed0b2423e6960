import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { checkout } from '../desktop/app.ts';
import type { Connection } from './own-machine.ts';

/** A program of the checkout, bundled for a plain Node process. */
export interface Program {
  readonly file: string;
  /** Everything that was bundled into it: its own code, without the packages. */
  readonly folder: string;
  remove(): void;
}

/** Bundles a TypeScript file and all that it imports from the checkout. */
export async function bundleProgram(entry: string): Promise<Program> {
  // Packages are found from here, so it is a folder of the checkout.
  const parent = join(checkout, 'out', 'tests');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'program-'));
  await build({
    configFile: false,
    logLevel: 'error',
    define: { __AMIABLE_FLAVOUR__: JSON.stringify('test') },
    build: {
      ssr: join(checkout, entry),
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'program.mjs', format: 'es' } },
    },
  });
  return { file: join(folder, 'program.mjs'), folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What `npm run practice` prints of itself, as far as it is used here. */
export interface Printed extends Connection {
  readonly ssh: { readonly machines: readonly { readonly port: number; readonly user: string }[] };
}

/** A practice cloud in a process of its own. */
export interface Standing {
  readonly child: ChildProcess;
  readonly connection: Printed;
  readonly complaints: string[];
  /** Ends it as a person does, and waits for it. */
  stop(): Promise<void>;
}

/** Starts the bundled `main/app/practice-process.ts` by itself, with real machines. */
export async function startStanding(
  { file }: Program,
  args: readonly string[],
  nodeArgs: readonly string[] = [],
): Promise<Standing> {
  const options: SpawnOptions = {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  };
  const child = spawn(process.execPath, [...nodeArgs, file, '--standalone', ...args], options);
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  void gone.then(() => process.off('exit', end));
  const { stdout } = child;
  if (!stdout) throw new Error('The process has no output.');
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    void gone.then(() => reject(new Error(complaints.join(''))));
  });
  return {
    child,
    connection: JSON.parse(line),
    complaints,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
