import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { call } from '../ipc/call.ts';
import { publicKeyText } from './public-key.ts';
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

export const importKeyPairRequest = z.strictObject({ name: keyPairName, publicKey: publicKeyText });
export type ImportKeyPairRequest = z.infer<typeof importKeyPairRequest>;

export const deleteKeyPairRequest = z.strictObject({
  keyPairId: z.string().regex(/^key-[0-9a-f]{8}([0-9a-f]{9})?$/, 'This is not the id of a key pair.'),
  /** Removes the private half from this computer too; refused while it opens a machine of this Region. */
  forgetPrivateHalf: z.boolean(),
});
export type DeleteKeyPairRequest = z.infer<typeof deleteKeyPairRequest>;

export const importPrivateRequest = z.strictObject({
  /** The chosen file, as the main process holds it: its text never comes to the window. */
  fileId: z.string().min(1).max(64),
  passphrase: z.string().max(1_000, 'A passphrase may have at most 1,000 characters.').optional(),
  /** For a key that no key pair of this Region knows: the name of the new one. */
  name: keyPairName.optional(),
});
export type ImportPrivateRequest = z.infer<typeof importPrivateRequest>;

/** The machines of this Region that a key pair opens, as far as AWS knows: what was launched with it. */
export const keyUse = z.object({
  keyName: z.string(),
  instances: z.array(z.object({ instanceId: z.string(), name: z.string(), state: z.string() })),
});
export type KeyUse = z.infer<typeof keyUse>;

export const keys = {
  calls: {
    /** The key pairs of the current account and Region, and the private halves kept here whose pair is gone from AWS. */
    list: call(empty, z.object({ keyPairs: z.array(keyPair), keptHalves: z.array(z.string()) })),
    /** Whether private keys can be kept on this computer, and if not, why and what to do. */
    storage: call(
      empty,
      z.object({ available: z.boolean(), reason: z.string().optional(), fix: z.string().optional() }),
    ),
    /** Creates the pair; its private half is encrypted on disk before this answers and never leaves the main process. */
    create: call(createKeyPairRequest, keyPair),
    /** Which machines of this Region were launched with which key pair; pairs that opened none are left out. */
    uses: call(empty, z.object({ uses: z.array(keyUse) })),
    /** Brings the public half of a pair that was made elsewhere to AWS; its private half stays where it is. */
    importPublic: call(importKeyPairRequest, keyPair),
    /** Has the person choose a key file, and looks at it; absent when they thought better of it. */
    chooseKeyFile: call(
      empty,
      z.object({ file: z.object({ fileId: z.string(), fileName: z.string(), encrypted: z.boolean() }).optional() }),
    ),
    /**
     * Opens the chosen key file and keeps it, without its passphrase but encrypted, under each key pair of this Region
     * that it belongs to; answers no names where it belongs to none and none was given.
     */
    importPrivate: call(
      importPrivateRequest,
      z.object({ type: z.enum(['rsa', 'ed25519', 'ecdsa']), keyNames: z.array(z.string()) }),
    ),
    /** Writes the private half, as it is or for PuTTY, into a file that the person names, which nobody else can read; false when they thought better of it. */
    exportPrivate: call(
      z.strictObject({ name: keyPairName, form: z.enum(['pem', 'ppk']).optional() }),
      z.object({ saved: z.boolean() }),
    ),
    /** Deletes a private half whose pair is gone from AWS; refused while it opens a machine of this Region. */
    forgetPrivate: call(z.strictObject({ name: keyPairName }), z.object({})),
    /** Deletes the pair at AWS. Its machines go on, and are opened by whoever has the private half. */
    delete: call(deleteKeyPairRequest, z.object({})),
  },
  events: {},
};
