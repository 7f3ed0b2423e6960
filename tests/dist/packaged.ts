import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout, electronSwitches } from '../desktop/app.ts';

/** Runs a command of the checkout to its end. */
export function runScript(script: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(checkout, 'scripts', script), ...args], { cwd: checkout });
  return collect(child);
}

/** Milliseconds after which a start that came to nothing is ended. */
const patience = 60_000;

/** What came of starting an executable. */
export interface Start {
  readonly code: number | null;
  readonly output: string;
  /** Whether the window said that its first page is usable. */
  readonly reachedFirstPage: boolean;
}

/**
 * Starts an app and watches what it says, until its first page is ready or it ends; then ends it.
 *
 * @param executable the packaged app, or Electron with a folder as first argument
 */
export async function startOnce(
  executable: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Start> {
  const userData = mkdtempSync(join(tmpdir(), 'amiable-packaged-'));
  const child = spawn(executable, [...args, `--user-data-dir=${userData}`, ...electronSwitches()], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let reachedFirstPage = false;
  child.stdout?.on('data', (chunk) => {
    if (!String(chunk).includes('first page ready')) return;
    reachedFirstPage = true;
    child.kill();
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), patience);
  const { code, output } = await collect(child);
  clearTimeout(limit);
  rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  return { code, output, reachedFirstPage };
}

/** The paths inside an asar archive, down to the second level. */
export function listArchive(file: string): string[] {
  const handle = openSync(file, 'r');
  const sizes = Buffer.alloc(16);
  readSync(handle, sizes, 0, 16, 0);
  const header = Buffer.alloc(sizes.readUInt32LE(12));
  readSync(handle, header, 0, header.length, 16);
  closeSync(handle);
  interface Entry {
    files?: Record<string, Entry>;
  }
  const { files = {} } = JSON.parse(header.toString()) as Entry;
  return Object.entries(files).flatMap(([name, entry]) => [
    name,
    ...Object.keys(entry.files ?? {}).map((inner) => `${name}/${inner}`),
  ]);
}

function collect(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
