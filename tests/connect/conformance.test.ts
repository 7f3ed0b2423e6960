import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { FRESH_TERMINAL } from '../../main/connect/ssh-session.ts';
import { ControlStringCap } from '../../renderer/connect/control-string-cap.ts';
import { writePieces } from '../../renderer/connect/terminal-guards.ts';
import { prepareTerminal, TERMINAL_OPTIONS } from '../../renderer/connect/terminal-options.ts';
import { cellsOf } from '../../renderer/connect/unicode-cells.ts';
import { CONFORMANCE, STYLES } from './conformance-cases.ts';

type Terminal = InstanceType<typeof headless.Terminal>;

/** The pane's terminal without a window: its options, its guards, its way of counting cells. */
function aTerminal(): { terminal: Terminal; replies: string[] } {
  const terminal = new headless.Terminal({ ...TERMINAL_OPTIONS, cols: 10, rows: 5 });
  prepareTerminal(terminal);
  const replies: string[] = [];
  terminal.onData((data) => replies.push(data));
  return { terminal, replies };
}

/** Prints as the pane does, `size` bytes at a time. */
async function print(terminal: Terminal, text: string, size: number): Promise<void> {
  const cap = new ControlStringCap();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) {
    for (const piece of writePieces(cap.next(bytes.subarray(at, at + size)))) terminal.write(piece);
  }
  await new Promise<void>((resolve) => terminal.write('', resolve));
}

const screenOf = ({ buffer: { active }, rows }: Terminal): string[] =>
  Array.from({ length: rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '');

describe('The terminal on a screen of ten by five', () => {
  // Whole, and cut between any two bytes, as a network may cut.
  it.each(CONFORMANCE)('$name', async ({ print: text, screen, cursor, reply }) => {
    for (const size of [1_000, 1]) {
      const { terminal, replies } = aTerminal();
      await print(terminal, text, size);
      expect(screenOf(terminal)).toEqual([...screen, ...Array(5 - screen.length).fill('')]);
      const { cursorX, cursorY } = terminal.buffer.active;
      if (cursor) expect([cursorX, cursorY]).toEqual(cursor);
      expect(replies.join('')).toBe(reply ?? '');
      terminal.dispose();
    }
  });

  it.each(STYLES)('shows $name', async ({ print: text, expected }) => {
    const { terminal } = aTerminal();
    await print(terminal, text, 1_000);
    const cell = terminal.buffer.active.getLine(0)?.getCell(0);
    if (!cell) throw new Error('There is no cell.');
    const kind = (rgb: boolean, palette: boolean) => (rgb ? 'rgb' : palette ? 'palette' : undefined);
    const foreground = kind(cell.isFgRGB(), cell.isFgPalette());
    const background = kind(cell.isBgRGB(), cell.isBgPalette());
    const marks = {
      bold: cell.isBold(),
      italic: cell.isItalic(),
      underline: cell.isUnderline(),
      inverse: cell.isInverse(),
      strikethrough: cell.isStrikethrough(),
      dim: cell.isDim(),
      invisible: cell.isInvisible(),
    };
    expect(foreground && [foreground, cell.getFgColor()]).toEqual(expected.foreground);
    expect(background && [background, cell.getBgColor()]).toEqual(expected.background);
    const set = Object.entries(marks).flatMap(([mark, on]) => (on ? [mark] : []));
    expect(set).toEqual(expected.marks ?? []);
  });

  it('keeps at least ten thousand lines to scroll back to', async () => {
    const { terminal } = aTerminal();
    await print(terminal, Array.from({ length: 12_000 }, (_, line) => `${line}\r\n`).join(''), 65_536);
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('0');
  });

  it('asks for the mouse and for marks around a paste only while a program does', async () => {
    const { terminal } = aTerminal();
    await print(terminal, '\x1b[?1003h\x1b[?1006h\x1b[?2004h', 1_000);
    expect(terminal.modes).toMatchObject({ mouseTrackingMode: 'any', bracketedPasteMode: true });
    await print(terminal, '\x1b[?1003l\x1b[?2004l', 1_000);
    expect(terminal.modes).toMatchObject({ mouseTrackingMode: 'none', bracketedPasteMode: false });
  });

  it('is put right for the next log-in, whatever the last program left', async () => {
    const { terminal } = aTerminal();
    const left = 'ab\x1b[?1049h\x1b[?1003h\x1b[?2004h\x1b[?25l\x1b[?6h\x1b[2;3r\x1b[4h\x1b[31;7m';
    await print(terminal, `${left}${new TextDecoder().decode(FRESH_TERMINAL)}cd`, 1_000);
    expect(screenOf(terminal)).toEqual(['ab', 'cd', '', '', '']);
    expect(terminal.modes).toMatchObject({
      mouseTrackingMode: 'none',
      bracketedPasteMode: false,
      insertMode: false,
      originMode: false,
      wraparoundMode: true,
    });
    expect(terminal.buffer.active.getLine(1)?.getCell(0)?.isFgDefault()).toBe(true);
  });
});

describe('How many cells a letter takes', () => {
  it.each([
    ['a', 1],
    ['ü', 1],
    ['─', 1],
    ['\u00ad', 1],
    ['你', 2],
    ['ｱ', 1],
    ['Ａ', 2],
    ['한', 2],
    ['😀', 2],
    ['🇩', 1],
    ['☺', 1],
    ['\u0301', 0],
    ['\u200d', 0],
    ['\ufe0f', 0],
    ['\u0007', 0],
  ])('%j: %i', (letter, cells) => {
    expect(cellsOf(letter.codePointAt(0) ?? 0)).toBe(cells);
  });
});
