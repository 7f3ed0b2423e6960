import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTROL_STRING_CAP, ControlStringCap } from '../../renderer/connect/control-string-cap.ts';
import { guardTerminal, writePieces } from '../../renderer/connect/terminal-guards.ts';

const write = (terminal: InstanceType<typeof headless.Terminal>, data: string | Uint8Array) =>
  new Promise<void>((resolve) => terminal.write(data, resolve));

async function time(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function millisecondsFor(sequence: string, guarded: boolean): Promise<number> {
  const terminal = new headless.Terminal({ cols: 80, rows: 24, scrollback: 10_000, allowProposedApi: true });
  if (guarded) guardTerminal(terminal);
  await write(terminal, 'x');
  const spent = await time(() => write(terminal, sequence));
  terminal.dispose();
  return spent;
}

/** The best of three: what else the computer does takes time too. */
async function guardedMilliseconds(sequence: string): Promise<number> {
  const tries = [];
  for (let round = 0; round < 3; round += 1) tries.push(await millisecondsFor(sequence, true));
  return Math.min(...tries);
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('A terminal that a machine tries to freeze', () => {
  const hostile = ['S', 'T', 'L', 'M', 'b', 'I', 'Z', 'P', '@', 'X'].flatMap((final) => [
    `\x1b[2147483647${final}`,
    `\x1b[5000000${final}`,
    `\x1b[99999999999999999999${final}`,
  ]);

  it.each(hostile)('goes on at once after %j', async (sequence) => {
    expect(await guardedMilliseconds(sequence)).toBeLessThan(100);
  });

  // Counts that take a bare terminal well over a hundred milliseconds: repeating a character is the cheapest of them.
  it.each([
    ['S', 300_000],
    ['T', 300_000],
    ['L', 300_000],
    ['M', 300_000],
    ['b', 20_000_000],
  ] as const)('would stand still at CSI n %s without its guards', async (final, count) => {
    const sequence = `\x1b[${count}${final}`;
    expect(await millisecondsFor(sequence, false)).toBeGreaterThan((await guardedMilliseconds(sequence)) * 5 + 10);
  });

  it('still does what an honest program asks', async () => {
    const terminal = new headless.Terminal({ cols: 20, rows: 5, allowProposedApi: true });
    guardTerminal(terminal);
    await write(terminal, 'a\x1b[19b\r\n1\r\n2\r\n3\x1b[2;1H\x1b[1M');
    const line = (y: number) => terminal.buffer.active.getLine(y)?.translateToString(true);
    expect([line(0), line(1), line(2)]).toEqual(['a'.repeat(20), '2', '3']);
  });

  it('takes no title and answers no clipboard', async () => {
    const terminal = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
    guardTerminal(terminal);
    const titles: string[] = [];
    const replies: string[] = [];
    terminal.onTitleChange((title) => titles.push(title));
    terminal.onData((data) => replies.push(data));
    await write(terminal, '\x1b]0;evil\x07\x1b]2;evil\x1b\\\x1b]52;c;?\x07\x1b[21t');
    expect([titles, replies]).toEqual([[], []]);
  });

  it('is given a flood of costly sequences in pieces between which the window can draw', async () => {
    const terminal = new headless.Terminal({ cols: 80, rows: 24, scrollback: 10_000, allowProposedApi: true });
    guardTerminal(terminal);
    let longest = 0;
    let last = performance.now();
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const flood = bytes('\x1b[24S'.repeat(13_000));
    const pieces = [...writePieces(flood)];
    for (const piece of pieces.slice(0, -1)) terminal.write(piece);
    await write(terminal, pieces.at(-1) as Uint8Array);
    clearInterval(pulse);
    expect(Buffer.concat(pieces).equals(Buffer.from(flood))).toBe(true);
    expect(longest).toBeLessThan(500);
  });
});

describe('Control strings without an end', () => {
  const through = (...pieces: Uint8Array[]) => {
    const cap = new ControlStringCap();
    return Buffer.concat(pieces.map((piece) => cap.next(piece))).toString('latin1');
  };
  const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

  it('leaves everything below the cap as it is, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('text', '\x1b]0;', '\x07', '\x1b\\', '\x1bP', '\xc2\x9d', '\xc2\x9c', '\x18', 'ü', '\x1b[1m'),
        ),
        fc.integer({ min: 1, max: 7 }),
        (parts, size) => {
          const all = latin(parts.join(''));
          const pieces = [];
          for (let at = 0; at < all.length; at += size) pieces.push(all.subarray(at, at + size));
          expect(through(...pieces)).toBe(Buffer.from(all).toString('latin1'));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a title', '\x1b]0;', '\x07'],
    ['a link', '\x1b]8;;https://a.example/', '\x1b\\'],
    ['a device string', '\x1bP', '\x1b\\'],
    ['an eight-bit title', '\xc2\x9d0;', '\xc2\x9c'],
    ['an application string', '\x1b_', '\x1b\\'],
  ])('cancels %s that goes on and on, and shows what follows', (_, begin, end) => {
    const all = latin(`before${begin}${'A'.repeat(50_000)}${end}after`);
    const pieces = [];
    for (let at = 0; at < all.length; at += 777) pieces.push(all.subarray(at, at + 777));
    const shown = through(...pieces);
    expect(shown.length).toBeLessThan(CONTROL_STRING_CAP + 100);
    expect(shown).toMatch(/^before/);
    expect(shown.split('\x18')[1]?.length).toBeLessThanOrEqual(3 + 'after'.length);
    expect(through(all)).toBe(shown);
  });
});
