import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldAt } from '../../main/app/practice-world.ts';
import { PracticeClock } from '../../main/practice/cloud/world/clock.ts';
import { World } from '../../main/practice/cloud/world/world.ts';
import { seeded } from '../storage/scratch-random.ts';

const KILLS = 100;
const out = resolve('out', 'tests', 'writing-cloud');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-killed-cloud-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, 'writing-cloud.ts'),
      outDir: out,
      rollupOptions: { output: { entryFileNames: 'child.mjs', format: 'es' } },
    },
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
});

/** Runs the child and kills it with SIGKILL a moment after its first answer; the numbers that it was answered, in order. */
function killedAfter(file: string, first: number, delayMs: number): Promise<string[]> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [join(out, 'child.mjs'), file, String(first)], {
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

/** The highest number under each tag of the kept world, and how it was found. */
async function kept(file: string) {
  const damages: unknown[] = [];
  const store = worldAt(file, (damage) => damages.push(damage));
  const world = new World(new PracticeClock(Date.now, Date.now(), 1), (length) => new Uint8Array(length));
  world.load((await store.load()) ?? []);
  await store.close();
  const tags = world.places.flatMap(({ vpcs }) => vpcs.all().flatMap((vpc) => vpc.tags));
  return { damages, tags: new Map(tags.map(({ Key, Value }) => [Key, Number(Value)])) };
}

test(`a practice cloud that is killed ${KILLS} times in the middle of writes has every write that it answered`, {
  timeout: 300_000,
}, async () => {
  const file = join(folder, 'practice.world');
  const random = seeded(9);
  const highest = new Map<string, number>();
  let first = 0;
  let answered = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const told = await killedAfter(file, first, random(60));
    expect(told.filter((line) => !/^\d+$/.test(line))).toEqual([]);
    for (const number of told.map(Number)) {
      const key = `writer-${number % 40}`;
      highest.set(key, Math.max(highest.get(key) ?? 0, number));
      answered += 1;
      first = Math.max(first, number + 10);
    }
    const { damages, tags } = await kept(file);
    expect(damages).toEqual([]);
    for (const [key, number] of highest) expect(tags.get(key), key).toBeGreaterThanOrEqual(number);
  }
  expect(answered).toBeGreaterThan(KILLS);
});
