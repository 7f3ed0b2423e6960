import type { FileHandle } from 'node:fs/promises';
import { link, open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { joinPath, keptBothName, partName } from '../../src/connect/file-names.ts';
import type { Clash, Transfer } from '../../src/connect/files-contract.ts';
import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { Clock } from '../app/platform.ts';
import { connectionLost, isMissing, refusedHere, refusedThere } from './file-refusals.ts';
import { becameShorter, explainFailure, pumpDown, pumpUp } from './pump-file.ts';
import type { RemoteFiles } from './remote-files.ts';

/** How often a running transfer is told, in milliseconds. */
const TELL_EVERY = 200;

/** Where the bytes of an upload come from; `end` lets go of it. */
export interface UploadSource {
  bytes(): AsyncIterable<Buffer>;
  end(): void;
}

/** What a transfer is about. `to` of a download is a folder of this computer that the person chose. */
export type TransferTask = Pick<Transfer, 'transferId' | 'sessionId' | 'name' | 'folder'> &
  (
    | { readonly direction: 'up'; readonly size: number; readonly source: UploadSource }
    | { readonly direction: 'down'; readonly to: string; readonly as: string; readonly agreed: boolean }
  );

/** What a transfer needs. */
export interface TransferParts {
  readonly remote: () => Promise<RemoteFiles>;
  readonly clock: Clock;
  readonly tell: (transfer: Transfer) => void;
}

/** One file on its way: under a temporary name until it is whole, so that nothing half done can look whole. */
export class FileTransfer {
  readonly task: TransferTask;
  readonly #parts: TransferParts;
  readonly #stop = new AbortController();
  #state: Transfer['state'] = 'waiting';
  #size = 0;
  #done = 0;
  #began = 0;
  #ended = 0;
  #told = 0;
  #keptAs: string | undefined;
  #error: Transfer['error'];
  #decide: ((answer: Clash) => void) | undefined;

  constructor(task: TransferTask, parts: TransferParts) {
    this.task = task;
    this.#parts = parts;
    if (task.direction === 'up') this.#size = task.size;
  }

  get over(): boolean {
    return !['waiting', 'asking', 'running'].includes(this.#state);
  }

  snapshot(): Transfer {
    const { transferId, sessionId, direction, name, folder } = this.task;
    const ran = this.#began === 0 ? 0 : (this.#ended || this.#now()) - this.#began;
    return {
      transferId,
      sessionId,
      direction,
      name,
      folder,
      size: this.#size,
      done: this.#done,
      bytesPerSecond: ran > 0 ? (this.#done / ran) * 1000 : 0,
      state: this.#state,
      keptAs: this.#keptAs,
      error: this.#error,
    };
  }

  answer(answer: Clash): void {
    this.#decide?.(answer);
  }

  cancel(): void {
    if (this.over) return;
    this.#stop.abort(new AppError('files.cancelled', 'Cancelled.'));
    if (this.task.direction === 'up') this.task.source.end();
    this.#decide?.('skip');
    if (this.#state === 'waiting') this.#end('cancelled');
  }

  /** Does it; what becomes of it is told, nothing is thrown. */
  async run(): Promise<void> {
    if (this.over) return;
    const { task } = this;
    try {
      const remote = await this.#parts.remote();
      const kept = task.direction === 'up' ? await this.#up(remote, task) : await this.#down(remote, task);
      this.#end(kept ? 'finished' : 'skipped');
    } catch (thrown) {
      if (this.#stop.signal.aborted) return this.#end('cancelled');
      const error = task.direction === 'up' ? refusedThere(thrown, task.name) : asDownFailure(thrown, task.name);
      const { code, message, fix } = toErrorShape(error);
      this.#error = { code, message, ...(fix ? { fix } : {}) };
      this.#end('failed');
    } finally {
      if (task.direction === 'up') task.source.end();
    }
  }

  async #up(remote: RemoteFiles, task: TransferTask & { direction: 'up' }): Promise<boolean> {
    const { folder, size, source } = task;
    const taken = (name: string) => remote.isThere(joinPath(folder, name));
    const place = await this.#place(task.name, false, taken);
    if (!place) return false;
    const target = joinPath(folder, place.name);
    const part = joinPath(folder, partName(place.name));
    const mode = place.replaces ? (await remote.stat(target)).mode & 0o777 : undefined;
    // What is left of an earlier try, or was put in the way: it is never written through.
    await remote.removeFile(part).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    const handle = await remote.open(part, 'wx');
    let whole = false;
    try {
      this.#begin();
      const sent = await pumpUp(remote, handle, source.bytes(), this.#ends());
      await remote.sync(handle);
      const { size: there } = await remote.fstat(handle);
      if (sent !== size || there !== size) throw becameShorter();
      if (mode !== undefined) await remote.chmod(handle, mode);
      await remote.close(handle);
      this.#stop.signal.throwIfAborted();
      if (place.replaces) await remote.replace(part, target);
      else await remote.rename(part, target);
      whole = true;
    } catch (error) {
      throw await explainFailure(remote, folder, size - this.#done, error);
    } finally {
      if (!whole) {
        await remote.close(handle).catch(() => undefined);
        await remote.removeFile(part).catch(() => undefined);
      }
    }
    return true;
  }

  async #down(remote: RemoteFiles, task: TransferTask & { direction: 'down' }): Promise<boolean> {
    const path = joinPath(task.folder, task.name);
    const there = await remote.stat(path);
    if (!there.isFile()) {
      throw new AppError('files.not-a-file', 'Only files can be downloaded.', {
        fix: 'Pack a folder in the terminal: tar czf folder.tar.gz folder. Then download that file.',
      });
    }
    this.#size = there.size;
    const taken = (name: string) =>
      stat(join(task.to, name)).then(
        () => true,
        () => false,
      );
    const place = await this.#place(task.as, task.agreed, taken);
    if (!place) return false;
    const part = join(task.to, partName(place.name));
    await unlink(part).catch(() => undefined);
    const handle = await remote.open(path, 'r');
    let file: FileHandle | undefined;
    let whole = false;
    try {
      file = await open(part, 'wx').catch(here(place.name));
      this.#begin();
      await pumpDown(remote, handle, this.#size, file, this.#ends());
      await file.sync().catch(here(place.name));
      if ((await file.stat()).size !== this.#size) throw becameShorter();
      await file.close();
      this.#stop.signal.throwIfAborted();
      const target = join(task.to, place.name);
      if (place.replaces) await rename(part, target).catch(here(place.name));
      else await putWhereNothingIs(part, target).catch(here(place.name));
      whole = true;
    } finally {
      await remote.close(handle).catch(() => undefined);
      if (!whole) {
        await file?.close().catch(() => undefined);
        await unlink(part).catch(() => undefined);
      }
    }
    return true;
  }

  /** Under which name; undefined: not at all. Asks the person where the name is taken. */
  async #place(name: string, agreed: boolean, taken: (name: string) => Promise<boolean>) {
    if (!(await taken(name))) return { name, replaces: false };
    if (agreed) return { name, replaces: true };
    const answer = await new Promise<Clash>((resolve) => {
      this.#decide = resolve;
      this.#become('asking');
      if (this.#stop.signal.aborted) resolve('skip');
    });
    this.#decide = undefined;
    this.#stop.signal.throwIfAborted();
    if (answer === 'skip') return undefined;
    if (answer === 'replace') return { name, replaces: true };
    for (let count = 2; ; count += 1) {
      const other = keptBothName(name, count);
      if (await taken(other)) continue;
      this.#keptAs = other;
      return { name: other, replaces: false };
    }
  }

  #ends() {
    return {
      signal: this.#stop.signal,
      arrived: (bytes: number) => {
        this.#done += bytes;
        if (this.#now() - this.#told >= TELL_EVERY) this.#tell();
      },
    };
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }

  #begin(): void {
    this.#stop.signal.throwIfAborted();
    this.#began = this.#now();
    this.#become('running');
  }

  #end(state: Transfer['state']): void {
    this.#ended = this.#now();
    this.#become(state);
  }

  #become(state: Transfer['state']): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    this.#told = this.#now();
    this.#parts.tell(this.snapshot());
  }
}

const here =
  (name: string) =>
  (error: unknown): never => {
    throw refusedHere(error, name);
  };

/** Never over a file that came meanwhile; where a disk knows no second names, the look before has to do. */
async function putWhereNothingIs(part: string, target: string): Promise<void> {
  try {
    await link(part, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    await rename(part, target);
    return;
  }
  await unlink(part);
}

function asDownFailure(thrown: unknown, name: string): AppError {
  const { code } = thrown as { code?: unknown };
  if (thrown instanceof AppError) return thrown;
  if (typeof code === 'string') return refusedHere(thrown, name);
  return typeof code === 'number' ? refusedThere(thrown, name) : connectionLost(thrown);
}
