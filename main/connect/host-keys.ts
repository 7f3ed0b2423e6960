import { createHash } from 'node:crypto';
import { consoleFingerprints, consoleKeyType } from '../../src/connect/console-fingerprints.ts';

/** A server's host key as a person compares it. */
export interface HostKey {
  /** The type on the wire, for example `ssh-ed25519`. */
  readonly type: string;
  /** `SHA256:` and 43 characters, as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** Reads the type out of a public key on the wire and makes its fingerprint. */
export function hostKeyOf(wire: Uint8Array): HostKey {
  const bytes = Buffer.from(wire.buffer, wire.byteOffset, wire.byteLength);
  const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  const type = bytes.subarray(4, 4 + Math.min(length, 64)).toString('latin1');
  const digest = createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '');
  return { type: /^[\x21-\x7e]+$/.test(type) ? type : 'unknown', fingerprint: `SHA256:${digest}` };
}

/** What to do about a host key. */
export type HostKeyVerdict =
  /** It is the remembered one. */
  | { readonly kind: 'known' }
  /** Another one is remembered, be it of the same type or not. */
  | { readonly kind: 'changed'; readonly before: HostKey }
  /** First contact, and the machine's console output names this very key. */
  | { readonly kind: 'confirmed' }
  /** First contact, and nothing vouches for it; `contradicted` when the console names another key of this type. */
  | { readonly kind: 'unknown'; readonly contradicted: boolean };

/** Judges a host key by what is remembered and, at first contact only, by the machine's console output. */
export async function judgeHostKey(
  shown: HostKey,
  remembered: HostKey | undefined,
  consoleOutput: () => Promise<string | null>,
): Promise<HostKeyVerdict> {
  if (remembered) {
    const same = remembered.type === shown.type && remembered.fingerprint === shown.fingerprint;
    return same ? { kind: 'known' } : { kind: 'changed', before: remembered };
  }
  const type = consoleKeyType(shown.type);
  const printed = consoleFingerprints((await consoleOutput()) ?? '').filter((entry) => entry.type === type);
  if (printed.some((entry) => entry.fingerprint === shown.fingerprint)) return { kind: 'confirmed' };
  return { kind: 'unknown', contradicted: printed.length > 0 };
}

/** The fingerprint that a machine's start-up record names for a key of this type; undefined when it names none. */
export async function consoleKeyFor(
  { type }: HostKey,
  consoleOutput: () => Promise<string | null>,
): Promise<string | undefined> {
  const printed = consoleFingerprints((await consoleOutput()) ?? '');
  return printed.find((entry) => entry.type === consoleKeyType(type))?.fingerprint;
}
