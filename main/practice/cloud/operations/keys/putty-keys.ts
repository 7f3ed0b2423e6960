import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { field, mpint, publicBlob } from './ssh-keys.ts';

/**
 * An unencrypted private key as PuTTY keeps it, in the second version of its form, which every PuTTY reads.
 *
 * Source: PuTTY user manual, appendix C, "PPK file format".
 */
export function puttyPrivateKey(key: KeyObject, publicKey: KeyObject, comment: string): string {
  const algorithm = key.asymmetricKeyType === 'ed25519' ? 'ssh-ed25519' : 'ssh-rsa';
  const publicBytes = publicBlob(publicKey);
  const privateBytes = privateBlob(key);
  const mac = createHmac('sha1', createHash('sha1').update('putty-private-key-file-mac-key').digest())
    .update(Buffer.concat([field(algorithm), field('none'), field(comment), field(publicBytes), field(privateBytes)]))
    .digest('hex');
  const publicLines = linesOf(publicBytes);
  const privateLines = linesOf(privateBytes);
  return [
    `PuTTY-User-Key-File-2: ${algorithm}`,
    'Encryption: none',
    `Comment: ${comment}`,
    `Public-Lines: ${publicLines.length}`,
    ...publicLines,
    `Private-Lines: ${privateLines.length}`,
    ...privateLines,
    `Private-MAC: ${mac}`,
    '',
  ].join('\n');
}

function privateBlob(key: KeyObject): Buffer {
  const { d, p, q, qi } = key.export({ format: 'jwk' });
  if (key.asymmetricKeyType === 'ed25519') return field(Buffer.from(d ?? '', 'base64url'));
  return Buffer.concat([d, p, q, qi].map((number) => mpint(withoutZeros(Buffer.from(number ?? '', 'base64url')))));
}

/** Numbers are as short as they can be. */
function withoutZeros(bytes: Buffer): Buffer {
  return bytes.subarray(bytes.findIndex((byte) => byte !== 0));
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('base64').match(/.{1,64}/g) ?? [];
}
