/** The part of a terminal that counts cells; @xterm/xterm and @xterm/headless both have it. */
export interface CountedTerminal {
  readonly unicode: {
    register(provider: {
      readonly version: string;
      wcwidth(code: number): 0 | 1 | 2;
      charProperties(code: number, preceding: number): number;
    }): void;
    activeVersion: string;
  };
}

/** First and last letter of each stretch that takes two cells. Source: Unicode 15, EastAsianWidth.txt, W and F. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2fb],
  [0x20000, 0x3fffd],
];

/** Combining signs, and what is never seen; the soft hyphen has a cell. Source: wcwidth(3) of glibc. */
const NO_CELL = /^(?!\u00ad)[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
/** Pictures that are drawn as such without being asked; halves of flags count as letters. */
const PICTURE = /^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u;

/**
 * How many cells a letter takes, as the machine's own programs count it.
 *
 * xterm alone counts as Unicode 6 did: it gives emoji one cell, the shell two, and from then on the cursor is wrong.
 */
export function cellsOf(code: number): 0 | 1 | 2 {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return 1;
  const letter = String.fromCodePoint(code);
  if (NO_CELL.test(letter)) return 0;
  const wide = WIDE.some(([first, last]) => code >= first && code <= last);
  return wide || PICTURE.test(letter) ? 2 : 1;
}

/** Tells the terminal to count by {@link cellsOf}. */
export function countCells({ unicode }: CountedTerminal): void {
  const known = new Map<number, 0 | 1 | 2>();
  const wcwidth = (code: number) => {
    if (code < 0x300) return cellsOf(code);
    const before = known.get(code);
    if (before !== undefined) return before;
    const cells = cellsOf(code);
    known.set(code, cells);
    return cells;
  };
  unicode.register({
    version: '15',
    wcwidth,
    // xterm's own form: the width in bits 1 and 2, and in bit 0 whether the letter joins the one before.
    charProperties(code, preceding) {
      const cells = wcwidth(code);
      const before = (preceding >> 1) & 3;
      const joins = cells === 0 && preceding !== 0 && before !== 0;
      return (Math.max(cells, joins ? before : 0) << 1) | (joins ? 1 : 0);
    },
  });
  unicode.activeVersion = '15';
}
