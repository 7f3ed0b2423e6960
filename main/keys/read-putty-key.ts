import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';

/** Whether it is a key file of PuTTY's third version, the one that PuTTYgen writes today. */
export function isPutty3(text: string): boolean {
  return text.startsWith('PuTTY-User-Key-File-3:');
}

/**
 * Opens a key file of PuTTY: its second version with or without a passphrase, its third without.
 *
 * The third one's passphrases need Argon2, which Node has only of late. Throws where the seal is broken, which a wrong
 * passphrase does too. Source: PuTTY user manual, appendix C, "PPK file format".
 */
export function readPuttyKey(text: string, passphrase = ''): KeyObject {
  const lines = text.split(/\r?\n/);
  const value = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  const blob = (what: string) => {
    const from = lines.findIndex((line) => line.startsWith(`${what}-Lines: `)) + 1;
    return Buffer.from(lines.slice(from, from + Number(value(`${what}-Lines`))).join(''), 'base64');
  };
  const algorithm = value(isPutty3(text) ? 'PuTTY-User-Key-File-3' : 'PuTTY-User-Key-File-2');
  const encryption = value('Encryption');
  const publicBlob = blob('Public');
  const privateBlob = encryption === 'none' ? blob('Private') : decrypted(blob('Private'), passphrase);
  const sealed = [algorithm, encryption, value('Comment'), publicBlob, privateBlob].map(field);
  const seal = isPutty3(text)
    ? createHmac('sha256', '')
    : createHmac('sha1', sha1('putty-private-key-file-mac-key', encryption === 'none' ? '' : passphrase));
  if (seal.update(Buffer.concat(sealed)).digest('hex') !== value('Private-MAC')) throw new Error('a broken seal');
  const key = keyOf(algorithm, fieldsOf(publicBlob), fieldsOf(privateBlob));
  return createPrivateKey({ key, format: 'jwk' });
}

function decrypted(bytes: Buffer, passphrase: string): Buffer {
  const key = Buffer.concat([sha1('\0\0\0\0', passphrase), sha1('\0\0\0\x01', passphrase)]).subarray(0, 32);
  const aes = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([aes.update(bytes), aes.final()]);
}

function keyOf(algorithm: string, known: readonly Buffer[], secret: readonly Buffer[]): JsonWebKey {
  if (algorithm === 'ssh-rsa') {
    const [, e = empty, n = empty] = known;
    const [d = empty, p = empty, q = empty, qi = empty] = secret;
    return {
      kty: 'RSA',
      ...{ n: text(n), e: text(e), d: text(d), p: text(p), q: text(q), qi: text(qi) },
      dp: text(remainder(d, p)),
      dq: text(remainder(d, q)),
    };
  }
  if (algorithm === 'ssh-ed25519') {
    const [, x = empty] = known;
    return { kty: 'OKP', crv: 'Ed25519', x: text(x, 32), d: text(secret[0] ?? empty, 32) };
  }
  const [, curve = empty, point = empty] = known;
  const size = (point.length - 1) / 2;
  return {
    kty: 'EC',
    crv: `P-${curve.toString('latin1').replace('nistp', '')}`,
    x: point.toString('base64url', 1, 1 + size),
    y: point.toString('base64url', 1 + size),
    d: text(secret[0] ?? empty, size),
  };
}

const empty = Buffer.alloc(0);

/** A number without the zeros in front, or filled up with them to a size. */
function text(number: Buffer, size = 0): string {
  const from = number.findIndex((byte) => byte !== 0);
  const bare = size > 0 && number.length === size ? number : number.subarray(Math.max(from, 0));
  return Buffer.concat([Buffer.alloc(Math.max(size - bare.length, 0)), bare]).toString('base64url');
}

/** An RSA key's exponents for its two primes, which PuTTY leaves to be worked out. */
function remainder(exponent: Buffer, prime: Buffer): Buffer {
  const of = (number: Buffer) => BigInt(`0x${number.toString('hex')}`);
  const hex = (of(exponent) % (of(prime) - 1n)).toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

const sha1 = (...parts: readonly string[]) => createHash('sha1').update(parts.join('')).digest();

/** Padding after the last field is left alone. */
function fieldsOf(bytes: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
