import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Page } from 'playwright';
import { worldAt } from '../../main/app/practice-world.ts';
import { createHostKeys } from '../../main/practice/cloud/machines/host-keys.ts';
import { PracticeClock } from '../../main/practice/cloud/world/clock.ts';
import { seedWorld } from '../../main/practice/cloud/world/seed.ts';
import { World } from '../../main/practice/cloud/world/world.ts';
import { checkout, type LaunchedApp, launchApp } from '../desktop/app.ts';

const IMAGES = 50_000;
const goals = { firstRowsRatio: 2, keystrokeP95Ms: 50, mainBlockMs: 100 };
const rounds = 3;
const words = ['4217', '1908', '7305', '2864', '3591', '6042', '8177', '5520', '9836', '1149', '2703', '6468'];

/**
 * The AMIs page with 50,000 images: how soon it shows rows, how fast it filters, and how long main was ever busy.
 *
 * Two of the goals are times and not ratios, so each stands beside what the computer itself took meanwhile: a thread
 * with nothing to do, and a key that changes nothing. Where those are near the goal, something else kept it busy.
 */
export async function bench(print: (facts: Record<string, unknown>) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'amiable-bench-inventory-'));
  const connection = join(folder, 'connection.json');
  const userDataDir = join(folder, 'app');
  await writeWorld(join(userDataDir, 'data', 'practice'));
  const app = await launchApp({ userDataDir, args: [`--practice-connection-file=${connection}`] });
  try {
    await app.page.getByRole('row').filter({ hasText: 'web-01' }).waitFor();
    const bare: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const ms = await bareListing(connection);
      // The first only warms the disk's cache.
      if (round > 0) bare.push(ms);
    }
    const idle = idleThread();
    await watchMain(app);
    const firstRowsMs = await openImages(app.page);
    const bareMs = median(bare);
    const ratio = firstRowsMs / bareMs;
    print({
      measure: 'first rows',
      images: IMAGES,
      firstRowsMs: Math.round(firstRowsMs),
      bareScriptMs: Math.round(bareMs),
      ratio: Number(ratio.toFixed(2)),
      goal: goals.firstRowsRatio,
      reached: ratio <= goals.firstRowsRatio,
    });
    const loadedMs = await loadAll(app.page);
    const block = await mainBlock(app);
    const idleBlock = await idle.end();
    print({
      measure: 'longest block of the main process while loading',
      images: IMAGES,
      loadedMs: Math.round(loadedMs),
      ms: Math.round(block),
      idleThreadMs: Math.round(idleBlock),
      goal: goals.mainBlockMs,
      reached: block < goals.mainBlockMs,
    });
    const { keys, idleKeys } = await typeWords(app.page);
    const p95 = percentile(keys, 0.95);
    print({
      measure: 'keystroke in the filter',
      images: IMAGES,
      keystrokes: keys.length,
      medianMs: Math.round(median(keys)),
      p95Ms: Math.round(p95),
      idleKeyP95Ms: Math.round(percentile(idleKeys, 0.95)),
      goal: goals.keystrokeP95Ms,
      reached: p95 < goals.keystrokeP95Ms,
    });
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** A practice world with that many images in the Region that opens first. */
async function writeWorld(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const world = new World(new PracticeClock(Date.now, Date.now(), 10), (length) =>
    crypto.getRandomValues(new Uint8Array(length)),
  );
  seedWorld(world, createHostKeys);
  const place = world.place('111122223333', 'eu-central-1');
  const [model] = place.images.all();
  if (!model) throw new Error('The first world has no image.');
  for (let at = 0; at < IMAGES; at += 1) {
    const name = `fleet-${String(at).padStart(5, '0')}`;
    const tags = [
      { Key: 'Name', Value: name },
      { Key: 'team', Value: `team-${at % 40}` },
    ];
    place.images.add({ ...model, id: world.newId('ami'), name, tags, createdAt: model.createdAt - at * 60_000 });
  }
  const store = worldAt(join(folder, 'practice.world'), () => undefined);
  await store.replace(world.rows());
  await store.close();
}

