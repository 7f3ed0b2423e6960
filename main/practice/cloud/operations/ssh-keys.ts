import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';

/**
 * Keys in OpenSSH's forms, which Node's crypto does not write.
 *
 * Sources: RFC 4253 section 6.6 and RFC 8709 for public keys, openssh-portable PROTOCOL.key for private ones.
 */

function field(value: Uint8Array | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive number: a leading zero where its first bit is set. */
function mpint(bytes: Buffer): Buffer {
  return field((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

function blobOf(key: KeyObject): Buffer {
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
  return `${type} ${blobOf(key).toString('base64')} ${comment}`;
}

/** An unencrypted ED25519 private key in OpenSSH's own form, as EC2 gives it. */
export function openSshPrivateKey(key: KeyObject, comment: string): string {
  const jwk = key.export({ format: 'jwk' });
  const publicBytes = Buffer.from(jwk.x ?? '', 'base64url');
  const secret = Buffer.concat([Buffer.from(jwk.d ?? '', 'base64url'), publicBytes]);
  const publicBlob = Buffer.concat([field('ssh-ed25519'), field(publicBytes)]);
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
    field(publicBlob),
    field(Buffer.concat([...inner, padding])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

/** A public key that was read. */
export interface PublicKeyFacts {
  readonly type: 'rsa' | 'ed25519';
  readonly key: KeyObject;
  readonly blob: Buffer;
}

/** Reads one line of OpenSSH's public form; null for anything that EC2 would not take. */
export function readOpenSshPublicKey(text: string): PublicKeyFacts | null {
  const match = /^(ssh-rsa|ssh-ed25519)\s+([A-Za-z0-9+/]+={0,2})(\s.*)?$/.exec(text);
  if (!match) return null;
  const blob = Buffer.from(match[2] ?? '', 'base64');
  const fields = split(blob);
  if (!fields || fields[0]?.toString('latin1') !== match[1]) return null;
  if (match[1] === 'ssh-ed25519') {
    const x = fields[1];
    if (fields.length !== 2 || x?.length !== 32) return null;
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') } });
    return { type: 'ed25519', key, blob };
  }
  const [, e, n] = fields;
  if (fields.length !== 3 || !e?.length || !n || n.length < 128) return null;
  const strip = (bytes: Buffer) => (bytes[0] === 0 ? bytes.subarray(1) : bytes).toString('base64url');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: strip(n), e: strip(e) } });
  return { type: 'rsa', key, blob };
}

function split(blob: Buffer): Buffer[] | null {
  const fields: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return null;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return null;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}
