import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Refusal } from '../../refusal.ts';
import type { KmsKeyRecord } from '../../world/records/kms-records.ts';
import type { CallContext } from '../operation.ts';
import type { EncryptionContext } from './grant-use.ts';
import type { FoundKey } from './key-names.ts';

/** The first byte of a ciphertext of this cloud. */
const VERSION = 1;
const ID_LENGTH = 16;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const HEADER_LENGTH = 1 + ID_LENGTH + NONCE_LENGTH + TAG_LENGTH;

/** What is told of a ciphertext that cannot be read: nothing, as in KMS. */
function unreadable(): Refusal {
  return new Refusal('InvalidCiphertextException', '');
}

/**
 * Encrypts with a key; only the same encryption context opens it again.
 *
 * A ciphertext is a version, the key's ID, a nonce and the tag of AES-256-GCM, then what was encrypted.
 */
export function seal(key: KmsKeyRecord, plain: Uint8Array, about: EncryptionContext, call: CallContext): Uint8Array {
  const nonce = call.world.random(NONCE_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), nonce);
  cipher.setAAD(boundTo(about));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const id = Buffer.from(key.id.replaceAll('-', ''), 'hex');
  return new Uint8Array(Buffer.concat([Buffer.from([VERSION]), id, nonce, cipher.getAuthTag(), sealed]));
}

/** Decrypts with the key that the ciphertext names. */
export function open(key: KmsKeyRecord, sealed: Uint8Array, about: EncryptionContext): Uint8Array {
  const bytes = Buffer.from(sealed);
  const nonce = bytes.subarray(1 + ID_LENGTH, 1 + ID_LENGTH + NONCE_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), nonce);
  decipher.setAAD(boundTo(about));
  decipher.setAuthTag(bytes.subarray(1 + ID_LENGTH + NONCE_LENGTH, HEADER_LENGTH));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(HEADER_LENGTH)), decipher.final()]));
  } catch {
    // The tag does not fit: another context, or not the bytes that were written.
    throw unreadable();
  }
}

/** The key in the Region that a ciphertext was made with, whoever owns it. */
export function keyOf(sealed: Uint8Array | undefined, { world, region }: CallContext): FoundKey {
  const bytes = Buffer.from(sealed ?? []);
  if (bytes.length < HEADER_LENGTH || bytes[0] !== VERSION) throw unreadable();
  const digits = bytes.subarray(1, 1 + ID_LENGTH).toString('hex');
  const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  for (const place of world.placesIn(region)) {
    const key = place.kmsKeys.get(id);
    if (key) return { key, place };
  }
  throw unreadable();
}

function boundTo(about: EncryptionContext): Uint8Array {
  return Buffer.from(JSON.stringify(Object.entries(about).sort(([a], [b]) => (a < b ? -1 : 1))));
}
