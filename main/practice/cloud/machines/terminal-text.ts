const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Splits text into what a person takes for single characters. */
export function characters(text: string): string[] {
  return Array.from(SEGMENTS.segment(text), (part) => part.segment);
}

/** How many columns of a terminal a character takes: 0 for marks, 2 for East Asian wide ones and emoji. */
export function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return 1;
  if (/^\p{M}|^\u200b|^\u200d/u.test(character)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(character) || WIDE.some(([from, to]) => code >= from && code <= to))
    return 2;
  return 1;
}

/** The columns that a text takes, its escape sequences not counted. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of characters(stripEscapes(text))) width += columnsOf(character);
  return width;
}

/** Text without colour and cursor sequences. */
export function stripEscapes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character.
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]|\u001b\][^\u0007]*\u0007/g, '');
}

// East Asian Width W and F, from Unicode's EastAsianWidth.txt, in whole blocks.
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];
