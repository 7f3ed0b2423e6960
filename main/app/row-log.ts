import { constants, existsSync, linkSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asWriteError, realFiles, removeIfThere, syncFolder, temporaryName } from './durable.ts';
import { keepDamaged, type Replayed, replay, toLines } from './journal-lines.ts';

/** What had to be done about a damaged file; nothing was deleted. */
export interface RowLogDamage {
  /** Where the rows came from: the second line of each (nothing was lost), the generation before, or what was left. */
  readonly from: 'copy' | 'previous' | 'nothing';
  /** Full paths of the damaged files, which were kept. */
  readonly setAside: readonly string[];
}

/** A file of rows that grows by what was written, and is written anew when it has grown too long. */
export interface RowLog<Row> {
  /** The rows in order; null when there is no file yet. */
  load(): Promise<readonly Row[] | null>;
  /** Adds rows, all or none. Throws AppError `store.disk-full` or `store.write-failed`. */
  append(rows: readonly Row[]): Promise<void>;
  /** Writes the file anew; what was there stays as the generation before. Throws as `append` does. */
  replace(rows: Iterable<Row>): Promise<void>;
  /** Whether most of the file is rows that later ones have replaced. */
  bloated(): boolean;
  close(): Promise<void>;
}

const ROWS_IN_AN_ENTRY = 100;
const SMALL = 4 * 1024 * 1024;
const GROWN = 4;

const previousName = (path: string): string => `${path}.1`;

/**
 * Opens a file of rows, 0600, in the journal's form: each entry is a list of rows, written twice with a checksum.
 *
 * Calls are made one after the other. The disk is waited for without holding up the process.
 */
export function openRowLog<Row>(path: string, onDamage: (damage: RowLogDamage) => void = () => undefined): RowLog<Row> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  removeIfThere(realFiles, temporaryName(path));
  let handle: FileHandle | null = null;
  let size = 0;
  let sizeWhenNew = 0;
  let number = 0;

  async function openFile(held: Replayed | null, length: number): Promise<void> {
    await handle?.close();
    handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    size = length;
    sizeWhenNew = length;
    number = held?.last ?? 0;
  }

  async function writeNew(entries: Iterable<readonly Row[]>): Promise<{ length: number; last: number }> {
    const temporary = temporaryName(path);
    const file = await open(temporary, 'w', 0o600);
    let length = 0;
    let last = 0;
    try {
      for (const entry of entries) {
        last += 1;
        length = await writeAt(file, toLines(last, entry), length);
      }
      await file.sync();
    } catch (cause) {
      await file.close();
      removeIfThere(realFiles, temporary);
      throw asWriteError(cause);
    }
    await file.close();
    return { length, last };
  }

  async function replace(rows: Iterable<Row>): Promise<void> {
    const { length, last } = await writeNew(inGroups(rows));
    if (existsSync(path)) {
      removeIfThere(realFiles, previousName(path));
      linkSync(path, previousName(path));
    }
    renameSync(temporaryName(path), path);
    syncFolder(realFiles, dirname(path));
    await openFile(null, length);
    number = last;
  }

  return {
    async load() {
      if (!existsSync(path) && !existsSync(previousName(path))) return null;
      const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
      const found = replay(bytes);
      const readable = found.entries.length > 0;
      const before = readable ? null : replayOf(previousName(path));
      const entries = readable ? found.entries : (before?.entries ?? []);
      const rows = entries.flat() as Row[];
      const whole = readable && !found.damaged && !found.torn;
      if (whole) await openFile(found, bytes.length);
      else {
        const damaged = found.damaged || (bytes.length > 0 && !readable);
        const setAside = damaged ? [keepDamaged(realFiles, path)] : [];
        if (rows.length > 0) await replace(rows);
        if (damaged)
          onDamage({ from: !readable && rows.length > 0 ? 'previous' : found.lost > 0 ? 'nothing' : 'copy', setAside });
        if (rows.length === 0) return null;
      }
      return rows;
    },

    async append(rows) {
      const lines = toLines(number + 1, rows);
      if (!handle) await openFile(null, 0);
      const file = handle as unknown as FileHandle;
      try {
        await writeAt(file, lines, size);
        await file.datasync();
      } catch (cause) {
        // Half an entry would swallow the next one: it is cut off, now or by what is written over it.
        await file.truncate(size).catch(() => undefined);
        throw asWriteError(cause);
      }
      size += lines.length;
      number += 1;
    },

    replace,
    bloated: () => size > SMALL && size > GROWN * sizeWhenNew,
    async close() {
      await handle?.close();
      handle = null;
    },
  };
}

/** Writes all of `bytes` at a place in the file and answers where they end. A short write is tried again: the system says why. */
async function writeAt(file: FileHandle, bytes: Buffer, at: number): Promise<number> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    if (bytesWritten === 0) throw Object.assign(new Error('Nothing more could be written'), { code: 'ENOSPC' });
    done += bytesWritten;
  }
  return at + done;
}

function* inGroups<Row>(rows: Iterable<Row>): Generator<readonly Row[]> {
  let group: Row[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < ROWS_IN_AN_ENTRY) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function replayOf(path: string): Replayed | null {
  return existsSync(path) ? replay(readFileSync(path)) : null;
}
