import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Log } from './platform.ts';

/** Takes secrets out of text on its way to the log. */
export interface Scrub {
  (text: string): string;
  /** From now on this exact text is replaced wherever it appears. Short texts (under 6 characters) are ignored. */
  add(secret: string): void;
}

const HIDDEN = '[hidden]';

/** Things that are secret by their form. */
const PATTERNS: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
  /PuTTY-User-Key-File-[\s\S]*?Private-MAC: \w+/g,
  // A secret access key has 40 characters of base64; a hash in hex is left alone.
  /(?<![A-Za-z0-9/+=])(?![0-9a-f]{40}(?![A-Za-z0-9/+=]))[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
  // Session tokens are long base64.
  /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{100,}={0,2}/g,
  /((?:secret|password|passphrase|token|authorization|signature)[a-z-]*["']?\s*[=:]\s*)(?:"[^"]*"?|'[^']*'?|[^\s"',;}]+)/gi,
];

/** A scrubber that knows secrets by their form, and those it is told of. */
export function createScrub(): Scrub {
  const known = new Set<string>();
  const scrub = (text: string): string => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, HIDDEN);
    for (const pattern of PATTERNS) {
      clean = clean.replace(pattern, (_all, label: unknown) =>
        typeof label === 'string' ? `${label}${HIDDEN}` : HIDDEN,
      );
    }
    return clean;
  };
  return Object.assign(scrub, {
    add(secret: string) {
      if (secret.length < 6) return;
      known.add(secret);
      // A line of the log is JSON: the same secret may appear escaped.
      known.add(JSON.stringify(secret).slice(1, -1));
    },
  });
}

/** How large a log file grows before it becomes `amiable.1.log`, and how many old ones are kept. */
const LARGEST = 1_000_000;
const KEPT = 3;

/**
 * A log of JSON lines in `folder`, 0600, at most about 4 MB in all.
 *
 * Never throws: a log that cannot be written must not stop the work it tells of.
 */
export function openLog(folder: string, scrub: Scrub, now: () => Date = () => new Date(), largest = LARGEST): Log {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'amiable.log');
  const old = (n: number): string => join(folder, `amiable.${n}.log`);
  let size = fs.existsSync(path) ? fs.statSync(path).size : 0;

  const rotate = (): void => {
    for (let n = KEPT - 1; n >= 1; n--) if (fs.existsSync(old(n))) fs.renameSync(old(n), old(n + 1));
    if (fs.existsSync(path)) fs.renameSync(path, old(1));
    size = 0;
  };

  const write = (level: string, message: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    try {
      const entry = { time: now().toISOString(), level, message, ...facts };
      const line = `${scrub(JSON.stringify(entry, (key, value) => describe(key, value, scrub)))}\n`;
      if (size + line.length > largest) rotate();
      fs.appendFileSync(path, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch {
      // Nowhere left to tell.
    }
  };

  return {
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  };
}

/** Errors are empty to JSON, and their text is what the log is for; texts are scrubbed before JSON escapes them. */
function describe(_key: string, value: unknown, scrub: Scrub): unknown {
  if (value instanceof Error) return { error: value.message, stack: value.stack, cause: value.cause };
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'bigint') return String(value);
  return value;
}
