import { shownName } from '../../src/connect/file-names.ts';
import { AppError } from '../../src/core/errors.ts';

/** The status codes of SFTP's third version that say more than "Failure". */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const UNSUPPORTED = 8;

const facts = (thrown: unknown): { code?: unknown; message?: unknown } =>
  typeof thrown === 'object' && thrown !== null ? thrown : {};

/** True for SFTP's "No such file". */
export const isMissing = (thrown: unknown): boolean => facts(thrown).code === NO_SUCH_FILE;

/** The connection of the session is gone, and with it every transfer. */
export function connectionLost(cause?: unknown): AppError {
  return new AppError('files.connection-lost', 'The connection to the machine was lost.', {
    fix: 'Connect again, then start the transfer anew: only whole files carry their final name.',
    cause,
  });
}

/** The machine's disk has no room for it. */
export function diskFull(cause?: unknown): AppError {
  return new AppError('files.disk-full', 'The machine’s disk is full.', {
    fix: 'Delete what is not needed there, or give the machine a larger volume. Nothing half written was left.',
    cause,
  });
}

/** What a machine refused, in a sentence; `name` is what it was about. */
export function refusedThere(thrown: unknown, name: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const { code, message } = facts(thrown);
  const shown = shownName(name);
  if (code === NO_SUCH_FILE) {
    return new AppError('files.not-found', `“${shown}” is not there any more.`, {
      fix: 'Refresh the list.',
      cause: thrown,
    });
  }
  if (code === PERMISSION_DENIED) {
    return new AppError('files.permission-denied', `The user you are logged in as may not do this with “${shown}”.`, {
      fix: 'Use a folder of your own, such as your home folder, and move the file with “sudo” in the terminal.',
      cause: thrown,
    });
  }
  if (code === UNSUPPORTED) {
    return new AppError('files.unsupported', 'This machine’s SSH server does not do this.', {
      fix: 'Do it in the terminal.',
      cause: thrown,
    });
  }
  if (typeof code !== 'number') return connectionLost(thrown);
  const said =
    typeof message === 'string' && message !== 'Failure' ? ` It says: ${shownName(message.slice(0, 200))}` : '';
  return new AppError('files.refused', `The machine refused this for “${shown}”.${said}`, {
    fix: 'Look whether the name is free, the folder is empty and the disk has room.',
    cause: thrown,
  });
}

/** What this computer refused. */
export function refusedHere(thrown: unknown, name: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const shown = shownName(name);
  const { code } = facts(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('files.local-disk-full', 'The disk of this computer is full.', {
      fix: 'Make room, then download again. Nothing half written was left.',
      cause: thrown,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new AppError('files.local-denied', `This computer does not allow it for “${shown}”.`, {
      fix: 'Choose a file or folder of your own.',
      cause: thrown,
    });
  }
  if (code === 'ENOENT') {
    return new AppError('files.local-not-found', `“${shown}” is not on this computer any more.`, {
      fix: 'Choose it again.',
      cause: thrown,
    });
  }
  if (code === 'EISDIR') {
    return new AppError('files.local-folder', `“${shown}” is a folder.`, {
      fix: 'Choose files, not folders.',
      cause: thrown,
    });
  }
  if (code === 'ENAMETOOLONG') {
    return new AppError('files.local-name-long', 'The name is too long for this computer.', {
      fix: 'Rename the file on the machine first.',
      cause: thrown,
    });
  }
  return new AppError('files.local-failed', `“${shown}” could not be read or written on this computer.`, {
    fix: 'Look at the disk, then try again.',
    cause: thrown,
  });
}
