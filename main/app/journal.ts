import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { asWriteError, type FileCalls, realFiles, syncFolder, writeDurably, writeFully } from './durable.ts';

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

/** What a test may replace, and who is told of damage. */
export interface JournalOptions {
  readonly fs?: FileCalls;
  /** Called once when whole lines could not be read: how many, and where the file was kept as it was found. */
  readonly onDamage?: (lines: number, kept: string) => void;
}

/**
 * Opens a journal of JSON lines, 0600, each with a checksum.
 *
 * A crash in the middle of an append leaves a torn last line; it was never answered for, so it is dropped. Lines
 * before it that cannot be read are skipped, and the file as it was found is kept beside.
 */
export function openJournal(path: string, { fs = realFiles, onDamage }: JournalOptions = {}): Journal {
  fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const found = replay(fs.existsSync(path) ? fs.readFileSync(path) : Buffer.alloc(0));
  let list = found.entries;
  if (found.damaged > 0) {
    const kept = freeName(fs, `${path}.damaged`);
    fs.copyFileSync(path, kept);
    fs.chmodSync(kept, 0o600);
    onDamage?.(found.damaged, kept);
  }
  if (found.damaged > 0 || found.torn || !fs.existsSync(path)) rewrite(list);
  let fd = fs.openSync(path, 'a', 0o600);
  let size = fs.fstatSync(fd).size;

  function rewrite(kept: readonly unknown[]): void {
    writeDurably(fs, path, Buffer.concat(kept.map(toLine)));
  }

  return {
    append(entry) {
      const line = toLine(entry);
      try {
        writeFully(fs, fd, line);
        fs.fsyncSync(fd);
      } catch (cause) {
        // A torn line in the middle would swallow the next entry: cut it off again.
        fs.ftruncateSync(fd, size);
        throw asWriteError(cause);
      }
      size += line.length;
      list.push(JSON.parse(JSON.stringify(entry)));
    },
    entries: () => list,
    compact(kept) {
      const copy = kept.map((entry) => JSON.parse(JSON.stringify(entry)) as unknown);
      rewrite(copy);
      fs.closeSync(fd);
      fd = fs.openSync(path, 'a', 0o600);
      size = fs.fstatSync(fd).size;
      list = copy;
    },
    close() {
      fs.closeSync(fd);
      syncFolder(fs, dirname(path));
    },
  };
}

/** `["checksum", entry]`: valid JSON, and a flipped bit inside a text is noticed. */
const LINE = /^\["([0-9a-f]{16})",(.*)\]$/s;

function toLine(entry: unknown): Buffer {
  const json = JSON.stringify(entry);
  return Buffer.from(`["${checksum(json)}",${json}]\n`);
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}

interface Replayed {
  readonly entries: unknown[];
  /** Whole lines that could not be read. */
  readonly damaged: number;
  /** The last line has no end. */
  readonly torn: boolean;
}

function replay(bytes: Buffer): Replayed {
  const lines = bytes.toString('utf8').split('\n');
  const torn = lines.pop() !== '';
  const entries: unknown[] = [];
  let damaged = 0;
  for (const line of lines) {
    const [, sum, json] = LINE.exec(line) ?? [];
    if (json !== undefined && sum === checksum(json)) entries.push(JSON.parse(json));
    else damaged += 1;
  }
  return { entries, damaged, torn };
}

function freeName(fs: FileCalls, name: string): string {
  let n = 1;
  while (fs.existsSync(`${name}-${n}`)) n += 1;
  return `${name}-${n}`;
}
