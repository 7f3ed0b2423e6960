import { type KeyObject, randomBytes } from 'node:crypto';

const BLOCK = 8;

/** An ED25519 private half in OpenSSH's own form, without a passphrase. Source: OpenSSH, PROTOCOL.key. */
export function openSshPrivateKey(key: KeyObject): string {
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  const publicBytes = Buffer.from(x, 'base64url');
  const name = field('ssh-ed25519');
  // The same number twice: whoever decrypts it sees that it was the right passphrase.
  const check = randomBytes(4);
  const inner = Buffer.concat([
    check,
    check,
    name,
    field(publicBytes),
    field(Buffer.concat([Buffer.from(d, 'base64url'), publicBytes])),
    field(''),
  ]);
  const padding = Buffer.from(
    Array.from({ length: (BLOCK - (inner.length % BLOCK)) % BLOCK }, (_, index) => index + 1),
  );
  const bytes = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    Buffer.from([0, 0, 0, 1]),
    field(Buffer.concat([name, field(publicBytes)])),
    field(Buffer.concat([inner, padding])),
  ]);
  const lines = bytes.toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
