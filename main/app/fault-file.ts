import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { PracticeFault } from '../../src/practice/port.ts';
import { readFault } from '../practice/cloud/admin/inputs.ts';

/** How often the file is looked at, in milliseconds. */
const EVERY_MS = 300;

/** Reads a file of faults: a JSON list. Throws an Error in words. */
export function readFaults(path: string): PracticeFault[] {
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${path} has to hold a list of faults.`);
  return list.map(readFault);
}

/**
 * Tells of the faults in a file, now and whenever it is written again; answers how to stop.
 *
 * A file that cannot be read is told to `onError`, and the faults stay as they were.
 */
export function followFaults(
  path: string,
  onFaults: (faults: PracticeFault[]) => void,
  onError: (cause: unknown) => void,
): () => void {
  const look = () => {
    try {
      onFaults(readFaults(path));
    } catch (cause) {
      onError(cause);
    }
  };
  look();
  watchFile(path, { interval: EVERY_MS }, look).unref();
  return () => unwatchFile(path, look);
}
