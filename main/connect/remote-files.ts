import type { FileEntryWithStats, InputAttributes, OpenMode, SFTPWrapper, Stats } from 'ssh2';
import { canBeName, joinPath } from '../../src/connect/file-names.ts';
import type { FileEntry } from '../../src/connect/files-contract.ts';

/** The most entries of a folder that are taken from a machine. */
export const MOST_ENTRIES = 10_000;

/** Of so many links it is asked where they lead. */
const MOST_LINKS = 200;

/** What a folder holds. */
export interface RemoteFolder {
  readonly path: string;
  readonly entries: readonly FileEntry[];
  readonly left: number;
  readonly impossible: number;
}

/** What the machine's disk says of itself; ssh2 has no type for it. */
interface DiskFacts {
  readonly f_bavail: number;
  readonly f_frsize: number;
}

type Answered<T> = (error: Error | undefined | null, value: T) => void;

const ask = <T>(send: (answered: Answered<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    send((error, value) => (error ? reject(error) : resolve(value)));
  });

const say = (send: (answered: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    send((error) => (error ? reject(error) : resolve()));
  });

/** SFTP's requests over one channel as promises. They reject with the machine's status code, or with none when it is gone. */
export class RemoteFiles {
  readonly #sftp: SFTPWrapper;
  readonly #closed: Promise<never>;
  #over = false;

