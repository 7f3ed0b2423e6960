import { z } from 'zod';

/** What to paste, for whoever has pasted something else. */
const WANTED = 'Paste the public half: the one line of the .pub file, which begins with ssh-ed25519 or ssh-rsa.';
const CUT_OFF = 'This key is not whole: a part of it was lost on the way. Copy all of it once more.';

/** Long enough for the longest RSA key that EC2 takes, with its comment. */
const MOST_CHARACTERS = 8_000;
/** EC2 has never taken shorter RSA keys. */
const LEAST_RSA_BITS = 1_024;

/**
 * A public key that is brought to EC2: a line of OpenSSH's, or PEM.
 *
 * What is recognised as something else is named, above all a private half, which must never leave its owner. What
 * passes may still be refused by AWS. Source: EC2 user guide, "Create a key pair using a third-party tool and import
 * the public key to Amazon EC2".
 */
export const publicKeyText = z
  .string()
  .max(MOST_CHARACTERS, WANTED)
  .superRefine((text, ctx) => {
    const trouble = troubleOf(text.trim());
    if (trouble) ctx.addIssue({ code: 'custom', message: trouble });
  });

/** The type of a key that passed {@link publicKeyText}; in DER, ED25519 is told by its object identifier, 1.3.101.112. */
export function typeOfPublicKey(text: string): 'rsa' | 'ed25519' {
  return /^\s*ssh-ed25519\s|^-----BEGIN PUBLIC KEY-----\s+MCowBQYDK2Vw/.test(text) ? 'ed25519' : 'rsa';
}

function troubleOf(text: string): string | undefined {
  if (text === '') return WANTED;
  if (/PRIVATE KEY-----|^PuTTY-User-Key-File/.test(text)) {
    return 'This is the private half. Keep it to yourself, and paste the public half: the .pub file beside it, or what PuTTYgen shows as “Public key for pasting”.';
  }
  if (text.startsWith('-----BEGIN')) return troubleOfPem(text);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [type = '', body = ''] = (lines[0] ?? '').trim().split(/\s+/);
  const other = /^(ssh-dss|ecdsa-\S+|sk-\S+)$/.exec(type)?.[1];
  if (other) return `EC2 takes keys of the types ED25519 and RSA only, and this one is ${other}.`;
  if (type !== 'ssh-ed25519' && type !== 'ssh-rsa') return WANTED;
  if (lines.length > 1) {
    return lines.slice(1).some((line) => /^(ssh-|ecdsa-)/.test(line.trim()))
      ? 'These are several keys. Paste one at a time.'
      : 'A public key is one line. Remove the line breaks that came in when it was copied.';
  }
  return troubleOfBlob(type, body);
}

function troubleOfPem(text: string): string | undefined {
  const label = /^-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1] ?? '';
  if (label === 'CERTIFICATE') return `This is a certificate, not a key. ${WANTED}`;
  if (label !== 'PUBLIC KEY') {
    return `EC2 does not take this form (${label || 'unknown'}). Turn it into OpenSSH’s: ssh-keygen -i -m PEM -f FILE.`;
  }
  const body = /^-----BEGIN PUBLIC KEY-----\s([\s\S]*)-----END PUBLIC KEY-----$/.exec(text)?.[1];
  if (body === undefined) return CUT_OFF;
  const bytes = fromBase64(body.replace(/\s/g, ''));
  return bytes && sequenceIsWhole(bytes) ? undefined : CUT_OFF;
}

/** The bytes of a line hold fields, each with its length in front; the first is the type once more. Source: RFC 4253, 6.6. */
function troubleOfBlob(type: string, body: string): string | undefined {
  const bytes = fromBase64(body);
  const fields = bytes && fieldsOf(bytes);
  if (!fields) return CUT_OFF;
  const held = String.fromCharCode(...(fields[0] ?? []));
  if (held !== type) return CUT_OFF;
  if (type === 'ssh-ed25519') return fields.length === 2 && fields[1]?.length === 32 ? undefined : CUT_OFF;
  const modulus = fields[2];
  if (fields.length !== 3 || !modulus) return CUT_OFF;
  const bits = (modulus[0] === 0 ? modulus.length - 1 : modulus.length) * 8;
  return bits < LEAST_RSA_BITS
    ? `This RSA key has ${bits} bits, which is too weak: EC2 takes ${LEAST_RSA_BITS} or more. Make a new one of 2048 or 4096.`
    : undefined;
}

function fieldsOf(bytes: readonly number[]): number[][] | undefined {
  const fields: number[][] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.slice(at, at + 4).reduce((sum, byte) => sum * 256 + byte, 0);
    const end = at + 4 + length;
    if (end > bytes.length) return undefined;
    fields.push(bytes.slice(at + 4, end));
    at = end;
  }
  return fields;
}

/** Whether DER's outermost sequence is as long as it says. */
function sequenceIsWhole(bytes: readonly number[]): boolean {
  const [kind, first = 0] = bytes;
  const longer = first >= 0x80 ? first - 0x80 : 0;
  const length = longer === 0 ? first : bytes.slice(2, 2 + longer).reduce((sum, byte) => sum * 256 + byte, 0);
  return kind === 0x30 && bytes.length === 2 + longer + length;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Decodes base64, which neither Node's nor the browser's types may do for this room; undefined for anything else. */
function fromBase64(text: string): number[] | undefined {
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const digit of text.replace(/=+$/, '')) {
    held = ((held << 6) | DIGITS.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}
