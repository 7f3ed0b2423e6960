import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a secret was found in the open. */
export interface SecretHit {
  readonly file: string;
  readonly secret: string;
  readonly form: string;
}

/**
 * Searches every file under a folder for secrets as UTF-8, UTF-16 and base64 (at each of its three alignments), and
 * for the same inside JSON, where line ends are written out.
 */
export function findSecrets(folder: string, secrets: readonly string[]): SecretHit[] {
  const needles = secrets.flatMap((secret) => formsOf(secret).map((form) => ({ secret, ...form })));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((file) => {
      const bytes = readFileSync(file);
      return needles
        .filter(({ bytes: needle }) => bytes.includes(needle))
        .map(({ secret, form }) => ({ file, secret, form }));
    });
}

function formsOf(secret: string): { form: string; bytes: Buffer }[] {
  const utf8 = Buffer.from(secret, 'utf8');
  const aligned = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters depend on the neighbours.
    return { form: `base64+${shift}`, bytes: Buffer.from(padded.slice(shift === 0 ? 0 : 4, -2)) };
  });
  return [
    { form: 'utf8', bytes: utf8 },
    { form: 'utf16', bytes: Buffer.from(secret, 'utf16le') },
    { form: 'json', bytes: Buffer.from(JSON.stringify(secret).slice(1, -1)) },
    ...aligned,
  ];
}
