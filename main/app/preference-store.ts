import { type Preferences, preferences as schema } from '../../src/settings/contract.ts';
import type { PreferenceStore } from './platform.ts';

/** What is used of electron-store. */
export interface KeyValueFile {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/** How the app is before the person chose anything. */
export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  namePattern: '{purpose}-{os}-{version}-{date}',
  terminalFontSize: 14,
  terminalTheme: 'app',
  terminalSide: true,
};

/** Preferences in a file that may be lost: each value that is missing or does not fit is the default. */
export function createPreferenceStore(file: KeyValueFile, onChange: (now: Preferences) => void): PreferenceStore {
  const get = (): Preferences => {
    const saved = file.get('preferences');
    const values = typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
    const kept = Object.entries(schema.shape).flatMap(([key, field]) => {
      const parsed = field.safeParse(values[key]);
      return parsed.success ? [[key, parsed.data]] : [];
    });
    return { ...DEFAULT_PREFERENCES, ...Object.fromEntries(kept) };
  };
  return {
    get,
    set(change) {
      const now = schema.parse({ ...get(), ...change });
      file.set('preferences', now);
      onChange(now);
      return now;
    },
  };
}
