import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { SFTPWrapper } from 'ssh2';
import { joinPath, localName, nameFault } from '../../src/connect/file-names.ts';
import type { Transfer } from '../../src/connect/files-contract.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { Contract } from '../../src/ipc/contract.ts';
import type { Clock, Publish } from '../app/platform.ts';
import { FedFile } from './fed-file.ts';
import { refusedHere, refusedThere } from './file-refusals.ts';
import { RemoteFiles } from './remote-files.ts';
import { FileTransfer, type TransferTask, type UploadSource } from './transfer.ts';

/** So many files of a session are on their way at once; the others wait. */
const AT_ONCE = 3;

/** The most transfers that a session remembers or has waiting. */
const MOST_TRANSFERS = 500;

/** What the file pane needs from the rest of the main process. */
export interface FilesDeps {
  /** Opens a channel for files on the connection of an open session. */
  openFiles(sessionId: string): Promise<SFTPWrapper>;
  /** Asks the person for files of this computer; none when they thought better of it. */
  chooseFiles(): Promise<readonly string[]>;
  /** Asks where to save a file of that name; the system's dialog asks before anything is replaced. */
  choosePlace(name: string): Promise<string | null>;
  chooseFolder(): Promise<string | null>;
  readonly publish: Publish;
  readonly clock: Clock;
  randomId(): string;
}

/** The handlers, and the end of all transfers. */
export type Files = Handlers<Contract['files']> & { stop(): void };

