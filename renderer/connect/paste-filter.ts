/** What is left of a paste, and whether the person must look at it first. */
export interface CleanPaste {
  readonly text: string;
  /** Lines that would be typed; more than one is asked about. */
  readonly lines: readonly string[];
}

/**
 * What may not be pasted: every control but tab and line feed, the eight-bit controls, and signs that change the order
 * of the text or cannot be seen, so that what runs would not be what is read.
 */
const UNSEEN = new RegExp(
  [
    '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]',
    '[\\u00ad\\u034f\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]',
    '[\\u{e0000}-\\u{e007f}]',
    '\\p{Cs}',
  ].join('|'),
  'gu',
);

/**
 * Makes a clipboard's text safe to type.
 *
 * The terminal's own paste lets ESC through, which ends bracketed paste and runs what follows (measured in xterm 6.0.0).
 * The line breaks at the end go too: the person presses Enter, not the page that was copied from.
 */
export function cleanPaste(clipboard: string): CleanPaste {
  const text = clipboard
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(UNSEEN, '')
    .replace(/\n+$/, '');
  return { text, lines: text === '' ? [] : text.split('\n') };
}
