import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openJournal } from '../../main/app/journal.ts';
import { openStore, type Store } from '../../main/app/store.ts';

const LEVELS = 50;
const SIZE = 512 * 1024;
const spec = { version: 1, decode: (value: unknown) => value as { text: string } };
const text = (fill: string): string => fill.repeat(60_000);

/** A small disk in memory; only root may mount one, so elsewhere these tests are skipped and counted as such. */
const mounted = ((): string | undefined => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = fs.mkdtempSync(join(tmpdir(), 'amiable-disk-'));
  const answer = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  if (answer.status === 0) return folder;
  fs.rmdirSync(folder);
  return undefined;
})();

describe.skipIf(mounted === undefined)('a full disk', () => {
  const disk = mounted ?? '';
  let store: Store;

  beforeAll(() => {
    store = openStore(join(disk, 'data'));
  });
  afterAll(() => {
    execFileSync('umount', [disk]);
    fs.rmdirSync(disk);
  });

  /** Leaves `free` bytes on the disk while `work` runs. */
  const withFree = (free: number, work: () => void): void => {
    const filler = join(disk, 'filler');
    const { bavail, bsize } = fs.statfsSync(disk);
    fs.writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - free)));
    try {
      work();
    } finally {
      fs.rmSync(filler);
    }
  };
  const levels = Array.from({ length: LEVELS }, (_, n) => Math.floor((n * 200_000) / LEVELS));

  test(`keeps what was saved and says so, at ${LEVELS} levels of fill`, () => {
    const file = store.file('state', spec);
    let refused = 0;
    levels.forEach((free, n) => {
      file.write({ text: text('a') });
      let outcome: unknown = 'saved';
      withFree(free, () => {
        try {
          file.write({ text: text('b') });
        } catch (thrown) {
          outcome = (thrown as { code: string }).code;
        }
      });
      expect(['saved', 'store.disk-full'], `level ${n}`).toContain(outcome);
      if (outcome !== 'saved') refused += 1;
      const { value, recovered } = openStore(store.folder).file('state', spec).read();
      expect(recovered, `level ${n}`).toBeUndefined();
      expect(value?.text, `level ${n}`).toBe(text(outcome === 'saved' ? 'b' : 'a'));
      expect(fs.readdirSync(store.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });
    expect(refused).toBeGreaterThan(10);
    expect(refused).toBeLessThan(LEVELS);
    file.remove();
  });

  test('keeps the journal whole: an entry that did not fit is not there, the next one is', () => {
    const path = join(disk, 'journal', 'log');
    const journal = openJournal(path);
    const expected: number[] = [];
    for (const [n, free] of levels.entries()) {
      withFree(free % 18_000, () => {
        try {
          journal.append({ n, text: 'x'.repeat(3_000) });
          expected.push(n);
        } catch (thrown) {
          expect((thrown as { code: string }).code).toBe('store.disk-full');
        }
      });
    }
    const reopened = openJournal(path);
    expect(reopened.entries().map((entry) => (entry as { n: number }).n)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(LEVELS);
    journal.close();
    reopened.close();
    fs.rmSync(join(disk, 'journal'), { recursive: true });
  });

  test('negative control: writing as the popular packages do ruins the file without an error', () => {
    const path = join(disk, 'naive');
    const save = (value: unknown): void => {
      const fd = fs.openSync(`${path}.tmp`, 'w');
      const bytes = Buffer.from(JSON.stringify(value));
      // The count of bytes that were written is not looked at.
      fs.writeSync(fd, bytes);
      fs.closeSync(fd);
      fs.renameSync(`${path}.tmp`, path);
    };
    save({ text: text('a') });
    withFree(30_000, () => save({ text: text('b') }));
    expect(() => JSON.parse(fs.readFileSync(path, 'utf8'))).toThrow(SyntaxError);
  });
});