/** Builds the handlers; a session's channel is opened when it is first needed and kept for all that follows. */
export function createFiles(deps: FilesDeps): Files {
  const channels = new Map<string, Promise<RemoteFiles>>();
  const transfers = new Map<string, FileTransfer>();
  const fed = new Map<string, FedFile>();

  const remoteOf = async (sessionId: string): Promise<RemoteFiles> => {
    const kept = await channels.get(sessionId)?.catch(() => undefined);
    if (kept && !kept.over) return kept;
    const opened = deps.openFiles(sessionId).then((sftp) => new RemoteFiles(sftp));
    channels.set(sessionId, opened);
    return opened;
  };

  const about = async <T>(sessionId: string, name: string, work: (remote: RemoteFiles) => Promise<T>): Promise<T> => {
    const remote = await remoteOf(sessionId);
    return work(remote).catch((error: unknown): never => {
      throw refusedThere(error, name);
    });
  };

  const of = (sessionId: string) => [...transfers.values()].filter(({ task }) => task.sessionId === sessionId);

  const busy = new Map<string, number>();
  const next = (sessionId: string): void => {
    const running = busy.get(sessionId) ?? 0;
    if (running >= AT_ONCE) return;
    const waiting = of(sessionId).find((each) => each.snapshot().state === 'waiting' && !begun.has(each));
    if (!waiting) return;
    begun.add(waiting);
    busy.set(sessionId, running + 1);
    void waiting.run().finally(() => {
      fed.delete(waiting.task.transferId);
      busy.set(sessionId, (busy.get(sessionId) ?? 1) - 1);
      next(sessionId);
    });
    next(sessionId);
  };
  const begun = new WeakSet<FileTransfer>();

  const add = (task: TransferTask): void => {
    if (of(task.sessionId).length >= MOST_TRANSFERS) {
      throw new AppError('files.too-many', `${MOST_TRANSFERS} transfers are in the list.`, {
        fix: 'Clear the list, or pack many files into one: tar czf.',
      });
    }
    const made = new FileTransfer(task, {
      remote: () => remoteOf(task.sessionId),
      clock: deps.clock,
      tell: (transfer: Transfer) => deps.publish('files.transfer', transfer),
    });
    transfers.set(task.transferId, made);
    deps.publish('files.transfer', made.snapshot());
    next(task.sessionId);
  };

  return {
    async list({ sessionId, path }) {
      const { entries, ...rest } = await about(sessionId, path ?? 'your home folder', (remote) => remote.list(path));
      return { ...rest, entries: [...entries] };
    },
    async makeFolder({ sessionId, folder, name }) {
      await about(sessionId, name, async (remote) => {
        const path = joinPath(folder, name);
        if (await remote.isThere(path)) throw taken(name);
        await remote.makeFolder(path);
      });
      return {};
    },
    async rename({ sessionId, folder, from, name }) {
      await about(sessionId, from, async (remote) => {
        const path = joinPath(folder, name);
        if (await remote.isThere(path)) throw taken(name);
        await remote.rename(joinPath(folder, from), path);
      });
      return {};
    },
    async remove({ sessionId, folder, name }) {
      await about(sessionId, name, async (remote) => {
        const path = joinPath(folder, name);
        if (!(await remote.lstat(path)).isDirectory()) return remote.removeFile(path);
        const { entries } = await remote.list(path);
        if (entries.length > 0) {
          throw new AppError('files.not-empty', 'This folder is not empty.', {
            fix: 'Delete what is in it first, hidden files too.',
          });
        }
        return remote.removeFolder(path);
      });
      return {};
    },
    async upload({ sessionId, folder }) {
      await remoteOf(sessionId);
      const paths = await deps.chooseFiles();
      const found = await Promise.all(paths.map((path) => localFile(path)));
      for (const { path, name, size } of found) {
        const source = fromDisk(path, name);
        add({ transferId: deps.randomId(), sessionId, direction: 'up', name, folder, size, source });
      }
      return { started: found.length };
    },
    async take({ sessionId, folder, name, size }) {
      const transferId = deps.randomId();
      const file = new FedFile(size);
      fed.set(transferId, file);
      const source = { bytes: () => file, end: () => file.end() };
      add({ transferId, sessionId, direction: 'up', name, folder, size, source });
      return { transferId };
    },
    async feed({ transferId, offset, data }) {
      return { goesOn: (await fed.get(transferId)?.feed(offset, data)) ?? false };
    },
    async download({ sessionId, folder, names }) {
      const [only] = names;
      const place = names.length === 1 && only ? await deps.choosePlace(localName(only)) : null;
      const to = names.length === 1 ? place && dirname(place) : await deps.chooseFolder();
      if (!to) return { started: 0 };
      for (const name of names) {
        const as = place ? basename(place) : localName(name);
        const agreed = place !== null;
        add({ transferId: deps.randomId(), sessionId, direction: 'down', name, folder, to, as, agreed });
      }
      return { started: names.length };
    },
    async answerClash({ transferId, answer }) {
      transfers.get(transferId)?.answer(answer);
      return {};
    },
    async cancel({ transferId }) {
      transfers.get(transferId)?.cancel();
      return {};
    },
    async clear({ sessionId }) {
      for (const { task, over } of of(sessionId)) if (over) transfers.delete(task.transferId);
      return {};
    },
    async transfers({ sessionId }) {
      return { transfers: of(sessionId).map((each) => each.snapshot()) };
    },
    stop() {
      for (const each of transfers.values()) each.cancel();
      channels.clear();
    },
  };
}

const taken = (name: string): AppError =>
  new AppError('files.name-taken', `“${name}” is there already.`, { fix: 'Choose another name.', field: 'name' });

async function localFile(path: string): Promise<{ path: string; name: string; size: number }> {
  const name = basename(path);
  const found = await stat(path).catch((error: unknown): never => {
    throw refusedHere(error, name);
  });
  if (!found.isFile()) throw refusedHere({ code: 'EISDIR' }, name);
  const fault = nameFault(name);
  if (fault) throw new AppError('files.bad-name', fault, { fix: 'Rename the file on this computer first.' });
  return { path, name, size: found.size };
}

function fromDisk(path: string, name: string): UploadSource {
  return {
    async *bytes() {
      try {
        yield* createReadStream(path, { highWaterMark: 512 * 1024 });
      } catch (error) {
        throw typeof (error as { code?: unknown }).code === 'string' ? refusedHere(error, name) : error;
      }
    },
    end: () => undefined,
  };
}
