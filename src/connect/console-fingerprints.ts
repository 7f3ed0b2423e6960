/** A host key's fingerprint as the machine printed it while it started. */
export interface ConsoleFingerprint {
  /** `ED25519`, `ECDSA` or `RSA`, as ssh-keygen prints it. */
  readonly type: string;
  /** `SHA256:` and 43 characters. */
  readonly fingerprint: string;
}

const BEGIN = '-----BEGIN SSH HOST KEY FINGERPRINTS-----';
const END = '-----END SSH HOST KEY FINGERPRINTS-----';
const ENTRY = /\b\d{3,5} (SHA256:[A-Za-z0-9+/]{43}) .*\(([A-Z0-9-]+)\)/;

/**
 * The fingerprints in GetConsoleOutput's text: those of the last complete block that cloud-init printed.
 *
 * The console can only be written by the machine itself, and is read over the signed API: a key that stands there needs
 * no question. An older block may be of keys that were made anew since.
 */
export function consoleFingerprints(consoleText: string): ConsoleFingerprint[] {
  const end = consoleText.lastIndexOf(END);
  const begin = end < 0 ? -1 : consoleText.lastIndexOf(BEGIN, end);
  if (begin < 0) return [];
  return consoleText
    .slice(begin + BEGIN.length, end)
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, fingerprint, type] = ENTRY.exec(line) ?? [];
      return fingerprint && type ? [{ fingerprint, type }] : [];
    });
}

/** How ssh-keygen names a key of this wire type, for example ED25519 for `ssh-ed25519`. */
export function consoleKeyType(wireType: string): string {
  if (wireType === 'ssh-ed25519') return 'ED25519';
  if (wireType.startsWith('ecdsa-')) return 'ECDSA';
  return wireType === 'ssh-rsa' ? 'RSA' : wireType.toUpperCase();
}
