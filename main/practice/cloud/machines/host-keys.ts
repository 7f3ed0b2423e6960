import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { CreateHostKeys } from './machine.ts';

/**
 * Makes a machine's host keys (ed25519, then ecdsa on nistp256) as OpenSSH PEM.
 *
 * Written here rather than with the SSH library so that making an instance does not load that library.
 * Format: openssh-portable PROTOCOL.key.
 */
export const createHostKeys: CreateHostKeys = () => [ed25519Pem(), ecdsaPem()];

/** The public half of a host key. */
export interface PublicHostKey {
  /** `ssh-ed25519` or `ecdsa-sha2-nistp256`. */
  readonly type: string;
  /** The key as `ssh-keyscan` prints it, without the type. */
  readonly base64: string;
  /** `SHA256:` and the digest without padding, as OpenSSH shows it. */
  readonly fingerprint: string;
  readonly bits: number;
}

/** Reads the public half out of an unencrypted OpenSSH private key; throws when the text is something else. */
export function publicHostKey(pem: string): PublicHostKey {
  const body = Buffer.from(pem.replace(/-----[^-]+-----/g, '').replace(/\s+/g, ''), 'base64');
  if (body.subarray(0, MAGIC.length).toString('latin1') !== MAGIC)
    throw new Error('A host key is not in OpenSSH form.');
  let at = MAGIC.length;
  const field = () => {
    const length = body.readUInt32BE(at);
    const value = body.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return value;
  };
  field();
  field();
  field();
  at += 4;
  const blob = field();
  const type = blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1');
  return {
    type,
    base64: blob.toString('base64'),
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
    bits: 256,
  };
}

const MAGIC = 'openssh-key-v1\0';

function ed25519Pem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const jwk = privateKey.export({ format: 'jwk' });
  const open = fromUrlBase64(jwk.x);
  const seed = fromUrlBase64(jwk.d);
  const blob = Buffer.concat([text('ssh-ed25519'), text(open)]);
  return toPem(blob, Buffer.concat([text('ssh-ed25519'), text(open), text(Buffer.concat([seed, open]))]));
}

function ecdsaPem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const jwk = privateKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), fromUrlBase64(jwk.x), fromUrlBase64(jwk.y)]);
  const blob = Buffer.concat([text('ecdsa-sha2-nistp256'), text('nistp256'), text(point)]);
  return toPem(blob, Buffer.concat([blob, positiveInteger(fromUrlBase64(jwk.d))]));
}

function toPem(publicBlob: Buffer, privateFields: Buffer): string {
  const check = randomBytes(4);
  const inner = Buffer.concat([check, check, privateFields, text('')]);
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, i) => i + 1));
  const count = Buffer.from([0, 0, 0, 1]);
  const body = Buffer.concat([
    Buffer.from(MAGIC, 'latin1'),
    text('none'),
    text('none'),
    text(''),
    count,
    text(publicBlob),
    text(Buffer.concat([inner, padding])),
  ]).toString('base64');
  const lines = body.match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

function text(value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : value;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function positiveInteger(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  return text((trimmed[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed);
}

function fromUrlBase64(value: string | undefined): Buffer {
  return Buffer.from(value ?? '', 'base64url');
}
