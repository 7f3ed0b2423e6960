import { z } from 'zod';

/** The name of a key pair: 1-255 printable ASCII characters. Source: CreateKeyPair, parameter KeyName. */
export const keyPairName = z
  .string()
  .min(1, 'Give the key pair a name.')
  .max(255, 'A key pair’s name may have at most 255 characters.')
  .regex(/^[\x20-\x7e]*$/, 'Use plain letters, digits and signs: no accents, no emoji.')
  .refine((name) => name === name.trim(), 'Remove the space at the beginning or end of the name.');

/** A name for a pair that nobody has named yet: `amiable-key`, with a number where that is taken. */
export function freeKeyName(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'amiable-key' : `amiable-key-${number}`;
    if (!taken.includes(name)) return name;
  }
}
