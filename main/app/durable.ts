import * as nodeFs from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../src/core/errors.ts';

/** The file calls that the durable writer makes; given, so that a test can make each of them fail. */
export type FileCalls = Pick<
  typeof nodeFs,
  | 'openSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'fstatSync'
  | 'ftruncateSync'
  | 'closeSync'
  | 'renameSync'
  | 'unlinkSync'
  | 'linkSync'
  | 'copyFileSync'
  | 'readFileSync'
  | 'existsSync'
  | 'mkdirSync'
  | 'chmodSync'
  | 'readdirSync'
>;

/** The real ones. */
export const realFiles: FileCalls = nodeFs;

/** The one temporary name beside `path`: fixed, so that a crash can never leave more than one behind. */
export const temporaryName = (path: string): string => `${path}.tmp`;

/**
 * Puts `bytes` at `path` so that after a crash at any moment there is the old file or the new one, whole.
 *
 * A short write is not an error to the operating system (that is how a full disk silently ruins files elsewhere), so
 * every byte is counted, and the old file is replaced only by one that is complete and on the disk. `beforeReplace`
 * runs when the new file is safe and the old one still in place. Throws AppError `store.disk-full` or
 * `store.write-failed`; the old file is then untouched.
 */
export function writeDurably(files: FileCalls, path: string, bytes: Uint8Array, beforeReplace?: () => void): void {
  const temporary = temporaryName(path);
  try {
    writeWhole(files, temporary, bytes);
    beforeReplace?.();
    files.renameSync(temporary, path);
    syncFolder(files, dirname(path));
  } catch (cause) {
    removeIfThere(files, temporary);
    throw asWriteError(cause);
  }
}

function writeWhole(files: FileCalls, path: string, bytes: Uint8Array): void {
  const fd = files.openSync(path, 'w', 0o600);
  try {
    writeFully(files, fd, bytes);
    files.fsyncSync(fd);
    if (files.fstatSync(fd).size !== bytes.length) throw new Error('The file is not as long as what was written');
  } finally {
    files.closeSync(fd);
  }
}

/** Writes every byte, however few the system takes at a time. */
export function writeFully(files: FileCalls, fd: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    const written = files.writeSync(fd, bytes, done, bytes.length - done);
    if (written === 0) throw Object.assign(new Error('Nothing more could be written'), { code: 'ENOSPC' });
    done += written;
  }
}

/** Makes a rename or a new name in `folder` survive a power cut. Windows cannot open folders and does not need it. */
export function syncFolder(files: FileCalls, folder: string): void {
  if (process.platform === 'win32') return;
  const fd = files.openSync(folder, 'r');
  try {
    files.fsyncSync(fd);
  } finally {
    files.closeSync(fd);
  }
}

/** Removes a file that may not be there. */
export function removeIfThere(files: FileCalls, path: string): void {
  try {
    files.unlinkSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
}

/** Says in words why something could not be written. */
export function asWriteError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'store.disk-full',
      'The disk is full, so this could not be saved. What was saved before is safe.',
      {
        fix: 'Free some space on the disk, then try again.',
        retryable: true,
        cause,
      },
    );
  }
  return new AppError('store.write-failed', 'This could not be saved. What was saved before is safe.', {
    fix: `Check that Amiable may write to its folder (${code ?? 'unknown reason'}), then try again.`,
    retryable: true,
    cause,
  });
}
