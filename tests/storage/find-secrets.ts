import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a secret was found in the open. */
export interface SecretHit {
  /** The file, or the process and what of it: `123 argv`. */
  readonly file: string;
  readonly secret: string;
  readonly form: string;
}

/** A text, or bytes, that must be found nowhere. */
export type Secret = string | Buffer;

/**
 * Searches every file under a folder for secrets as UTF-8, UTF-16, hex and base64 (at each of its three alignments),
 * and for the same inside JSON, where line ends are written out.
 *
 * `read` can take out of a file what may be there.
 */
export function findSecrets(
  folder: string,
  secrets: readonly Secret[],
  read: (file: string) => Buffer = readFileSync,
): SecretHit[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((file) => findInBytes(file, read(file), secrets));
}

/** The same search in the arguments and the environment of a process and of all that it started (Linux). */
export function findSecretsInProcesses(rootPid: number, secrets: readonly Secret[]): SecretHit[] {
  return familyOf(rootPid).flatMap((pid) =>
    (['cmdline', 'environ'] as const).flatMap((what) =>
      findInBytes(`${pid} ${what}`, readOfProcess(`/proc/${pid}/${what}`), secrets),
    ),
  );
}

/** The ids of a process and of all that it started, and they in turn (Linux). */
export function familyOf(rootPid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      const stat = readOfProcess(`/proc/${pid}/stat`).toString();
      // The name in brackets may hold anything; fields are counted from its end.
      return { pid: Number(pid), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) };
    });
  const family = [rootPid];
  for (const pid of family) family.push(...parents.filter(({ parent }) => parent === pid).map((each) => each.pid));
  return family;
}

/** Nothing for a process that has ended meanwhile. */
function readOfProcess(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

function findInBytes(file: string, bytes: Buffer, secrets: readonly Secret[]): SecretHit[] {
  return secrets.flatMap((secret) =>
    formsOf(secret)
      .filter((form) => bytes.includes(form.bytes))
      .map(({ form }) => ({ file, secret: typeof secret === 'string' ? secret : secret.toString('hex'), form })),
  );
}

function formsOf(secret: Secret): { form: string; bytes: Buffer }[] {
  const plain = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : secret;
  const aligned = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), plain])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters depend on the neighbours.
    return { form: `base64+${shift}`, bytes: Buffer.from(padded.slice(shift === 0 ? 0 : 4, -2)) };
  });
  const ofBytes = [
    { form: 'plain', bytes: plain },
    { form: 'hex', bytes: Buffer.from(plain.toString('hex')) },
    ...aligned,
  ];
  if (typeof secret !== 'string') return ofBytes;
  return [
    ...ofBytes,
    { form: 'utf16', bytes: Buffer.from(secret, 'utf16le') },
    { form: 'json', bytes: Buffer.from(JSON.stringify(secret).slice(1, -1)) },
  ];
}
