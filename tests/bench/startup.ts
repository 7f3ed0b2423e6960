import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout, electronSwitches } from '../desktop/app.ts';

const rounds = 5;
/** Milliseconds after which a start counts as failed. */
const patience = 60_000;
const goal = 1.8;

/**
 * The time from starting the process to the first usable page, as a ratio to an empty Electron window's.
 *
 * Both are started in turn, on the same binary, and say `first page ready` on stdout once their page is drawn. Amiable
 * is the release build; its data folder is kept between rounds, as a person's is, and made anew for `first-start`.
 */
export async function bench(print: (facts: Record<string, unknown>) => void): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'amiable-bench-'));
  const empty = join(checkout, 'tests', 'bench', 'empty-window');
  const amiable = releaseApp(work);
  for (const kind of ['startup', 'first-start'] as const) {
    const times = { empty: [] as number[], amiable: [] as number[] };
    // The first of each only warms the disk's cache and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const data = join(work, kind === 'startup' ? 'data' : `data-${round}`);
      const one = { empty: await timeToPage(empty, `${data}-empty`), amiable: await timeToPage(amiable, data) };
      if (round === 0) continue;
      times.empty.push(one.empty);
      times.amiable.push(one.amiable);
    }
    const ratio = median(times.amiable) / median(times.empty);
    print({
      measure: kind,
      rounds,
      emptyMs: Math.round(median(times.empty)),
      amiableMs: Math.round(median(times.amiable)),
      ratio: Number(ratio.toFixed(2)),
      ...(kind === 'startup' ? { goal, reached: ratio <= goal } : {}),
    });
  }
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** A folder that Electron opens as the release build. */
function releaseApp(work: string): string {
  const folder = join(work, 'app');
  mkdirSync(folder);
  const main = join(checkout, 'out', 'release', 'main', 'electron.js');
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'amiable', version: '0.0.0', type: 'module', main }),
  );
  return folder;
}

async function timeToPage(folder: string, userData: string): Promise<number> {
  const started = performance.now();
  const child = spawn(
    process.env.AMIABLE_ELECTRON ?? '',
    [folder, `--user-data-dir=${userData}`, ...electronSwitches()],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const limit = setTimeout(() => child.kill('SIGKILL'), patience);
  let output = '';
  const time = await new Promise<number>((resolve, reject) => {
    const hear = (chunk: unknown): void => {
      output += String(chunk);
      if (output.includes('first page ready')) resolve(performance.now() - started);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`The app ended before its first page: ${output}`)));
  });
  clearTimeout(limit);
  child.kill();
  await ended;
  return time;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
