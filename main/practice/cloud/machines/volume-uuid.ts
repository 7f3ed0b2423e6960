import { createHash } from 'node:crypto';

/** The UUID of the file system that a system's volume came with: always the same for the same volume. */
export function systemUuid(volumeId: string): string {
  const hash = createHash('sha256').update(volumeId).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`];
  return `${parts.join('-')}-${hash.slice(20, 32)}`;
}
