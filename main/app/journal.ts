import { dirname } from 'node:path';
import { asWriteError, type FileCalls, realFiles, syncFolder, writeDurably, writeFully } from './durable.ts';
import { keepDamaged, replay, toLines } from './journal-lines.ts';

/** A list that only grows: what is appended is on the disk before `append` returns. */
export interface Journal {
  /** Adds one entry (JSON). Throws AppError `store.disk-full` or `store.write-failed`; the entry is then not in the list. */
  append(entry: unknown): void;
  /** Everything that was appended, in order. */
  entries(): readonly unknown[];
  /** Replaces the list by a shorter one, all or nothing. */
  compact(entries: readonly unknown[]): void;
  close(): void;
}

/** What could not be read of a journal. */
export interface JournalDamage {
  /** How many entries are gone, at least; 0 when the second line of each was whole. */
  readonly lost: number;
  /** Where the file was kept as it was found. */
  readonly kept: string;
}

/** What a test may replace, and who is told of damage. */
export interface JournalOptions {
  readonly fs?: FileCalls;
  /** Called once, when whole lines could not be read. */
  readonly onDamage?: (damage: JournalDamage) => void;
}

/**
 * Opens a journal of JSON lines, 0600. Each entry is two equal lines with its number and a checksum, so that whatever
 * happens to one byte, one of the two is whole.
 *
 * A crash in the middle of an append leaves a torn end; it was never answered for, so it is dropped. Other lines that
 * cannot be read are skipped, and the file as it was found is kept beside.
 */
export function openJournal(path: string, { fs = realFiles, onDamage }: JournalOptions = {}): Journal {
  fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const existed = fs.existsSync(path);
  const found = replay(existed ? fs.readFileSync(path) : Buffer.alloc(0));
  let list = found.entries;
  /** The number of the last entry in the file. */
  let last = found.last;
  if (found.damaged || found.torn || !existed) putRight();
  let fd = fs.openSync(path, 'a', 0o600);
  let size = fs.fstatSync(fd).size;
  /** Something may be behind `size` that was never answered for. */
  let dirty = false;

  function rewrite(kept: readonly unknown[], beforeReplace?: () => void): void {
    writeDurably(fs, path, Buffer.concat(kept.map((entry, n) => toLines(n + 1, entry))), beforeReplace);
    last = kept.length;
  }

  function putRight(): void {
    let kept = path;
    try {
      rewrite(list, () => {
        if (found.damaged) kept = keepDamaged(fs, path);
      });
    } catch (cause) {
      // On a full disk the file stays as it is: what was read is true, and what is appended can be read again.
      if (!existed) throw cause;
    }
    if (found.damaged) onDamage?.({ lost: found.lost, kept });
  }

  function cutOff(): void {
    fs.ftruncateSync(fd, size);
    dirty = false;
  }

  return {
    append(entry) {
      const lines = toLines(last + 1, entry);
      try {
        if (dirty) cutOff();
        dirty = true;
        writeFully(fs, fd, lines);
        fs.fsyncSync(fd);
      } catch (cause) {
        // Half an entry would swallow the next one: cut it off again.
        try {
          cutOff();
        } catch {
          // Then the next append begins with it.
        }
        throw asWriteError(cause);
      }
      dirty = false;
      last += 1;
      size += lines.length;
      list.push(JSON.parse(JSON.stringify(entry)));
    },
    entries: () => list,
    compact(kept) {
      const copy = kept.map((entry) => JSON.parse(JSON.stringify(entry)) as unknown);
      rewrite(copy);
      fs.closeSync(fd);
      fd = fs.openSync(path, 'a', 0o600);
      size = fs.fstatSync(fd).size;
      dirty = false;
      list = copy;
    },
    close() {
      fs.closeSync(fd);
      syncFolder(fs, dirname(path));
    },
  };
}