  constructor(sftp: SFTPWrapper) {
    this.#sftp = sftp;
    this.#closed = new Promise((_, reject) => {
      const end = () => {
        this.#over = true;
        reject(new Error('The channel was closed.'));
      };
      sftp.once('close', end);
      sftp.once('end', end);
    });
    this.#closed.catch(() => undefined);
    sftp.on('error', () => undefined);
  }

  get over(): boolean {
    return this.#over;
  }

  end(): void {
    this.#sftp.end();
  }

  /** What the library leaves unanswered when the line is cut is refused here. */
  #ask<T>(send: (sftp: SFTPWrapper, answered: Answered<T>) => void): Promise<T> {
    return Promise.race([this.#closed, ask<T>((answered) => send(this.#sftp, answered))]);
  }

  #say(send: (sftp: SFTPWrapper, answered: (error?: Error | null) => void) => void): Promise<void> {
    return Promise.race([this.#closed, say((answered) => send(this.#sftp, answered))]);
  }

  realPath(path: string): Promise<string> {
    return this.#ask((sftp, answered) => sftp.realpath(path, answered));
  }

  stat(path: string): Promise<Stats> {
    return this.#ask((sftp, answered) => sftp.stat(path, answered));
  }

  lstat(path: string): Promise<Stats> {
    return this.#ask((sftp, answered) => sftp.lstat(path, answered));
  }

  open(path: string, mode: OpenMode, attributes: InputAttributes = {}): Promise<Buffer> {
    return this.#ask((sftp, answered) => sftp.open(path, mode, attributes, answered));
  }

  close(handle: Buffer): Promise<void> {
    return this.#say((sftp, answered) => sftp.close(handle, answered));
  }

  fstat(handle: Buffer): Promise<Stats> {
    return this.#ask((sftp, answered) => sftp.fstat(handle, answered));
  }

  chmod(handle: Buffer, mode: number): Promise<void> {
    return this.#say((sftp, answered) => sftp.fchmod(handle, mode, answered));
  }

  /** How many bytes were read; 0 at the end. */
  async read(handle: Buffer, into: Buffer, length: number, position: number): Promise<number> {
    try {
      return await this.#ask<number>((sftp, answered) =>
        sftp.read(handle, into, 0, length, position, (error, bytes) => answered(error, bytes)),
      );
    } catch (error) {
      // SFTP's status 1 is the end of the file.
      if ((error as { code?: unknown }).code === 1) return 0;
      throw error;
    }
  }

  write(handle: Buffer, data: Buffer, position: number): Promise<void> {
    return this.#say((sftp, answered) => sftp.write(handle, data, 0, data.length, position, answered));
  }

  makeFolder(path: string): Promise<void> {
    return this.#say((sftp, answered) => sftp.mkdir(path, answered));
  }

  removeFolder(path: string): Promise<void> {
    return this.#say((sftp, answered) => sftp.rmdir(path, answered));
  }

  removeFile(path: string): Promise<void> {
    return this.#say((sftp, answered) => sftp.unlink(path, answered));
  }

  /** Refused by the machine where `to` is there already. */
  rename(from: string, to: string): Promise<void> {
    return this.#say((sftp, answered) => sftp.rename(from, to, answered));
  }

  /** Puts `from` in the place of `to` in one step where the machine can (OpenSSH's extension), else in two. */
  async replace(from: string, to: string): Promise<void> {
    try {
      await this.#say((sftp, answered) => sftp.ext_openssh_rename(from, to, answered));
    } catch (error) {
      // The library throws, without a code, where the machine has no such extension.
      if (this.#over || (error as { code?: unknown }).code !== undefined) throw error;
      await this.removeFile(to);
      await this.rename(from, to);
    }
  }

  /** Asks the machine to put a file on its disk; a machine without that extension is not asked. */
  async sync(handle: Buffer): Promise<void> {
    await this.#ask((sftp, answered) => sftp.ext_openssh_fsync(handle, answered)).catch((error: unknown) => {
      if (this.#over || (error as { code?: unknown }).code !== undefined) throw error;
    });
  }

  /** Free bytes on the disk of a folder; undefined where the machine does not tell. */
  async room(folder: string): Promise<number | undefined> {
    const facts = await this.#ask<DiskFacts>((sftp, answered) => sftp.ext_openssh_statvfs(folder, answered)).catch(
      () => undefined,
    );
    return facts && facts.f_bavail * facts.f_frsize;
  }

  async isThere(path: string): Promise<boolean> {
    try {
      await this.lstat(path);
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code === 2) return false;
      throw error;
    }
  }

  /** What a folder holds; without a path, the home folder. A server that never comes to an end is left. */
  async list(path = '.'): Promise<RemoteFolder> {
    const real = await this.realPath(path);
    const handle = await this.#ask<Buffer>((sftp, answered) => sftp.opendir(real, answered));
    const found: FileEntryWithStats[] = [];
    try {
      while (found.length <= MOST_ENTRIES) {
        const some = await this.#some(handle);
        if (!some) break;
        found.push(...some.filter(({ filename }) => filename !== '.' && filename !== '..'));
      }
    } finally {
      await this.close(handle).catch(() => undefined);
    }
    const possible = found.filter(({ filename }) => canBeName(filename));
    const taken = possible.slice(0, MOST_ENTRIES);
    const links = taken.filter(({ attrs }) => kindOf(attrs.mode) === 'link').slice(0, MOST_LINKS);
    const toFolder = new Set<string>();
    await Promise.all(
      links.map(async ({ filename }) => {
        // A link that leads nowhere is shown all the same.
        const target = await this.stat(joinPath(real, filename)).catch(() => undefined);
        if (target?.isDirectory()) toFolder.add(filename);
      }),
    );
    return {
      path: real,
      entries: taken.map(({ filename, attrs }) => ({
        name: filename,
        kind: kindOf(attrs.mode),
        toFolder: toFolder.has(filename),
        size: attrs.size ?? 0,
        modified: (attrs.mtime ?? 0) * 1000,
        mode: (attrs.mode ?? 0) & 0o7777,
      })),
      left: possible.length - taken.length,
      impossible: found.length - possible.length,
    };
  }

  async #some(handle: Buffer): Promise<FileEntryWithStats[] | undefined> {
    try {
      return await this.#ask((sftp, answered) => sftp.readdir(handle, answered));
    } catch (error) {
      if ((error as { code?: unknown }).code === 1) return undefined;
      throw error;
    }
  }
}

function kindOf(mode: number | undefined): FileEntry['kind'] {
  switch ((mode ?? 0) & 0o170000) {
    case 0o100000:
      return 'file';
    case 0o040000:
      return 'folder';
    case 0o120000:
      return 'link';
    default:
      return 'other';
  }
}
