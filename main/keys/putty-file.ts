import { createHash, createHmac, createPrivateKey } from 'node:crypto';
import { AppError } from '../../src/core/errors.ts';

/**
 * A private half in the form that PuTTY and WinSCP read: PPK, second version, which all of their releases know.
 *
 * Throws `keys.no-putty-form` for what is neither RSA nor ED25519.
 * Source: PuTTY user manual, appendix C, "PPK file format".
 */
export async function puttyFile(secret: string, comment: string): Promise<string> {
  const { utils } = (await import('ssh2')).default;
  const parsed = utils.parseKey(secret);
  if (parsed instanceof Error) throw noForm();
  const algorithm = parsed.type;
  const publicBlob = parsed.getPublicSSH();
  const privateBlob = privateBlobOf(algorithm, parsed.getPrivatePEM());
  const parts = [algorithm, 'none', comment, publicBlob, privateBlob];
  const mac = createHmac('sha1', createHash('sha1').update('putty-private-key-file-mac-key').digest())
    .update(Buffer.concat(parts.map(field)))
    .digest('hex');
  const lines = [
    `PuTTY-User-Key-File-2: ${algorithm}`,
    'Encryption: none',
    `Comment: ${comment}`,
    ...blobLines('Public', publicBlob),
    ...blobLines('Private', privateBlob),
    `Private-MAC: ${mac}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function privateBlobOf(algorithm: string, pem: string): Buffer {
  const { d, p, q, qi } = createPrivateKey(pem).export({ format: 'jwk' });
  switch (algorithm) {
    case 'ssh-ed25519':
      return field(bytesOf(d));
    case 'ssh-rsa':
      return Buffer.concat([d, p, q, qi].map((number) => field(positive(bytesOf(number)))));
    default:
      throw noForm();
  }
}

const bytesOf = (text = ''): Buffer => Buffer.from(text, 'base64url');

/** A number whose first bit is set would read as negative: a zero goes before it. Source: RFC 4251, 5, mpint. */
function positive(bytes: Buffer): Buffer {
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
}

/** Bytes with their length in front. */
function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function blobLines(what: string, blob: Buffer): string[] {
  const lines = blob.toString('base64').match(/.{1,64}/g) ?? [];
  return [`${what}-Lines: ${lines.length}`, ...lines];
}

function noForm(): AppError {
  return new AppError('keys.no-putty-form', 'This private half has no form for PuTTY.', {
    fix: 'Export it as PEM instead; PuTTYgen may be able to read that.',
  });
}
