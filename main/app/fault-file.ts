import { readFileSync } from 'node:fs';
import type { PracticeFault } from '../../src/practice/port.ts';
import { readFault } from '../practice/cloud/admin/inputs.ts';

/** How often the file is looked at, in milliseconds. */
const EVERY_MS = 300;

/** Reads faults from the text of a file: a JSON list. Throws an Error in words. */
export function readFaults(text: string): PracticeFault[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('A file of faults has to hold a list.');
  return list.map(readFault);
}

/**
 * Tells of the faults in a file, now and whenever something else is in it; answers how to stop.
 *
 * A file that cannot be read is told to `onError`, once, and the faults stay as they were.
 */
export function followFaults(
  path: string,
  onFaults: (faults: PracticeFault[]) => void,
  onError: (cause: unknown) => void,
): () => void {
  let seen: string | null | undefined;
  const look = () => {
    const text = readText(path);
    if (text === seen) return;
    seen = text;
    try {
      if (text === null) throw new Error(`${path} cannot be read.`);
      onFaults(readFaults(text));
    } catch (cause) {
      onError(cause);
    }
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
