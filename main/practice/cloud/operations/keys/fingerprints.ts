import { createHash, type KeyObject } from 'node:crypto';
import type { PublicKeyFacts } from './imported-keys.ts';
import { publicBlob } from './ssh-keys.ts';

/** EC2's fingerprint of a key that it made: SHA-1 of the private half (PKCS #8) for RSA, OpenSSH's for ED25519. */
export function madeFingerprint(privateKey: KeyObject, publicKey: KeyObject): string {
  if (privateKey.asymmetricKeyType === 'ed25519') return openSshFingerprint(publicBlob(publicKey));
  return pairs(
    createHash('sha1')
      .update(privateKey.export({ type: 'pkcs8', format: 'der' }))
      .digest('hex'),
  );
}

/** EC2's fingerprint of a key that was brought in: MD5 of the public half for RSA, OpenSSH's for ED25519. */
export function importedFingerprint({ type, key, blob }: PublicKeyFacts): string {
  if (type === 'ed25519') return openSshFingerprint(blob);
  return pairs(
    createHash('md5')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
  );
}

function openSshFingerprint(blob: Uint8Array): string {
  return createHash('sha256').update(blob).digest('base64');
}

function pairs(hex: string): string {
  return hex.match(/../g)?.join(':') ?? hex;
}
