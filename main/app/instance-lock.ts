import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';

/** Held while the app runs; `release` lets the next start in. */
export interface InstanceLock {
  release(): void;
}

/** Tells what runs under a process id: text that differs between two processes that had the same id; undefined when none does. */
export type Identify = (pid: number) => string | undefined;

/**
 * Makes sure that one process at a time writes in `folder`, or throws AppError `app.already-running`.
 *
 * Electron's own lock is per person and folder name, and two starts by different means (sudo, another user) get past
 * it; this one is the folder's. The lock of a process that is gone, or whose id another program has now, is taken over.
 */
export function lockFolder(folder: string, pid = process.pid, identify: Identify = identifyProcess): InstanceLock {
  return lockFile(join(folder, 'lock'), pid, identify);
}

/** Holds the lock at `path`, as {@link lockFolder} does. */
export function lockFile(path: string, pid = process.pid, identify: Identify = identifyProcess): InstanceLock {
  fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine = JSON.stringify({ pid, identity: identify(pid) });

  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      fs.writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return {
        release() {
          if (read(path) === mine) fs.unlinkSync(path);
        },
      };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      const theirs = read(path);
      if (theirs !== undefined && alive(theirs, identify)) throw alreadyRunning();
      takeAway(path, theirs, pid);
    }
  }
  throw alreadyRunning();
}

/** Moves a stale lock away, and puts it back when it turns out to be a fresh one that another start has just made. */
function takeAway(path: string, stale: string | undefined, pid: number): void {
  const moved = `${path}.stale-${pid}`;
  try {
    fs.renameSync(path, moved);
  } catch {
    return;
  }
  if (read(moved) !== stale) {
    try {
      fs.linkSync(moved, path);
    } catch {
      // A third start was quicker; the next attempt sees its lock.
    }
  }
  fs.unlinkSync(moved);
}

function read(path: string): string | undefined {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function alive(text: string, identify: Identify): boolean {
  try {
    const { pid, identity } = JSON.parse(text) as { pid: number; identity?: string };
    const now = identify(pid);
    return now !== undefined && (identity === undefined || now === identity);
  } catch {
    return false;
  }
}

/** On Linux when the process was started, elsewhere just that it is there. */
export function identifyProcess(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform === 'linux') {
    const stat = read(`/proc/${pid}/stat`);
    // The name in brackets may hold anything; fields are counted from its end. Z is a process that has ended.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
  }
  try {
    process.kill(pid, 0);
    return 'running';
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM' ? 'running' : undefined;
  }
}

function alreadyRunning(): AppError {
  return new AppError('app.already-running', 'Amiable is running already with this data folder.', {
    fix: 'Use the window that is open, or close it first.',
  });
}
