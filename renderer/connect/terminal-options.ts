import type { ITerminalOptions } from '@xterm/xterm';
import { type GuardedTerminal, guardTerminal } from './terminal-guards.ts';
import { type CountedTerminal, countCells } from './unicode-cells.ts';

/** How every terminal of the app begins; tests run their tables with the very same. */
export const TERMINAL_OPTIONS = {
  fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace',
  // At 1 the low line of one row is covered by the next row.
  lineHeight: 1.15,
  scrollback: 20_000,
  cursorBlink: false,
  // It would write of every broken sequence that a machine prints.
  logLevel: 'off',
  minimumContrastRatio: 4.5,
  // For the widths of letters, which xterm keeps among what may still change.
  allowProposedApi: true,
} as const satisfies ITerminalOptions;

/** What is done to a terminal before it sees the first byte. */
export function prepareTerminal(terminal: GuardedTerminal & CountedTerminal): void {
  guardTerminal(terminal);
  countCells(terminal);
}
