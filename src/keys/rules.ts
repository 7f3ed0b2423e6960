import { z } from 'zod';

/** The name of a key pair: 1-255 printable ASCII characters. Source: CreateKeyPair, parameter KeyName. */
export const keyPairName = z
  .string()
  .min(1, 'Give the key pair a name.')
  .max(255, 'A key pair’s name may have at most 255 characters.')
  .regex(/^[\x20-\x7e]*$/, 'Use plain letters, digits and signs: no accents, no emoji.')
  .refine((name) => name === name.trim(), 'Remove the space at the beginning or end of the name.');
