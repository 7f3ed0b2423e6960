import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openJournal } from '../../main/app/journal.ts';
import { openStore } from '../../main/app/store.ts';
import { bundleForNode } from './bundle.ts';
import { killOnce } from './kill-loop.ts';
import { seeded } from './scratch-random.ts';

// 1,000 kills: npm run bench kill.
const KILLS = 120;

describe('kill -9 at any moment', () => {
  let base: string;
  let script: string;

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'amiable-kill-'));
    script = await bundleForNode(join(import.meta.dirname, 'child.ts'), base);
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  const folderFor = (name: string): string => {
    const folder = join(base, name);
    mkdirSync(folder);
    return folder;
  };

  test(`never leaves a half file, loses a saved value or leaves a copy behind (${KILLS} kills)`, async () => {
    const folder = folderFor('store');
    const random = seeded(1);
    for (let kill = 0; kill < KILLS; kill++) {
      const told = await killOnce(script, 'store', folder, random(12));
      const { value, recovered } = openStore(folder)
        .file('state', { version: 1, decode: (read) => read as { n: number; filler: string; end: number } })
        .read();
      expect(recovered).toBeUndefined();
      expect(value?.end).toBe(value?.n);
      expect(value?.filler).toHaveLength(256_000);
      expect(value?.n).toBeGreaterThanOrEqual(told);
      expect(value?.n).toBeLessThanOrEqual(told + 1);
      expect(readdirSync(folder).filter((name) => name !== 'state' && name !== 'state.1')).toEqual([]);
    }
  }, 120_000);

  test('never loses or tears an entry of the journal (30 kills)', async () => {
    const folder = folderFor('journal');
    const random = seeded(2);
    for (let kill = 0; kill < 30; kill++) {
      const told = await killOnce(script, 'journal', folder, random(12));
      const journal = openJournal(join(folder, 'journal'));
      const numbers = journal.entries().map((entry) => (entry as { n: number }).n);
      journal.close();
      expect(numbers.length).toBeGreaterThanOrEqual(told);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      expect(readdirSync(folder)).toEqual(['journal']);
    }
  }, 60_000);

  test('negative control: a plain write is torn by the same kills', async () => {
    const folder = folderFor('plain');
    const random = seeded(3);
    let torn = 0;
    for (let kill = 0; kill < 400 && torn === 0; kill++) {
      await killOnce(script, 'plain', folder, random(12));
      if (!readFileSync(join(folder, 'state'), 'utf8').endsWith('}')) torn += 1;
    }
    expect(torn).toBe(1);
  }, 120_000);

  test('negative control: a writer that makes up a name for each temporary file leaves copies behind', async () => {
    const folder = folderFor('random-name');
    const random = seeded(5);
    const left = () => readdirSync(folder).filter((name) => name.endsWith('.tmp'));
    for (let kill = 0; kill < 200 && left().length === 0; kill++) {
      await killOnce(script, 'random-name', folder, random(12));
    }
    expect(left().length).toBeGreaterThan(0);
  }, 120_000);
});
