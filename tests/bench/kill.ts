import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../main/app/store.ts';
import { bundleForNode } from '../storage/bundle.ts';
import { killOnce } from '../storage/kill-loop.ts';
import { seeded } from '../storage/scratch-random.ts';

const KILLS = 1_000;

/** Kills a writing process 1,000 times and counts the files that were not whole afterwards, beside those of a plain write. */
export async function bench(print: (facts: object) => void): Promise<void> {
  const base = mkdtempSync(join(tmpdir(), 'amiable-kill-'));
  try {
    const script = await bundleForNode(join(import.meta.dirname, '../storage/child.ts'), base);
    const random = seeded(4);
    const counts = { store: 0, plain: 0 };
    for (const mode of ['store', 'plain'] as const) {
      const folder = join(base, mode);
      mkdirSync(folder);
      for (let kill = 0; kill < KILLS; kill++) {
        const told = await killOnce(script, mode, folder, random(12));
        if (!(mode === 'store' ? storeIsWhole(folder, told) : plainIsWhole(folder))) counts[mode] += 1;
      }
    }
    print({ kills: KILLS, damagedByStore: counts.store, damagedByPlainWrite: counts.plain });
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
