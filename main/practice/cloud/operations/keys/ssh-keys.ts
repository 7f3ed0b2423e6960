import { type KeyObject, randomBytes } from 'node:crypto';

/**
 * Keys in OpenSSH's forms, which Node's crypto does not write.
 *
 * Sources: RFC 4253 section 6.6 and RFC 8709 for public keys, openssh-portable PROTOCOL.key for private ones.
 */

/** A text or bytes with their length in front, as all of SSH writes them. */
export function field(value: Uint8Array | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive number: a leading zero where its first bit is set. */
export function mpint(bytes: Buffer): Buffer {
  return field((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** A public key's own bytes, which its line has in base64. */
export function publicBlob(key: KeyObject): Buffer {
  const jwk = key.export({ format: 'jwk' });
  if (key.asymmetricKeyType === 'ed25519') {
    return Buffer.concat([field('ssh-ed25519'), field(Buffer.from(jwk.x ?? '', 'base64url'))]);
  }
  const number = (text: string | undefined) => mpint(Buffer.from(text ?? '', 'base64url'));
  return Buffer.concat([field('ssh-rsa'), number(jwk.e), number(jwk.n)]);
}

/** A public key as one line of authorized_keys. */
export function openSshPublicKey(key: KeyObject, comment: string): string {
  const type = key.asymmetricKeyType === 'ed25519' ? 'ssh-ed25519' : 'ssh-rsa';
  return `${type} ${publicBlob(key).toString('base64')} ${comment}`;
}

/** An unencrypted ED25519 private key in OpenSSH's own form, as EC2 gives it. */
export function openSshPrivateKey(key: KeyObject, comment: string): string {
  const jwk = key.export({ format: 'jwk' });
  const publicBytes = Buffer.from(jwk.x ?? '', 'base64url');
  const secret = Buffer.concat([Buffer.from(jwk.d ?? '', 'base64url'), publicBytes]);
  const check = randomBytes(4);
  const inner = [check, check, field('ssh-ed25519'), field(publicBytes), field(secret), field(comment)];
  const length = inner.reduce((sum, part) => sum + part.length, 0);
  const padding = Buffer.from(Array.from({ length: (8 - (length % 8)) % 8 }, (_, index) => index + 1));
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0', 'latin1'),
    field('none'),
    field('none'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(publicBlob(key)),
    field(Buffer.concat([...inner, padding])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}
