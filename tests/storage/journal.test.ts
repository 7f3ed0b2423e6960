import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type JournalDamage, openJournal } from '../../main/app/journal.ts';
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
    const ends = [...whole.toString('latin1').matchAll(/\n\n/g)].map(({ index }) => index);
    expect(ends).toHaveLength(2 * entries.length);
    for (let length = 0; length <= whole.length; length++) {
      // An entry is finished when its first line is; while it was written, nobody was told that it was.
      const finished = Math.ceil(ends.filter((end) => end < length).length / 2);
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

  const damagedAt = (whole: Buffer, ...places: readonly number[]): Buffer => {
    const bad = Buffer.from(whole);
    for (const at of places) bad[at] = (bad[at] ?? 0) ^ 2;
    return bad;
  };
  /** Opens a journal of these bytes and answers what was found, and what the next start finds. */
  const openBytes = (bytes: Buffer) => {
    const path = join(scratchFolder(), 'journal');
    fs.writeFileSync(path, bytes);
    const damages: JournalDamage[] = [];
    const journal = openJournal(path, { onDamage: (damage) => damages.push(damage) });
    journal.append({ id: 'next' });
    journal.close();
    return { read: journal.entries(), again: reread(path), damages };
  };

  test('loses nothing by any one flipped byte, keeps the file as it was found, and tells it', () => {
    const whole = fs.readFileSync(journalWith(entries));
    let slowest = 0;
    for (let at = 0; at < whole.length; at++) {
      const bad = damagedAt(whole, at);
      const began = performance.now();
      const { read, again, damages } = openBytes(bad);
      slowest = Math.max(slowest, performance.now() - began);
      expect(read, `byte ${at}`).toEqual([...entries, { id: 'next' }]);
      expect(again).toEqual(read);
      // The very last byte ends a line that has been read by then.
      expect(damages.map(({ lost }) => lost)).toEqual(at < whole.length - 1 ? [0] : []);
      for (const { kept } of damages) expect(fs.readFileSync(kept).equals(bad)).toBe(true);
    }
    expect(slowest).toBeLessThan(2_000);
  });

  test('negative control: an entry whose two lines are damaged is lost, the others are kept, and that is told', () => {
    const whole = fs.readFileSync(journalWith(entries));
    const lines = [...whole.toString('latin1').matchAll(/\["/g)].map(({ index }) => index);
    entries.forEach((_entry, n) => {
      const { read, again, damages } = openBytes(damagedAt(whole, lines[2 * n] ?? 0, lines[2 * n + 1] ?? 0));
      expect(read).toEqual([...entries.filter((_each, other) => other !== n), { id: 'next' }]);
      expect(again).toEqual(read);
      expect(damages.map(({ lost }) => lost)).toEqual([1]);
    });
  });

  test('opens on a full disk: what can be read is there, and what is appended later too', () => {
    const path = journalWith(entries);
    const bad = damagedAt(fs.readFileSync(path), 3);
    fs.writeFileSync(path, bad.subarray(0, -9));
    let full = true;
    const disk = {
      ...fs,
      writeSync: ((...args: Parameters<typeof fs.writeSync>) => {
        if (full) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        return fs.writeSync(...args);
      }) as typeof fs.writeSync,
    };
    const journal = openJournal(path, { fs: disk });
    expect(journal.entries()).toEqual(entries);
    expect(() => journal.append('too much')).toThrow(expect.objectContaining({ code: 'store.disk-full' }));
    full = false;
    journal.append('more');
    journal.close();
    expect(reread(path)).toEqual([...entries, 'more']);
  });

  test('a piece of an entry that could not be cut off again swallows nothing', () => {
    const path = join(scratchFolder(), 'journal');
    let failing = true;
    const refuse = (): never => {
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    const disk = {
      ...fs,
      fsyncSync: (fd: number) => (failing ? refuse() : fs.fsyncSync(fd)),
      ftruncateSync: (fd: number, size?: number) => (failing ? refuse() : fs.ftruncateSync(fd, size)),
    };
    failing = false;
    const journal = openJournal(path, { fs: disk });
    journal.append('one');
    failing = true;
    expect(() => journal.append('refused')).toThrow(expect.objectContaining({ code: 'store.write-failed' }));
    failing = false;
    journal.append('two');
    journal.close();
    expect(reread(path)).toEqual(['one', 'two']);
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
