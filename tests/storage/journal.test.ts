import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openJournal } from '../../main/app/journal.ts';
import { crashingFiles } from './crashing-files.ts';
import { scratchFolder } from './scratch.ts';

const entries = [
  { id: 'a', text: 'one\ntwo' },
  { id: 'b', text: 'größer ✓' },
  { id: 'c', nested: { list: [1, null, 'x'] } },
];

const journalWith = (list: readonly unknown[]): string => {
  const path = join(scratchFolder(), 'jobs', 'journal');
  const journal = openJournal(path);
  for (const entry of list) journal.append(entry);
  journal.close();
  return path;
};

const reread = (path: string): readonly unknown[] => {
  const journal = openJournal(path);
  journal.close();
  return journal.entries();
};

describe('the journal', () => {
  test('gives back every entry in order after a restart, from a file that is 0600', () => {
    const path = journalWith(entries);
    expect(reread(path)).toEqual(entries);
    expect((fs.statSync(path).mode & 0o777).toString(8)).toBe('600');
  });

  test('is on the disk before append returns: each entry has its own fsync', () => {
    const path = join(scratchFolder(), 'journal');
    const order: string[] = [];
    const watched = {
      ...fs,
      writeSync: ((...args: Parameters<typeof fs.writeSync>) => {
        order.push('write');
        return fs.writeSync(...args);
      }) as typeof fs.writeSync,
      fsyncSync: (fd: number) => {
        order.push('fsync');
        fs.fsyncSync(fd);
      },
    };
    const journal = openJournal(path, { fs: watched });
    order.length = 0;
    journal.append(1);
    journal.append(2);
    expect(order).toEqual(['write', 'fsync', 'write', 'fsync']);
    journal.close();
  });

  test('keeps every entry that was finished when the file is cut at any byte', () => {
    const path = journalWith(entries);
    const whole = fs.readFileSync(path);
    for (let length = 0; length <= whole.length; length++) {
      const finished = whole.subarray(0, length).filter((byte) => byte === 10).length;
      const cut = join(scratchFolder(), 'journal');
      fs.writeFileSync(cut, whole.subarray(0, length));
      const journal = openJournal(cut);
      expect(journal.entries()).toEqual(entries.slice(0, finished));
      journal.append({ id: 'next' });
      journal.close();
      expect(reread(cut)).toEqual([...entries.slice(0, finished), { id: 'next' }]);
      expect(fs.readdirSync(join(cut, '..'))).toEqual(['journal']);
    }
  });

  test('notices any flipped byte, keeps the other entries and the file as it was found', () => {
    const path = journalWith(entries);
    const whole = fs.readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const bad = Buffer.from(whole);
      bad[at] = (bad[at] ?? 0) ^ 2;
      const folder = scratchFolder();
      fs.writeFileSync(join(folder, 'journal'), bad);
      let kept = '';
      const journal = openJournal(join(folder, 'journal'), { onDamage: (_lines, name) => (kept = name) });
      journal.close();
      for (const entry of journal.entries()) expect(entries).toContainEqual(entry);
      expect(journal.entries().length).toBeGreaterThanOrEqual(entries.length - 2);
      expect(journal.entries().length).toBeLessThan(entries.length);
      // The very last byte is the end of the last line: without it that line is torn, not damaged.
      if (at < whole.length - 1) expect(fs.readFileSync(kept).equals(bad)).toBe(true);
    }
  });

  test('is the old list or the new one after a power cut before any call of a compaction', () => {
    for (let limit = 0, finished = false; !finished; limit++) {
      const path = journalWith(entries);
      const { fs: files } = crashingFiles(limit);
      finished = true;
      try {
        openJournal(path, { fs: files }).compact([entries[2]]);
      } catch {
        finished = false;
      }
      expect([entries, [entries[2]]]).toContainEqual(reread(path));
      if (finished) expect(reread(path)).toEqual([entries[2]]);
    }
  });

  test('goes on in the compacted file', () => {
    const path = journalWith(entries);
    const journal = openJournal(path);
    journal.compact([entries[1]]);
    journal.append('more');
    journal.close();
    expect(reread(path)).toEqual([entries[1], 'more']);
  });

  test('does not share what it keeps with whoever appended it', () => {
    const journal = openJournal(join(scratchFolder(), 'journal'));
    const mine = { state: 'running' };
    journal.append(mine);
    mine.state = 'changed';
    expect(journal.entries()).toEqual([{ state: 'running' }]);
    journal.close();
  });
});
