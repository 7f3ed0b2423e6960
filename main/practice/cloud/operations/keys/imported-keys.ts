import { createPublicKey, type KeyObject } from 'node:crypto';
import { publicBlob } from './ssh-keys.ts';

/** A public key that was read. */
export interface PublicKeyFacts {
  readonly type: 'rsa' | 'ed25519';
  readonly key: KeyObject;
  readonly blob: Buffer;
}

/** Bits of an RSA key: EC2 has never taken shorter ones, and none of a length that takes minutes to check. */
const RSA_BITS = { least: 1024, most: 16_384 } as const;

/**
 * Reads a public key in any of the forms that EC2 takes: a line of OpenSSH's, an RFC 4716 file, or DER (X.509
 * SubjectPublicKeyInfo) in base64, with or without PEM's lines around it. Null for anything else.
 *
 * Source: EC2 user guide, "Create a key pair using a third-party tool and import the public key to Amazon EC2".
 */
export function readPublicKey(bytes: Uint8Array): PublicKeyFacts | null {
  const text = Buffer.from(bytes).toString('utf8').trim();
  const found = readOpenSshLine(text) ?? readRfc4716(text) ?? readDer(text);
  if (!found) return null;
  const bits = found.key.asymmetricKeyDetails?.modulusLength;
  return bits === undefined || (bits >= RSA_BITS.least && bits <= RSA_BITS.most) ? found : null;
}

/** Reads one line of OpenSSH's public form; null for anything that EC2 would not take. */
export function readOpenSshLine(text: string): PublicKeyFacts | null {
  const match = /^(ssh-rsa|ssh-ed25519)\s+([A-Za-z0-9+/]+={0,2})(\s.*)?$/.exec(text);
  return match ? readBlob(Buffer.from(match[2] ?? '', 'base64'), match[1]) : null;
}

function readRfc4716(text: string): PublicKeyFacts | null {
  const match = /^---- BEGIN SSH2 PUBLIC KEY ----\r?\n([\s\S]*)\r?\n---- END SSH2 PUBLIC KEY ----$/.exec(text);
  if (!match) return null;
  // Headers end in a line without a backslash; a long one goes on behind it.
  const body = (match[1] ?? '').replace(/^[^\s:]+: (?:.*\\\r?\n)*.*\r?\n/gm, '').replace(/\s/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? readBlob(Buffer.from(body, 'base64')) : null;
}

function readDer(text: string): PublicKeyFacts | null {
  const body = text
    .replace(/^-----BEGIN PUBLIC KEY-----\r?\n/, '')
    .replace(/\r?\n-----END PUBLIC KEY-----$/, '')
    .replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(body)) return null;
  const key = made(() => createPublicKey({ key: Buffer.from(body, 'base64'), format: 'der', type: 'spki' }));
  const type = key?.asymmetricKeyType;
  return key && (type === 'rsa' || type === 'ed25519') ? { type, key, blob: publicBlob(key) } : null;
}

function readBlob(blob: Buffer, name?: string): PublicKeyFacts | null {
  const fields = split(blob);
  const held = fields?.[0]?.toString('latin1');
  if (!fields || (name !== undefined && held !== name)) return null;
  if (held === 'ssh-ed25519') {
    const x = fields[1];
    if (fields.length !== 2 || x?.length !== 32) return null;
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') };
    const key = made(() => createPublicKey({ format: 'jwk', key: jwk }));
    return key && { type: 'ed25519', key, blob };
  }
  const [, e, n] = fields;
  if (held !== 'ssh-rsa' || fields.length !== 3 || !e?.length || !n || n.length < 128) return null;
  const strip = (bytes: Buffer) => (bytes[0] === 0 ? bytes.subarray(1) : bytes).toString('base64url');
  const key = made(() => createPublicKey({ format: 'jwk', key: { kty: 'RSA', n: strip(n), e: strip(e) } }));
  return key && { type: 'rsa', key, blob };
}

/** A key, or null where the bytes are none: what is brought in may be anything. */
function made(make: () => KeyObject): KeyObject | null {
  try {
    return make();
  } catch {
    return null;
  }
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
