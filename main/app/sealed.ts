import { createHash } from 'node:crypto';

/**
 * The form of a stored file: one line that tells format version, length and checksum, then the JSON.
 *
 * The checksum covers the version too, so that no flipped bit can make a file look older or newer than it is.
 */
const HEADER = /^amiable-store (\d{1,9}) (\d{1,12}) ([0-9a-f]{64})\n/;

/** What a stored file turned out to be. */
export type Unsealed =
  | { readonly kind: 'good'; readonly version: number; readonly value: unknown }
  | { readonly kind: 'damaged' };

/** The bytes of a stored file. */
export function seal(version: number, value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  return Buffer.concat([Buffer.from(`amiable-store ${version} ${body.length} ${checksum(version, body)}\n`), body]);
}

/** Reads the bytes of a stored file; anything that is not exactly as it was written is `damaged`. */
export function unseal(bytes: Uint8Array): Unsealed {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = HEADER.exec(all.toString('latin1', 0, 120));
  if (!header) return { kind: 'damaged' };
  const version = Number(header[1]);
  const body = all.subarray(header[0].length);
  if (String(version) !== header[1] || String(body.length) !== header[2] || checksum(version, body) !== header[3]) {
    return { kind: 'damaged' };
  }
  return { kind: 'good', version, value: JSON.parse(body.toString('utf8')) };
}

function checksum(version: number, body: Uint8Array): string {
  return createHash('sha256').update(`${version}\n`).update(body).digest('hex');
}
