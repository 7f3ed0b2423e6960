import type { ITheme } from '@xterm/xterm';
import { useSyncExternalStore } from 'react';
import type { Preferences } from '../../src/settings/contract.ts';

/** The terminal's colours by day: every one at least 4.5 to 1 on the ground. */
const LIGHT: ITheme = {
  background: '#ffffff',
  foreground: '#0f141a',
  cursor: '#0f141a',
  cursorAccent: '#ffffff',
  selectionBackground: '#b8d4f5',
  black: '#0f141a',
  red: '#a81c1c',
  green: '#1f6b2c',
  yellow: '#785300',
  blue: '#0b4fb3',
  magenta: '#8a1f8a',
  cyan: '#0b6470',
  white: '#5f6b7a',
  brightBlack: '#5f6b7a',
  brightRed: '#c62b2b',
  brightGreen: '#26752f',
  brightYellow: '#825c00',
  brightBlue: '#1a62cc',
  brightMagenta: '#a02ba0',
  brightCyan: '#10707d',
  brightWhite: '#414d5c',
};

/** And by night. */
const DARK: ITheme = {
  background: '#0f141a',
  foreground: '#e6eaf0',
  cursor: '#e6eaf0',
  cursorAccent: '#0f141a',
  selectionBackground: '#33517a',
  black: '#5f6b7a',
  red: '#ff7a7a',
  green: '#6fd37c',
  yellow: '#e8c15a',
  blue: '#7ab3ff',
  magenta: '#e59aef',
  cyan: '#66d3df',
  white: '#d5dbe3',
  brightBlack: '#8c99a8',
  brightRed: '#ff9b9b',
  brightGreen: '#93e59d',
  brightYellow: '#f5d98a',
  brightBlue: '#a3ccff',
  brightMagenta: '#f0bdf7',
  brightCyan: '#96e5ee',
  brightWhite: '#ffffff',
};

const isDark = () => document.body.classList.contains('awsui-dark-mode');

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  return () => observer.disconnect();
}

/** The colours that the person chose; `app` goes with the window's, and follows when that turns light or dark. */
export function useTerminalTheme(colours: Preferences['terminalTheme']): ITheme {
  const dark = useSyncExternalStore(watch, isDark);
  return (colours === 'app' ? dark : colours === 'dark') ? DARK : LIGHT;
}
