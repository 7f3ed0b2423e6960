import { createHash } from 'node:crypto';
import type { FileCalls } from './durable.ts';

/** `["checksum",number,entry]`: valid JSON, and a flipped bit inside a text is noticed. */
const LINE = /^\["([0-9a-f]{16})",((\d{1,15}),.*)\]$/s;

/** An entry's two lines. The empty lines between them keep a flipped line end from making one broken line of two. */
export function toLines(number: number, entry: unknown): Buffer {
  const text = `${number},${JSON.stringify(entry)}`;
  const line = Buffer.from(`["${checksum(text)}",${text}]\n\n`);
  return Buffer.concat([line, line]);
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What the lines of a file hold. */
export interface Replayed {
  readonly entries: unknown[];
  /** The number of the last entry. */
  readonly last: number;
  /** Whole lines could not be read, or entries are missing. */
  readonly damaged: boolean;
  /** How many entries are missing, at least. */
  readonly lost: number;
  /** The last entry has no end. */
  readonly torn: boolean;
}

/** Reads the lines of a file: each entry from the first of its two lines that is whole. */
export function replay(bytes: Buffer): Replayed {
  const lines = bytes.toString('utf8').split('\n');
  const end = lines.pop();
  const entries = new Map<number, unknown>();
  let last = 0;
  let lastLine = '';
  /** How often the last entry was met. */
  let met = 0;
  let unread = 0;
  /** How much of what could not be read comes after the last line that could. */
  let after = 0;
  for (const line of lines) {
    if (line === '') continue;
    const number = numberOf(line);
    if (number === undefined) {
      unread += 1;
      after += line.length;
      continue;
    }
    if (!entries.has(number)) entries.set(number, (JSON.parse(line) as [string, number, unknown])[2]);
    met = number === last ? met + 1 : 1;
    last = number;
    lastLine = line;
    after = 0;
  }
  const inOrder = [...entries].sort(([a], [b]) => a - b);
  // What follows the last entry is its second line, where that one was not met; more than that was another entry.
  const lostAtEnd = after > (met === 1 ? lastLine.length + 1 : 0) ? 1 : 0;
  const lost = Math.max(0, ...entries.keys()) - entries.size + lostAtEnd;
  const torn = bytes.length > 0 && (met !== 2 || end !== '' || lines.at(-1) !== '');
  return { entries: inOrder.map(([, entry]) => entry), last, damaged: unread > 0 || lost > 0, lost, torn };
}

/** The number of the entry on a line; undefined where the line is not as it was written. */
function numberOf(line: string): number | undefined {
  const [, sum, text, number] = LINE.exec(line) ?? [];
  return text !== undefined && sum === checksum(text) ? Number(number) : undefined;
}

/** Gives a damaged file a second name to be kept under, so that the first one may be written over. */
export function keepDamaged(fs: FileCalls, path: string): string {
  let n = 1;
  while (fs.existsSync(`${path}.damaged-${n}`)) n += 1;
  const kept = `${path}.damaged-${n}`;
  try {
    fs.linkSync(path, kept);
  } catch {
    // Some file systems have no links.
    fs.copyFileSync(path, kept);
  }
  fs.chmodSync(kept, 0o600);
  return kept;
}
