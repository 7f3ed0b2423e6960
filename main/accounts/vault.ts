import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import type { Cipher, FileSpec, Store, StoredFile } from '../app/platform.ts';

/**
 * The one home of secrets: encrypted by the operating system's keyring or refused, never plain text.
 *
 * The keyring's own encryption carries no proof that the text is unchanged (on Linux it is AES-CBC alone), so each
 * secret is sealed with AES-256-GCM under a random key, and only that key is given to the keyring.
 */
export interface Vault {
  /** Whether secrets can be kept here; if not, why and what to do. */
  status(): ReturnType<Cipher['status']>;
  /** On the disk, twice, before this returns. Throws `vault.no-keyring`, `store.disk-full`, `store.write-failed`. */
  put(name: string, secret: string): void;
  /** Undefined when there is none. Throws `vault.no-keyring`, `vault.damaged`, `vault.other-keyring`. */
  get(name: string): string | undefined;
  /** Works without a keyring. */
  has(name: string): boolean;
  /** Works without a keyring. */
  names(): string[];
  /** Removes the secret and every copy of it. */
  remove(name: string): void;
}

const base64 = z.base64();
const sealedSecret = z.strictObject({ name: z.string(), keyId: z.string(), nonce: base64, text: base64, tag: base64 });
type SealedSecret = z.infer<typeof sealedSecret>;
const wrappedKeys = z.array(z.strictObject({ keyId: z.string(), wrapped: base64 }));

const SECRET: FileSpec<SealedSecret> = { version: 1, decode: (value) => sealedSecret.parse(value) };
const KEYS: FileSpec<z.infer<typeof wrappedKeys>> = { version: 1, decode: (value) => wrappedKeys.parse(value) };

/** What the vault is built from. */
export interface VaultParts {
  /** A folder for the vault alone. */
  readonly store: Store;
  readonly cipher: Cipher;
}

/** Opens the vault. Names may hold anything, for example `keys/111122223333/eu-central-1/my-key`. */
export function createVault({ store, cipher }: VaultParts): Vault {
  const keysFile = store.file('vault-keys', KEYS);
  const opened = new Map<string, Buffer>();
  const fileOf = (name: string): StoredFile<SealedSecret> => store.file(fileName(name), SECRET);

  const unwrap = (keyId: string, wrapped: string): Buffer => {
    const known = opened.get(keyId);
    if (known) return known;
    const key = Buffer.from(cipher.decrypt(Buffer.from(wrapped, 'base64')), 'base64');
    if (key.length !== 32) throw new Error('Not a key');
    opened.set(keyId, key);
    return key;
  };

  /** The newest key that the keyring opens, or a new one: old ones stay, in case the old keyring comes back. */
  const currentKey = (): { keyId: string; key: Buffer } => {
    const keys = keysFile.read().value ?? [];
    for (const { keyId, wrapped } of [...keys].reverse()) {
      const key = quietly(() => unwrap(keyId, wrapped));
      if (key) return { keyId, key };
    }
    const made = { keyId: randomBytes(8).toString('hex'), key: randomBytes(32) };
    const wrapped = Buffer.from(cipher.encrypt(made.key.toString('base64'))).toString('base64');
    writeTwice(keysFile, [...keys, { keyId: made.keyId, wrapped }]);
    opened.set(made.keyId, made.key);
    return made;
  };

  const insist = (): void => {
    const now = cipher.status();
    if (!now.available) throw new AppError('vault.no-keyring', now.reason, { fix: now.fix });
  };

  return {
    status: () => cipher.status(),
    put(name, secret) {
      insist();
      const { keyId, key } = currentKey();
      const nonce = randomBytes(12);
      const gcm = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(name, keyId));
      const text = Buffer.concat([gcm.update(secret, 'utf8'), gcm.final()]);
      writeTwice(fileOf(name), {
        name,
        keyId,
        nonce: nonce.toString('base64'),
        text: text.toString('base64'),
        tag: gcm.getAuthTag().toString('base64'),
      });
    },
    get(name) {
      insist();
      const { value, recovered } = fileOf(name).read();
      if (!value && recovered) throw damaged(name, `Its damaged file was kept as ${recovered.setAside[0]}.`);
      if (!value) return undefined;
      const entry = keysFile.read().value?.find(({ keyId }) => keyId === value.keyId);
      const key = entry && quietly(() => unwrap(entry.keyId, entry.wrapped));
      if (!key) throw otherKeyring(name);
      const secret = quietly(() => open(name, value, key));
      if (secret === undefined) throw damaged(name, 'Its proof of being unchanged does not hold.');
      return secret;
    },
    has: (name) => store.names().includes(fileName(name)),
    names: () =>
      store
        .names()
        .filter((file) => file.startsWith('secret-'))
        .flatMap((file) => store.file(file, SECRET).read().value?.name ?? []),
    remove: (name) => fileOf(name).remove(),
  };
}

/** Once as the file and once as its last generation, so that damage to one of them loses nothing. */
function writeTwice<T>(file: StoredFile<T>, value: T): void {
  file.write(value);
  file.write(value);
}

/** A file name that says nothing and cannot lead anywhere, whatever the secret's name is. */
function fileName(name: string): string {
  return `secret-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
}

/** What the seal is bound to: a sealed secret that was moved under another name does not open. */
function bound(name: string, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['amiable-vault-1', name, keyId]));
}

function open(name: string, sealed: SealedSecret, key: Buffer): string {
  const tag = Buffer.from(sealed.tag, 'base64');
  const gcm = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 });
  gcm.setAAD(bound(name, sealed.keyId)).setAuthTag(tag);
  return Buffer.concat([gcm.update(Buffer.from(sealed.text, 'base64')), gcm.final()]).toString('utf8');
}

/** Undefined for what cannot be opened: which step failed is nobody's business. */
function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

function damaged(name: string, why: string): AppError {
  return new AppError(
    'vault.damaged',
    `The secret “${shortName(name)}” was changed on the disk and is not used. ${why}`,
    {
      fix: 'Take the secret from your own copy, or create a new one.',
    },
  );
}

function otherKeyring(name: string): AppError {
  return new AppError(
    'vault.other-keyring',
    `The keyring of this computer does not open the secret “${shortName(name)}”.`,
    {
      fix: 'Unlock the keyring that was in use when it was saved, then try again. Nothing was deleted.',
    },
  );
}

const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
