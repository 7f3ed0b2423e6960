import { join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import { type FileCalls, realFiles, removeIfThere, syncFolder, temporaryName, writeDurably } from './durable.ts';
import { seal, unseal } from './sealed.ts';

/** What a stored file holds and how old ones are brought up to date. */
export interface FileSpec<T> {
  /** The format's version, from 1. */
  readonly version: number;
  /** Checks what was read; throws when it does not fit. */
  readonly decode: (value: unknown) => T;
  /** `migrate[n]` turns format n into format n + 1. Forward only. */
  readonly migrate?: Readonly<Record<number, (value: unknown) => unknown>>;
}

/** Told to the person when a damaged file was found; nothing was deleted. */
export interface Recovery {
  /** Where the value came from: the last good generation, or nowhere. */
  readonly from: 'previous' | 'nothing';
  /** Full paths of the damaged files, which were set aside. */
  readonly setAside: readonly string[];
  /** The same in a sentence. */
  readonly sentence: string;
}

/** One file of the store. Calls are synchronous, so writes are in order and a finished `write` is on the disk. */
export interface StoredFile<T> {
  /** What was written last; `value` undefined when nothing was. Throws AppError `store.newer` or `store.migration-failed`. */
  read(): { readonly value: T | undefined; readonly recovered?: Recovery };
  /** Throws AppError `store.disk-full` or `store.write-failed`, and then what was written before is still there. */
  write(value: T): void;
  /** Removes the file and its last generation. */
  remove(): void;
}

/** A folder of files that survive crashes, full disks and flipped bits. */
export interface Store {
  readonly folder: string;
  /** A file by name: small letters, digits, dots and hyphens. */
  file<T>(name: string, spec: FileSpec<T>): StoredFile<T>;
  /** A folder inside this one. */
  inner(name: string): Store;
  /** The names of the files that were written. */
  names(): string[];
}

/** What a test may replace. */
export interface StoreOptions {
  readonly fs?: FileCalls;
  readonly now?: () => Date;
}

const NAME = /^[a-z0-9](?:[a-z0-9-]|\.(?=[a-z0-9])){0,120}$/;
const RESERVED = /\.(?:tmp|1|damaged-.*|before-.*)$/;

/** Opens (and makes, 0700) a folder for stored files, and clears what a crash left half written. */
export function openStore(folder: string, { fs = realFiles, now = () => new Date() }: StoreOptions = {}): Store {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.chmodSync(folder, 0o700);
  for (const name of fs.readdirSync(folder)) {
    if (name.endsWith('.tmp')) removeIfThere(fs, join(folder, name));
  }
  const checked = (name: string): string => {
    if (!NAME.test(name) || RESERVED.test(name)) throw new Error(`Not a name for a stored file: ${name}`);
    return join(folder, name);
  };
  return {
    folder,
    file: (name, spec) => openFile(checked(name), spec, fs, now),
    inner: (name) => openStore(checked(name), { fs, now }),
    names: () =>
      fs
        .readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && NAME.test(entry.name) && !RESERVED.test(entry.name))
        .map((entry) => entry.name),
  };
}

type Found<T> = { readonly kind: 'missing' | 'damaged' } | { readonly kind: 'good'; readonly value: T };

function openFile<T>(path: string, spec: FileSpec<T>, fs: FileCalls, now: () => Date): StoredFile<T> {
  const previous = `${path}.1`;
  /** True once this process knows that the file at `path` is whole: only such a file becomes the last good generation. */
  let known = false;

  const load = (from: string): Found<T> => {
    if (!fs.existsSync(from)) return { kind: 'missing' };
    const found = unseal(fs.readFileSync(from));
    if (found.kind === 'damaged') return found;
    if (found.version > spec.version) throw newer(path);
    if (found.version < spec.version) return { kind: 'good', value: migrate(from, found.version, found.value) };
    return decoded(found.value);
  };

  const decoded = (value: unknown): Found<T> => {
    try {
      return { kind: 'good', value: spec.decode(value) };
    } catch {
      return { kind: 'damaged' };
    }
  };

  /** All steps in memory first: the file changes once, at the end, after a copy of the old one is safe. */
  const migrate = (from: string, version: number, value: unknown): T => {
    let result = value;
    let decodedResult: T;
    try {
      for (let step = version; step < spec.version; step++) {
        const migration = spec.migrate?.[step];
        if (!migration) throw new Error(`No migration from format ${step}`);
        result = migration(structuredClone(result));
      }
      decodedResult = spec.decode(result);
    } catch (cause) {
      throw new AppError(
        'store.migration-failed',
        `What an older Amiable saved in ${path} could not be brought up to date.`,
        {
          fix: 'Nothing was changed. Start the older version again, or send us this file.',
          cause,
        },
      );
    }
    writeDurably(fs, `${path}.before-${spec.version}`, fs.readFileSync(from));
    writeDurably(fs, from, seal(spec.version, result));
    return decodedResult;
  };

  const setAside = (from: string): string => {
    const stamp = now().toISOString().replaceAll(':', '-');
    let to = `${path}.damaged-${stamp}`;
    for (let n = 2; fs.existsSync(to); n++) to = `${path}.damaged-${stamp}-${n}`;
    fs.renameSync(from, to);
    syncFolder(fs, join(path, '..'));
    return to;
  };

  const keepPrevious = (): void => {
    if (!fs.existsSync(path)) return;
    if (!known && load(path).kind !== 'good') {
      setAside(path);
      return;
    }
    removeIfThere(fs, previous);
    try {
      fs.linkSync(path, previous);
    } catch {
      // Some file systems have no links.
      fs.copyFileSync(path, previous);
    }
  };

  const recover = (first: Found<T>): { value: T | undefined; recovered: Recovery } | { value: undefined } => {
    const before = load(previous);
    if (first.kind === 'missing' && before.kind === 'missing') return { value: undefined };
    const aside = first.kind === 'damaged' ? [setAside(path)] : [];
    if (before.kind === 'damaged') aside.push(setAside(previous));
    if (before.kind === 'good') writeDurably(fs, path, fs.readFileSync(previous));
    known = before.kind === 'good';
    const kept = aside.length > 0 ? ` The damaged file was kept as ${aside[0]}.` : '';
    return before.kind === 'good'
      ? {
          value: before.value,
          recovered: {
            from: 'previous',
            setAside: aside,
            sentence: `A saved file was damaged, so Amiable went back to how it was one change earlier.${kept}`,
          },
        }
      : {
          value: undefined,
          recovered: {
            from: 'nothing',
            setAside: aside,
            sentence: `A saved file was damaged and could not be restored, so Amiable starts without it.${kept}`,
          },
        };
  };

  return {
    read() {
      removeIfThere(fs, temporaryName(path));
      const found = load(path);
      if (found.kind !== 'good') return recover(found);
      known = true;
      return { value: found.value };
    },
    write(value) {
      writeDurably(fs, path, seal(spec.version, value), keepPrevious);
      known = true;
    },
    remove() {
      // The old generation first: a crash in between must not bring a removed value back.
      removeIfThere(fs, previous);
      removeIfThere(fs, path);
      syncFolder(fs, join(path, '..'));
      known = false;
    },
  };
}

function newer(path: string): AppError {
  return new AppError(
    'store.newer',
    `${path} was written by a newer version of Amiable, so this version leaves it alone.`,
    {
      fix: 'Install the newest version of Amiable, or start with another data folder.',
    },
  );
}
