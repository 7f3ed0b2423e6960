import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type * as Ssh2 from 'ssh2';
import { AppError } from '../../src/core/errors.ts';
import { openSshPrivateKey } from './open-ssh-key.ts';
import { isPutty3, readPuttyKey } from './read-putty-key.ts';

/** A private half that was opened, in the one form in which the vault keeps it. */
export interface OpenedKey {
  readonly type: 'rsa' | 'ed25519' | 'ecdsa';
  /** RSA and ECDSA in the older PEM forms, ED25519 in OpenSSH's: what ssh2 and every SSH client read. */
  readonly secret: string;
  /** The public half as OpenSSH writes it on one line. */
  readonly publicLine: string;
  /** Every fingerprint under which EC2 may know the pair. */
  readonly fingerprints: readonly string[];
}

/** What can be told of a key file before it is opened. */
export interface KeyFileLook {
  readonly encrypted: boolean;
}

/** Looks at a key file without opening it. Throws `keys.public-half`, `keys.no-key-file`, `keys.putty-3`. */
export function lookAtKeyFile(text: string): KeyFileLook {
  const body = text.replace(/^\uFEFF/, '').trimStart();
  if (/^(ssh-|ecdsa-|sk-)\S+ AAAA|^-----BEGIN ([A-Z]+ )?PUBLIC KEY-----|^---- BEGIN SSH2 PUBLIC KEY/.test(body)) {
    throw new AppError('keys.public-half', 'This file is the public half, which opens nothing.', {
      fix: 'Choose the file beside it whose name does not end in .pub.',
    });
  }
  const putty = /^PuTTY-User-Key-File-\d: \S+\r?\nEncryption: (\S+)/.exec(body);
  if (putty) {
    const encrypted = putty[1] !== 'none';
    if (encrypted && isPutty3(body)) {
      throw new AppError(
        'keys.putty-3',
        'This is an encrypted key file of PuTTY’s third version, which Amiable cannot open.',
        {
          fix: 'Open it in PuTTYgen, choose Conversions, Export OpenSSH key, and bring that file.',
        },
      );
    }
    return { encrypted };
  }
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(body) || /^Proc-Type: 4,ENCRYPTED/m.test(body))
    return { encrypted: true };
  const openSsh = /^-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(body)?.[1];
  if (openSsh !== undefined) {
    // After the magic word comes the cipher's name, with its length in front. Source: OpenSSH, PROTOCOL.key.
    const bytes = Buffer.from(openSsh.replace(/\s/g, ''), 'base64');
    const length = bytes.length > 19 ? bytes.readUInt32BE(15) : 0;
    return { encrypted: bytes.toString('latin1', 19, 19 + length) !== 'none' };
  }
  if (/^-----BEGIN (RSA |EC )?PRIVATE KEY-----/.test(body)) return { encrypted: false };
  throw new AppError('keys.no-key-file', 'This file holds no private key that Amiable knows.', {
    fix: 'Choose the private half: a .pem or .ppk file, or OpenSSH’s id_rsa, id_ed25519 or id_ecdsa.',
  });
}

/**
 * Opens a private half: PEM (PKCS#1, PKCS#8, SEC1), OpenSSH or PuTTY, with its passphrase where it has one.
 *
 * Throws what {@link lookAtKeyFile} does, `keys.passphrase-needed`, `keys.wrong-passphrase`, `keys.unreadable` and
 * `keys.other-type`.
 */
export async function readPrivateKey(text: string, passphrase: string | undefined): Promise<OpenedKey> {
  const { encrypted } = lookAtKeyFile(text);
  if (encrypted && !passphrase) {
    throw new AppError('keys.passphrase-needed', 'This key is encrypted. Type the passphrase that it was saved with.', {
      field: 'passphrase',
    });
  }
  const { default: ssh2 } = await import('ssh2');
  const body = text.replace(/^\uFEFF/, '').trim();
  const key = opened(body, encrypted ? passphrase : undefined, ssh2);
  if (!key) throw encrypted ? wrongPassphrase() : unreadable();
  return shape(key, ssh2);
}

/** OpenSSH's own form is ssh2's work, all PEM is Node's. */
function opened(text: string, passphrase: string | undefined, ssh2: typeof Ssh2): KeyObject | undefined {
  try {
    if (/^-----BEGIN (RSA |EC |ENCRYPTED )?PRIVATE KEY-----/.test(text))
      return createPrivateKey({ key: text, passphrase });
    if (text.startsWith('PuTTY-')) return readPuttyKey(text, passphrase);
    const parsed = ssh2.utils.parseKey(text, passphrase);
    return parsed instanceof Error ? undefined : createPrivateKey(parsed.getPrivatePEM());
  } catch {
    return undefined;
  }
}

function shape(key: KeyObject, ssh2: typeof Ssh2): OpenedKey {
  const { type, secret } = inKeptForm(key);
  const parsed = ssh2.utils.parseKey(secret);
  if (parsed instanceof Error) throw otherType();
  const blob = parsed.getPublicSSH();
  return {
    type,
    secret,
    publicLine: `${parsed.type} ${blob.toString('base64')}`,
    fingerprints: fingerprintsOf(key, blob),
  };
}

function inKeptForm(key: KeyObject): Pick<OpenedKey, 'type' | 'secret'> {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return { type: 'rsa', secret: key.export({ type: 'pkcs1', format: 'pem' }).toString() };
    case 'ec':
      return { type: 'ecdsa', secret: key.export({ type: 'sec1', format: 'pem' }).toString() };
    case 'ed25519':
      return { type: 'ed25519', secret: openSshPrivateKey(key) };
    default:
      throw otherType();
  }
}

/**
 * EC2 knows an RSA pair that it made by SHA-1 of the private half (PKCS#8) and one that was brought in by MD5 of the
 * public half; ED25519 by OpenSSH's. Source: EC2 User Guide, "Verify the fingerprint of your key pair".
 */
function fingerprintsOf(key: KeyObject, blob: Buffer): string[] {
  const hex = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');
  return [
    hex('sha1', key.export({ type: 'pkcs8', format: 'der' })),
    hex('md5', createPublicKey(key).export({ type: 'spki', format: 'der' })),
    createHash('sha256').update(blob).digest('base64'),
  ].map(plainFingerprint);
}

/** A fingerprint without what differs from tool to tool: colons, `SHA256:` and the padding at its end. */
export function plainFingerprint(text: string): string {
  return /^([0-9a-f]{2}:)+[0-9a-f]{2}$/i.test(text)
    ? text.replaceAll(':', '').toLowerCase()
    : text.replace(/^SHA256:/, '').replace(/=+$/, '');
}

function wrongPassphrase(): AppError {
  return new AppError('keys.wrong-passphrase', 'This passphrase does not open the key.', {
    fix: 'Small and capital letters count. Without the passphrase nobody can open it.',
    field: 'passphrase',
  });
}

function unreadable(): AppError {
  return new AppError('keys.unreadable', 'This private key is not whole, or was changed.', {
    fix: 'Copy the file once more from where it was made.',
  });
}

function otherType(): AppError {
  return new AppError('keys.other-type', 'This key is neither RSA, ED25519 nor ECDSA.', {
    fix: 'Bring one of these three. DSA is no longer safe, and keys on a security stick stay on it.',
  });
}
