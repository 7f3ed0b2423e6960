import { readFileSync } from 'node:fs';

/** How the window looks when it opens. */
export interface FirstLook {
  readonly theme: 'system' | 'light' | 'dark';
  /** Where the window was, as it was kept; to be checked. */
  readonly window: unknown;
}

/**
 * Reads from the file of preferences what the window opens with.
 *
 * By itself, because the package that keeps the file, and the schemas, are loaded only after the page. A file that is
 * missing or damaged gives the defaults; the package tells nobody either and begins a new one.
 */
export function readFirstLook(path: string): FirstLook {
  const kept = readKept(path);
  const theme = asRecord(asRecord(kept).preferences).theme;
  return { theme: theme === 'light' || theme === 'dark' ? theme : 'system', window: asRecord(kept).window };
}

function readKept(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
