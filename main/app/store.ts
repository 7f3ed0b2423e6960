import { basename, dirname, join } from 'node:path';
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
  /** The file's name in its folder. */
  readonly name: string;
  /** Where the value came from: the file's second text (nothing was lost), the generation before it, or nowhere. */
  readonly from: 'copy' | 'previous' | 'nothing';
  /** Full paths of the damaged files, which were set aside. */
  readonly setAside: readonly string[];
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
  /** Told of each recovery in this folder and those inside it, besides the reader. */
  readonly onRecovery?: (recovery: Recovery) => void;
}

const NAME = /^[a-z0-9](?:[a-z0-9-]|\.(?=[a-z0-9])){0,120}$/;
const RESERVED = /\.(?:tmp|1|damaged-.*|before-.*)$/;

/** Opens (and makes, 0700) a folder for stored files, and clears what a crash left half written. */
export function openStore(folder: string, options: StoreOptions = {}): Store {
  const { fs = realFiles, now = () => new Date(), onRecovery = () => undefined } = options;
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
    file: (name, spec) => openFile(checked(name), spec, { fs, now, onRecovery }),
    inner: (name) => openStore(checked(name), options),
    names: () =>
      fs
        .readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && NAME.test(entry.name) && !RESERVED.test(entry.name))
        .map((entry) => entry.name),
  };
}

type Found<T> =
  | { readonly kind: 'missing' | 'damaged' }
  | { readonly kind: 'good'; readonly value: T }
  /** Damaged, but one of its two texts is whole; `bytes` are what the file should be. */
  | { readonly kind: 'repairable'; readonly value: T; readonly bytes: Uint8Array };

function openFile<T>(path: string, spec: FileSpec<T>, options: Required<StoreOptions>): StoredFile<T> {
  const { fs, now, onRecovery } = options;
  const previous = `${path}.1`;
  /** True once this process knows that the file at `path` is whole: only such a file becomes the last good generation. */
  let known = false;

  const load = (from: string): Found<T> => {
    if (!fs.existsSync(from)) return { kind: 'missing' };
    const found = unseal(readDamaged(fs, from));
    if (found.kind === 'damaged') return found;
    if (found.version > spec.version) throw newer(path);
    if (found.version < spec.version) return { kind: 'good', value: migrate(from, found.version, found.value) };
    const read = decoded(found.value);
    if (read.kind !== 'good' || !found.damaged) return read;
    return { kind: 'repairable', value: read.value, bytes: seal(found.version, found.value) };
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

  /** Gives a damaged file a second name to be kept under, so that the first one may be written over. */
  const setAside = (from: string): string => {
    const stamp = now().toISOString().replaceAll(':', '-');
    let to = `${path}.damaged-${stamp}`;
    for (let n = 2; fs.existsSync(to); n++) to = `${path}.damaged-${stamp}-${n}`;
    linkOrCopy(fs, from, to);
    syncFolder(fs, dirname(path));
    return to;
  };

  const keepPrevious = (): void => {
    if (!fs.existsSync(path)) return;
    if (!known && load(path).kind !== 'good') {
      setAside(path);
      return;
    }
    removeIfThere(fs, previous);
    linkOrCopy(fs, path, previous);
  };

  /** Sets damaged files aside and puts what could be saved in their place; does nothing where the disk has no room. */
  const restore = (damaged: readonly string[], bytes?: Uint8Array): string[] => {
    const aside: string[] = [];
    const keep = (): void => {
      for (const each of damaged) aside.push(setAside(each));
    };
    try {
      if (bytes) writeDurably(fs, path, bytes, keep);
      else keep();
      for (const each of damaged) if (!bytes || each === previous) removeIfThere(fs, each);
      known = bytes !== undefined;
    } catch {
      // What was read is true all the same; the next start finds the same damage and tries again.
    }
    return aside;
  };

  const recover = (now: Found<T>): { value: T | undefined; recovered?: Recovery } => {
    const name = basename(path);
    if (now.kind === 'repairable') {
      return { value: now.value, recovered: { name, from: 'copy', setAside: restore([path], now.bytes) } };
    }
    const before = load(previous);
    if (now.kind === 'missing' && before.kind === 'missing') return { value: undefined };
    const damaged = now.kind === 'damaged' ? [path] : [];
    if (before.kind === 'damaged' || before.kind === 'repairable') damaged.push(previous);
    if (before.kind === 'good' || before.kind === 'repairable') {
      const bytes = before.kind === 'repairable' ? before.bytes : fs.readFileSync(previous);
      return { value: before.value, recovered: { name, from: 'previous', setAside: restore(damaged, bytes) } };
    }
    return { value: undefined, recovered: { name, from: 'nothing', setAside: restore(damaged) } };
  };

  return {
    read() {
      removeIfThere(fs, temporaryName(path));
      const found = load(path);
      if (found.kind === 'good') {
        known = true;
        return { value: found.value };
      }
      const result = recover(found);
      if (result.recovered) onRecovery(result.recovered);
      return result;
    },
    write(value) {
      writeDurably(fs, path, seal(spec.version, value), keepPrevious);
      known = true;
    },
    remove() {
      // The old generation first: a crash in between must not bring a removed value back.
      removeIfThere(fs, previous);
      removeIfThere(fs, path);
      syncFolder(fs, dirname(path));
      known = false;
    },
  };
}

/** The bytes of a file; none where the disk itself can no longer read them. */
function readDamaged(fs: FileCalls, path: string): Uint8Array {
  try {
    return fs.readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EIO') return new Uint8Array();
    throw cause;
  }
}

function linkOrCopy(fs: FileCalls, from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch {
    // Some file systems have no links.
    fs.copyFileSync(from, to);
  }
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
