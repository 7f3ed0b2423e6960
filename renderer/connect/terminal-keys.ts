/** What a key means in the terminal: most are typed. */
export type KeyMeaning =
  | 'type'
  | 'copy'
  | 'paste'
  | 'search'
  | 'leave'
  | 'larger'
  | 'smaller'
  | 'usual-size'
  | 'new-tab';

/** Keys that go with Control, or Command on a Mac. */
const SIZES: Readonly<Record<string, KeyMeaning>> = {
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '0': 'usual-size',
};

/** The keys as far as they matter here; a KeyboardEvent fits. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Tells the few keys that are not typed.
 *
 * Control C stays the machine's interrupt, so copying takes Shift as well; on a Mac the Command key is free for it.
 * Control F6 is the way out for whoever works without a mouse: Tab belongs to the shell.
 */
export function keyMeaning({ key, ctrlKey, shiftKey, altKey, metaKey }: PressedKey, mac: boolean): KeyMeaning {
  const letter = key.toLowerCase();
  if (altKey) return 'type';
  if (ctrlKey && !metaKey && key === 'F6') return 'leave';
  const size = (mac ? metaKey && !ctrlKey : ctrlKey && !metaKey) ? SIZES[key] : undefined;
  if (size) return size;
  if (mac && metaKey && !ctrlKey) {
    if (letter === 't') return 'new-tab';
    if (letter === 'c') return 'copy';
    if (letter === 'v') return 'paste';
    if (letter === 'f') return 'search';
  }
  if (shiftKey && !ctrlKey && !metaKey && key === 'Insert') return 'paste';
  if (!ctrlKey || metaKey) return 'type';
  if (key === 'Insert' && !shiftKey) return 'copy';
  if (letter === 'v' && (shiftKey || !mac)) return 'paste';
  if (!shiftKey) return 'type';
  if (letter === 'c') return 'copy';
  if (letter === 't') return 'new-tab';
  return letter === 'f' ? 'search' : 'type';
}
