import { createCipheriv, createDecipheriv } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Refusal } from '../refusal.ts';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals a message, so that a denial can carry what whoever was denied may not see.
 *
 * AES-256-GCM in base64url. It is made smaller first: DecodeAuthorizationMessage takes 10,240 characters, far more than
 * a request with fifty tags becomes.
 *
 * @param key 32 bytes
 * @param random gives as many random bytes as it is asked for
 */
export function sealMessage(message: object, key: Uint8Array, random: (bytes: number) => Uint8Array): string {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const small = deflateRawSync(Buffer.from(JSON.stringify(message), 'utf8'));
  const sealed = Buffer.concat([cipher.update(small), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/**
 * Opens a sealed message: the JSON text that DecodeAuthorizationMessage answers.
 *
 * @throws Refusal `InvalidAuthorizationMessageException` for any text that was not sealed with this key, and for one
 *   that was sealed and changed by one bit or line break
 */
export function openMessage(text: string, key: Uint8Array): string {
  const bytes = Buffer.from(text, 'base64url');
  // The last character of base64 has bits to spare: only one way of writing them is the message.
  if (bytes.length <= nonceBytes + tagBytes || bytes.toString('base64url') !== text) throw notValid();
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  try {
    const small = [decipher.update(bytes.subarray(nonceBytes, bytes.length - tagBytes)), decipher.final()];
    return inflateRawSync(Buffer.concat(small)).toString('utf8');
  } catch {
    throw notValid();
  }
}

function notValid(): Refusal {
  return new Refusal('InvalidAuthorizationMessageException', 'Message is not valid');
}
