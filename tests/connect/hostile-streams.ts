import headless from '@xterm/headless';
import { ControlStringCap } from '../../renderer/connect/control-string-cap.ts';
import { writePieces } from '../../renderer/connect/terminal-guards.ts';
import { prepareTerminal, TERMINAL_OPTIONS } from '../../renderer/connect/terminal-options.ts';

/** What a stream did besides changing the screen. */
export interface StreamEffects {
  /** All that the terminal sent to the machine. */
  readonly replies: string;
  readonly titles: readonly string[];
  /** The longest that one piece of the stream kept the window from drawing, in milliseconds. */
  readonly longestMs: number;
}

/**
 * Every reply that the terminal may give: places, states and what it is; no letter that a machine chose.
 *
 * Source: reliability-guide 3.4. DECRQSS answers with settings as numbers; a mouse or a focus is not reported unasked.
 */
export const REPLY =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: replies are control sequences
  /^(?:\x1b\[[?>]?[\d;]*(?:[cnR]|\$y)|\x1bP[01]\$r[\d;:]*(?: q|["!]?[a-z])?\x1b\\)*$/;

/** Prints a stream as the pane does, and watches what comes of it. */
export async function printHostile(stream: Uint8Array): Promise<StreamEffects> {
  const terminal = new headless.Terminal({ ...TERMINAL_OPTIONS, cols: 80, rows: 24 });
  prepareTerminal(terminal);
  const titles: string[] = [];
  let replies = '';
  terminal.onTitleChange((title) => titles.push(title));
  terminal.onData((data) => {
    replies += data;
  });
  terminal.onBinary((data) => {
    replies += data;
  });
  let longestMs = 0;
  for (const piece of writePieces(new ControlStringCap().next(stream))) {
    const begun = performance.now();
    await new Promise<void>((resolve) => terminal.write(piece, resolve));
    longestMs = Math.max(longestMs, performance.now() - begun);
  }
  terminal.dispose();
  return { replies, titles, longestMs };
}

const E = '\x1b';

/** Known attacks on terminals by what they print, each with where it was seen. */
export const ATTACKS: readonly (readonly [string, string])[] = [
  ['writes the clipboard (OSC 52)', `${E}]52;c;cm0gLXJmIH4K\x07`],
  ['writes the primary selection', `${E}]52;p;cm0gLXJmIH4K${E}\\`],
  ['reads the clipboard', `${E}]52;c;?\x07`],
  ['writes the clipboard as kitty does', `${E}]5522;type=write\x07`],
  ['sets a title and asks for it (xterm, CVE-2003-0063)', `${E}]2;;rm -rf ~\r;\x07${E}[21t`],
  ['asks for the icon’s name', `${E}]1;evil\x07${E}[20t`],
  ['puts a title away and takes it back', `${E}]0;evil\x07${E}[22;0t${E}[23;0t`],
  ['hides a line break in a title', `${E}]0;a\nrm -rf ~\n\x07`],
  ['echoes through DECRQSS (CVE-2008-2383)', `${E}P$q\nrm -rf ~\n${E}\\`],
  ['echoes through DECRQSS with a known setting', `${E}P$qm;rm -rf ~${E}\\`],
  ['asks for a capability (XTGETTCAP)', `${E}P+q544e;0a726d${E}\\`],
  ['asks for the version (XTVERSION)', `${E}[>0q`],
  ['asks who is there (ENQ)', '\x05\x05\x05'],
  ['defines a function key (DECUDK)', `${E}P1;1|17/726d202d7266${E}\\`],
  ['asks for a checksum of the screen (DECRQCRA)', `rm -rf ~${E}[1;1;1;1;1;10*y`],
  ['reports a colour with text', `${E}]4;1;?;rm -rf ~\x07${E}]10;?\x07${E}]11;?\x07`],
  ['links to a script', `${E}]8;;javascript:alert(1)\x07click${E}]8;;\x07`],
  ['links to a program', `${E}]8;;file:///usr/bin/calc\x07click${E}]8;;\x07`],
  ['links through a foreign scheme', `${E}]8;;ssh://-oProxyCommand=calc/x\x07click${E}]8;;\x07`],
  ['begins a ZMODEM transfer (CVE-2026-45036)', '**\x18B00000000000000\r\x8a\x11'],
  ['sends a file (iTerm2, OSC 1337)', `${E}]1337;File=name=YQ==;inline=0:cm0gLXJm\x07`],
  ['opens a web page (iTerm2)', `${E}]1337;OpenURL=:aHR0cHM6Ly9ldmls\x07`],
  ['notifies (OSC 9, 99, 777)', `${E}]9;evil\x07${E}]99;;evil\x07${E}]777;notify;evil;evil\x07`],
  ['tells a folder (OSC 7)', `${E}]7;file://evil/$(calc)\x07`],
  ['prints to the printer', `${E}[5irm -rf ~${E}[4i${E}[?5i`],
  ['resizes and moves the window', `${E}[8;9999;9999t${E}[3;0;0t${E}[9;1t${E}[2t`],
  ['asks for the window’s place and size', `${E}[11t${E}[13t${E}[14t${E}[18t${E}[19t`],
  ['turns the order of letters', 'echo \u202e~ fr- mr\u202c \u2066x\u2069'],
  ['has a title without an end', `${E}]0;${'A'.repeat(200_000)}`],
  ['has a device string without an end', `${E}P${'A'.repeat(200_000)}`],
  ['has a sequence with very many numbers', `${E}[${'1;'.repeat(50_000)}m`],
  ['has a number with very many digits', `${E}[${'9'.repeat(50_000)}A`],
  ['stacks very many signs on one letter', `a${'\u0301'.repeat(20_000)}`],
  [
    'scrolls without end',
    ['S', 'T', 'L', 'M', 'b', 'P', '@', 'X', 'I', 'Z'].map((end) => `${E}[2147483647${end}`).join(''),
  ],
  ['saves and fills the screen over and over', `${E}[?1049h${E}#8${E}[?1049l`.repeat(500)],
  ['uses eight-bit controls', '\u009d52;c;cm0=\u009c\u009b21t\u0090$q\nrm\u009c'],
  ['draws pictures (Sixel)', `${E}Pq#0;2;0;0;0!99999999~${E}\\`],
];

/** A source of numbers that gives the same again for the same seed (mulberry32). */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** A stream made of parts of attacks, sequences with wild numbers, text and noise. */
export function hostileStream(seed: number): Uint8Array {
  const roll = dice(seed);
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)] as T;
  const short = ATTACKS.map(([, attack]) => attack).filter((attack) => attack.length < 200);
  const number = () => pick(['', '0', '1', '9', '80', '65536', '2147483647', '4294967296', '99999999999999999999']);
  const noise = () => String.fromCharCode(...Array.from({ length: 1 + roll(20) }, () => roll(256)));
  const sequence = () =>
    `${E}[${pick(['', '?', '>', '=', '<'])}${number()};${number()}${pick(['', ' ', '$', '!', '"', "'", '*'])}${String.fromCharCode(0x40 + roll(0x3f))}`;
  const part = () => {
    const text = pick([() => pick(short), sequence, sequence, noise, () => 'rm -rf ~\r\n', () => '你😀e\u0301'])();
    // Sometimes it breaks off.
    return roll(8) === 0 ? text.slice(0, roll(text.length + 1)) : text;
  };
  return new TextEncoder().encode(Array.from({ length: 1 + roll(30) }, part).join(''));
}
