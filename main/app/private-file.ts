import { execFile } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { promisify } from 'node:util';

/** What the operating system gives; a test hands in another one. */
export interface FileRights {
  readonly platform: NodeJS.Platform;
  readonly user: () => string;
  readonly run: (program: string, args: readonly string[]) => Promise<unknown>;
}

const ours: FileRights = {
  platform: process.platform,
  user: () => userInfo().username,
  run: (program, args) => promisify(execFile)(program, [...args], { windowsHide: true }),
};

/**
 * Writes a secret into a file that its owner alone can read, as SSH demands of private keys.
 *
 * The rights are set while the file is still empty: 0600, and on Windows an access list of one. A file that was there
 * is replaced, whatever its rights were.
 */
export async function writePrivateFile(path: string, text: string, rights: FileRights = ours): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    if (rights.platform === 'win32') {
      await rights.run('icacls.exe', [path, '/inheritance:r', '/grant:r', `${rights.user()}:F`]);
    } else {
      // The mode above is for new files only.
      await file.chmod(0o600);
    }
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Longer than any key file is, in bytes. */
const MOST_BYTES = 64 * 1024;

/** Reads a key file that the person chose. Throws what the file system says, and for what is too long to be one. */
export async function readPrivateFile(path: string): Promise<{ name: string; text: string }> {
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new Error('too long for a key file');
  return { name: basename(path), text: await readFile(path, 'utf8') };
}