/** From the start of a script that asks for one page to its answer. */
async function bareListing(connection: string): Promise<number> {
  const script = join(checkout, 'tests', 'bench', 'bare-listing.mjs');
  const began = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [script, connection], {
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  if (Number(stdout) !== 1_000) throw new Error(`The bare script saw ${stdout.trim()} images.`);
  return performance.now() - began;
}

/** From the click on AMIs to the first row on the screen, as the page itself measures it. */
async function openImages(page: Page): Promise<number> {
  const measured = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let began = 0;
        addEventListener('click', () => (began = performance.now()), { once: true, capture: true });
        const look = () => {
          if (began > 0 && [...document.querySelectorAll('td')].some((cell) => cell.textContent?.includes('fleet-'))) {
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
          } else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await page.getByRole('navigation').getByRole('link', { name: 'AMIs', exact: true }).click();
  return measured;
}

/** Waits until every image is loaded; answers for how long. */
async function loadAll(page: Page): Promise<number> {
  const began = performance.now();
  await page
    .getByText(`(${(IMAGES + 1).toLocaleString('en')})`)
    .first()
    .waitFor({ timeout: 180_000 });
  return performance.now() - began;
}

interface Typed {
  /** How long each letter took until the number that it finds was painted. */
  readonly keys: number[];
  /** How long the computer takes from a key that changes nothing to the next picture. */
  readonly idleKeys: number[];
}

/** Types words letter by letter. */
async function typeWords(page: Page): Promise<Typed> {
  await page.evaluate(() => {
    const title = () => document.querySelector('h1')?.parentElement?.textContent ?? '';
    const typed: Typed = { keys: [], idleKeys: [] };
    const painted = (times: number[], since: number) =>
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - since)));
    let waiting: { at: number; title: string } | undefined;
    const hear = ({ key }: KeyboardEvent) => {
      if (key === 'Shift') painted(typed.idleKeys, performance.now());
      else waiting = { at: performance.now(), title: title() };
    };
    addEventListener('keydown', hear, { capture: true });
    new MutationObserver(() => {
      if (!waiting || title() === waiting.title) return;
      painted(typed.keys, waiting.at);
      waiting = undefined;
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { typed });
  });
  const typed = () => page.evaluate(() => Reflect.get(globalThis, 'typed') as Typed);
  const filter = page.getByPlaceholder('Find by name, id, tag, …');
  for (const word of words) {
    await filter.fill('');
    await page
      .getByText(`(${(IMAGES + 1).toLocaleString('en')})`)
      .first()
      .waitFor();
    for (const letter of word) {
      const { length } = (await typed()).keys;
      await filter.press('Shift');
      await page.waitForTimeout(150);
      await filter.press(letter);
      // A letter that changes nothing paints nothing new, and is not counted.
      const end = performance.now() + 3_000;
      while ((await typed()).keys.length === length && performance.now() < end) await page.waitForTimeout(60);
    }
  }
  return typed();
}

/** A thread with nothing to do; `end` answers for how long it was ever kept from doing it, in milliseconds. */
function idleThread(): { end(): Promise<number> } {
  const thread = new Worker(
    `const { monitorEventLoopDelay } = require('node:perf_hooks');
     const { parentPort } = require('node:worker_threads');
     const delay = monitorEventLoopDelay({ resolution: 5 });
     delay.enable();
     parentPort.once('message', () => parentPort.postMessage(delay.max / 1e6));`,
    { eval: true },
  );
  return {
    end: () =>
      new Promise((resolve) => {
        thread.once('message', (max: number) => {
          resolve(max);
          void thread.terminate();
        });
        thread.postMessage('end');
      }),
  };
}

/** Begins to watch for how long the main process answers nobody. */
async function watchMain({ app }: LaunchedApp): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    Object.assign(globalThis, { watchedDelay: delay });
  });
}

/** The longest time since then, in milliseconds. */
function mainBlock({ app }: LaunchedApp): Promise<number> {
  return app.evaluate(() => {
    const delay = Reflect.get(globalThis, 'watchedDelay') as { max: number; disable(): void };
    delay.disable();
    return delay.max / 1e6;
  });
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
