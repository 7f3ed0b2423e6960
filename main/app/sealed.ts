import { createHash } from 'node:crypto';

/**
 * The form of a stored file: the same text twice, each time one line that tells format version, length and checksum,
 * then the JSON. Whatever happens to one byte, one of the two is whole.
 *
 * The checksum covers the version too, so that no flipped bit can make a file look older or newer than it is.
 */
const HEADER = /^amiable-store (\d{1,9}) (\d{1,12}) ([0-9a-f]{64})\n/;
const BEGINNING = 'amiable-store ';

/** What a stored file turned out to be. */
export type Unsealed =
  | {
      readonly kind: 'good';
      readonly version: number;
      readonly value: unknown;
      /** Not every byte is as it was written, but one whole text was left. */
      readonly damaged: boolean;
    }
  | { readonly kind: 'damaged' };

/** The bytes of a stored file. */
export function seal(version: number, value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  const text = Buffer.concat([Buffer.from(`${BEGINNING}${version} ${body.length} ${checksum(version, body)}\n`), body]);
  return Buffer.concat([text, text]);
}

/** Reads the bytes of a stored file; what is not exactly as it was written in either of its texts is `damaged`. */
export function unseal(bytes: Uint8Array): Unsealed {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A header cannot be inside the JSON, which has no line ends; so wherever one is, a text begins.
  for (let at = all.indexOf(BEGINNING); at !== -1; at = all.indexOf(BEGINNING, at + 1)) {
    const text = textAt(all.subarray(at));
    if (!text) continue;
    const { length, version, value } = text;
    const half = all.length / 2;
    const whole = at === 0 && length === half && all.subarray(0, half).equals(all.subarray(half));
    return { kind: 'good', version, value, damaged: !whole };
  }
  return { kind: 'damaged' };
}

/** The text at the beginning of `bytes`, if there is a whole one. */
function textAt(bytes: Buffer): { length: number; version: number; value: unknown } | undefined {
  const header = HEADER.exec(bytes.toString('latin1', 0, 120));
  if (!header) return undefined;
  const version = Number(header[1]);
  const length = header[0].length + Number(header[2]);
  const body = bytes.subarray(header[0].length, length);
  if (String(version) !== header[1] || String(body.length) !== header[2] || checksum(version, body) !== header[3]) {
    return undefined;
  }
  return { length, version, value: JSON.parse(body.toString('utf8')) };
}

function checksum(version: number, body: Uint8Array): string {
  return createHash('sha256').update(`${version}\n`).update(body).digest('hex');
}
