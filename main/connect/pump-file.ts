import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../src/core/errors.ts';
import { diskFull, refusedHere } from './file-refusals.ts';
import type { RemoteFiles } from './remote-files.ts';

/** What one request carries: every server takes this much. */
const PIECE = 32 * 1024;

/** Requests under way at once, as OpenSSH's sftp has them: 2 MiB, which is also all that a transfer keeps in memory. */
const IN_FLIGHT = 64;

/** How a transfer is followed and stopped. */
export interface PumpEnds {
  readonly signal: AbortSignal;
  /** So many bytes more have arrived. */
  readonly arrived: (bytes: number) => void;
}

/** Runs so many at a time; the first failure is thrown when what was under way is over. */
class InFlight {
  readonly #running = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  async add(work: () => Promise<void>): Promise<void> {
    while (this.#running.size >= IN_FLIGHT) await Promise.race(this.#running);
    this.#check();
    const running = work()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async end(): Promise<void> {
    await Promise.all(this.#running);
    this.#check();
  }

  /** Waits for what is under way, whatever becomes of it. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }

  #check(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

/** Writes what comes to an open file of the machine; answers how many bytes there were. */
export async function pumpUp(
  remote: RemoteFiles,
  handle: Buffer,
  source: AsyncIterable<Buffer>,
  { signal, arrived }: PumpEnds,
): Promise<number> {
  const flight = new InFlight();
  let position = 0;
  try {
    for await (const chunk of source) {
      for (let from = 0; from < chunk.length; from += PIECE) {
        signal.throwIfAborted();
        const piece = chunk.subarray(from, from + PIECE);
        const at = position;
        position += piece.length;
        await flight.add(async () => {
          await remote.write(handle, piece, at);
          arrived(piece.length);
        });
      }
    }
    await flight.end();
  } catch (error) {
    await flight.settle();
    throw error;
  }
  signal.throwIfAborted();
  return position;
}

/** Reads `size` bytes of an open file of the machine into one of this computer. */
export async function pumpDown(
  remote: RemoteFiles,
  handle: Buffer,
  size: number,
  file: FileHandle,
  { signal, arrived }: PumpEnds,
): Promise<void> {
  const flight = new InFlight();
  const buffers: Buffer[] = [];
  const fetch = async (from: number, length: number): Promise<void> => {
    const buffer = buffers.pop() ?? Buffer.allocUnsafeSlow(PIECE);
    let done = 0;
    while (done < length) {
      signal.throwIfAborted();
      const bytes = await remote.read(handle, buffer, length - done, from + done);
      if (bytes === 0) throw becameShorter();
      await writeAll(file, buffer, bytes, from + done);
      done += bytes;
      arrived(bytes);
    }
    buffers.push(buffer);
  };
  try {
    for (let at = 0; at < size; at += PIECE) {
      signal.throwIfAborted();
      const from = at;
      await flight.add(() => fetch(from, Math.min(PIECE, size - from)));
    }
    await flight.end();
  } catch (error) {
    await flight.settle();
    throw error;
  }
}

async function writeAll(file: FileHandle, buffer: Buffer, length: number, position: number): Promise<void> {
  let done = 0;
  while (done < length) {
    const { bytesWritten } = await file
      .write(buffer, done, length - done, position + done)
      .catch((error: unknown): never => {
        throw refusedHere(error, 'the file');
      });
    if (bytesWritten === 0) throw refusedHere({ code: 'ENOSPC' }, 'the file');
    done += bytesWritten;
  }
}

/** A file that is written to while it is copied gives no whole copy. */
export function becameShorter(): AppError {
  return new AppError('files.changed-meanwhile', 'The file was changed while it was copied.', {
    fix: 'Wait until nothing writes to it, then start again.',
  });
}

/** SFTP has one word, "Failure", for a full disk and much else: the disk itself is asked. */
export async function explainFailure(remote: RemoteFiles, folder: string, missing: number, thrown: unknown) {
  if ((thrown as { code?: unknown }).code !== 4) return thrown;
  const room = await remote.room(folder);
  return room !== undefined && room < Math.max(missing, 1) ? diskFull(thrown) : thrown;
}
