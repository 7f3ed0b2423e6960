import { characters } from './terminal-text.ts';

/** What a key does to the line. */
export type Action =
  | 'enter'
  | 'interrupt'
  | 'end-of-input'
  | 'clear'
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'home'
  | 'end'
  | 'backspace'
  | 'delete'
  | 'kill-end'
  | 'kill-start'
  | 'kill-word'
  | 'yank'
  | 'swap'
  | 'earlier'
  | 'later'
  | 'paste';

/** The keys that do something, by what a terminal sends for them: control characters and xterm's sequences, with bash's meanings. */
export const KEYS: Readonly<Record<string, Action | undefined>> = {
  __proto__: null as never,
  '\r': 'enter',
  '\n': 'enter',
  '\u0001': 'home',
  '\u0002': 'left',
  '\u0003': 'interrupt',
  '\u0004': 'end-of-input',
  '\u0005': 'end',
  '\u0006': 'right',
  '\u0008': 'backspace',
  '\u007f': 'backspace',
  '\u000b': 'kill-end',
  '\u000c': 'clear',
  '\u000e': 'later',
  '\u0010': 'earlier',
  '\u0014': 'swap',
  '\u0015': 'kill-start',
  '\u0017': 'kill-word',
  '\u0019': 'yank',
  '\u001b[A': 'earlier',
  '\u001bOA': 'earlier',
  '\u001b[B': 'later',
  '\u001bOB': 'later',
  '\u001b[C': 'right',
  '\u001bOC': 'right',
  '\u001b[D': 'left',
  '\u001bOD': 'left',
  '\u001b[H': 'home',
  '\u001bOH': 'home',
  '\u001b[1~': 'home',
  '\u001b[7~': 'home',
  '\u001b[F': 'end',
  '\u001bOF': 'end',
  '\u001b[4~': 'end',
  '\u001b[8~': 'end',
  '\u001b[3~': 'delete',
  '\u001b[1;5C': 'word-right',
  '\u001b[1;3C': 'word-right',
  '\u001bf': 'word-right',
  '\u001b[1;5D': 'word-left',
  '\u001b[1;3D': 'word-left',
  '\u001bb': 'word-left',
  '\u001b\u007f': 'kill-word',
  '\u001b[200~': 'paste',
};

/** The next key press in the text, or null when its escape sequence is not whole yet. */
export function nextKey(text: string): string | null {
  if (!text.startsWith('\u001b')) return characters(text.slice(0, 64))[0] ?? null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character.
  const whole = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O[A-Za-z]|[^[O])/.exec(text);
  if (whole) return whole[0];
  return text.length > 32 ? '\u001b' : null;
}
