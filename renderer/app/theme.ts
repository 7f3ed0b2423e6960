import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useEffect } from 'react';
import type { Preferences } from '../../src/settings/contract.ts';

type Theme = Preferences['theme'];

const KEY = 'theme';
const darkSystem = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

/** The theme of the last time, so that the first paint has it already; the real preference follows. */
export function lastTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Paints the window light or dark. */
export function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && darkSystem().matches);
  applyMode(dark ? Mode.Dark : Mode.Light);
}

/** Follows the preference, and the system where the preference says so. */
export function useTheme(theme: Theme | undefined): void {
  useEffect(() => {
    if (theme === undefined) return;
    localStorage.setItem(KEY, theme);
    applyTheme(theme);
    const follow = () => applyTheme(theme);
    const system = darkSystem();
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme]);
}
