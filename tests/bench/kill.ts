import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../main/app/store.ts';
import { bundleForNode } from '../storage/bundle.ts';
import { killOnce } from '../storage/kill-loop.ts';
import { seeded } from '../storage/scratch-random.ts';

const KILLS = 1_000;

/**
 * Kills a writing process 1,000 times and counts what was not as it should be afterwards, beside a plain write's files.
 *
 * Damaged: not whole, or older than what was told to be saved. Left behind: a copy that nobody asked for.
 */
export async function bench(print: (facts: object) => void): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'amiable-kill-'));
  try {
    const script = await bundleForNode(join(import.meta.dirname, '../storage/child.ts'), base);
    const random = seeded(4);
    const counts = { store: 0, plain: 0, leftBehind: 0 };
    for (const mode of ['store', 'plain'] as const) {
      const folder = join(base, mode);
      mkdirSync(folder);
      for (let kill = 0; kill < KILLS; kill++) {
        const told = await killOnce(script, mode, folder, random(12));
        if (!(mode === 'store' ? storeIsWhole(folder, told) : plainIsWhole(folder))) counts[mode] += 1;
        if (readdirSync(folder).some((name) => name !== 'state' && name !== 'state.1')) counts.leftBehind += 1;
      }
    }
    print({
      kills: KILLS,
      damagedByStore: counts.store,
      leftBehind: counts.leftBehind,
      damagedByPlainWrite: counts.plain,
      reached: counts.store + counts.leftBehind === 0 && counts.plain > 0,
    });
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function storeIsWhole(folder: string, told: number): boolean {
  const file = openStore(folder).file('state', { version: 1, decode: (value) => value as { n: number; end: number } });
  const { value, recovered } = file.read();
  return recovered === undefined && value !== undefined && value.n === value.end && value.n >= told;
}

function plainIsWhole(folder: string): boolean {
  return readFileSync(join(folder, 'state'), 'utf8').endsWith('}');
}
