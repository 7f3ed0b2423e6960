import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { worldAt } from '../../main/app/practice-world.ts';
import { PracticeClock } from '../../main/practice/cloud/world/clock.ts';
import { World } from '../../main/practice/cloud/world/world.ts';
import { seeded } from '../storage/scratch-random.ts';

/** What many kills in the middle of writes came to. */
export interface KillCount {
  readonly kills: number;
  /** Writes that were answered, over all runs. */
  readonly answered: number;
  /** Answered writes that were not there after a kill, each in words. */
  readonly lost: readonly string[];
  /** What the process itself complained of: damage, faults. */
  readonly complaints: readonly string[];
}

/**
 * Kills a practice cloud with SIGKILL at random moments of a stream of writes, and looks after each kill whether every
 * write that was answered is in its world.
 */
export async function killCloud(kills: number): Promise<KillCount> {
  const out = resolve('out', 'tests', 'writing-cloud');
  const folder = mkdtempSync(join(tmpdir(), 'amiable-killed-cloud-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, 'writing-cloud.ts'),
      outDir: out,
      rollupOptions: { output: { entryFileNames: 'child.mjs', format: 'es' } },
    },
  });
  const file = join(folder, 'practice.world');
  const random = seeded(9);
  const highest = new Map<string, number>();
  const lost: string[] = [];
  const complaints: string[] = [];
  let first = 0;
  let answered = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const told = await killedAfter(join(out, 'child.mjs'), file, first, random(60));
    complaints.push(...told.filter((line) => !/^\d+$/.test(line)));
    for (const number of told.map(Number)) {
      const key = `writer-${number % 40}`;
      highest.set(key, Math.max(highest.get(key) ?? 0, number));
      answered += 1;
      first = Math.max(first, number + 10);
    }
    const { damages, tags } = await kept(file);
    complaints.push(...damages.map(String));
    for (const [key, number] of highest) {
      if (!((tags.get(key) ?? -1) >= number)) lost.push(`${key}: ${number} was answered, ${tags.get(key)} is kept`);
    }
  }
  rmSync(folder, { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
  return { kills, answered, lost, complaints };
}

/** Runs the child and kills it a moment after its first answer; what it told, line by line. */
function killedAfter(script: string, file: string, first: number, delayMs: number): Promise<string[]> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [script, file, String(first)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    });
    let told = '';
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delayMs));
    child.stdout.on('data', (chunk) => {
      told += chunk;
    });
    child.on('error', failed);
    child.on('close', () => done(told.slice(0, told.lastIndexOf('\n')).split('\n')));
  });
}

/** The number under each tag of the kept world, and what was damaged in it. */
async function kept(file: string) {
  const damages: unknown[] = [];
  const store = worldAt(file, (damage) => damages.push(damage));
  const world = new World(new PracticeClock(Date.now, Date.now(), 1), (length) => new Uint8Array(length));
  world.load((await store.load()) ?? []);
  await store.close();
  const tags = world.places.flatMap(({ vpcs }) => vpcs.all().flatMap((vpc) => vpc.tags));
  return { damages, tags: new Map(tags.map(({ Key, Value }) => [Key, Number(Value)])) };
}
