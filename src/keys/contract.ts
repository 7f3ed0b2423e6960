import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { call } from '../ipc/call.ts';
import { keyPairName } from './rules.ts';

export const keyPair = z.object({
  keyPairId: z.string(),
  name: z.string(),
  type: z.enum(['rsa', 'ed25519']),
  fingerprint: z.string(),
  createdAt: z.string().optional(),
  /** The private half is kept, encrypted, on this computer. */
  privateHalfHere: z.boolean(),
});
export type KeyPair = z.infer<typeof keyPair>;

export const createKeyPairRequest = z.strictObject({ name: keyPairName, type: z.enum(['rsa', 'ed25519']) });
export type CreateKeyPairRequest = z.infer<typeof createKeyPairRequest>;

export const keys = {
  calls: {
    /** The key pairs of the current account and Region. */
    list: call(empty, z.object({ keyPairs: z.array(keyPair) })),
    /** Whether private keys can be kept on this computer, and if not, why and what to do. */
    storage: call(
      empty,
      z.object({ available: z.boolean(), reason: z.string().optional(), fix: z.string().optional() }),
    ),
    /** Creates the pair; its private half is encrypted on disk before this answers and never leaves the main process. */
    create: call(createKeyPairRequest, keyPair),
  },
  events: {},
};
