/** The part of a terminal that the guards need; @xterm/xterm and @xterm/headless both have it. */
export interface GuardedTerminal {
  readonly rows: number;
  readonly cols: number;
  readonly parser: {
    registerCsiHandler(
      id: { final: string; prefix?: string; intermediates?: string },
      handler: (params: (number | number[])[]) => boolean,
    ): { dispose(): void };
    registerOscHandler(id: number, handler: (data: string) => boolean): { dispose(): void };
  };
}

/** Sequences that xterm 6 repeats once for every row asked, without end. */
const BY_ROWS = ['S', 'T', 'L', 'M'];
/** And for every column. */
const BY_COLUMNS = ['b', 'I', 'Z', 'P', '@', 'X'];

/** Titles are ours, the clipboard is the person's: these change nothing. */
const REFUSED_OSC = [0, 1, 2, 52];

/**
 * Keeps ten bytes of a machine's output from freezing the window.
 *
 * `ESC[5000000S` stops xterm 6.0.0 for half a minute. More repetitions than the screen has rows or columns show nothing
 * new, so such a sequence is swallowed. Register before the first write. Answers how to take the guards off again.
 */
export function guardTerminal(terminal: GuardedTerminal): () => void {
  const { parser } = terminal;
  const over = (limit: () => number) => (params: (number | number[])[]) => {
    const [count] = params;
    return typeof count === 'number' && count > limit();
  };
  const guards = [
    ...BY_ROWS.map((final) =>
      parser.registerCsiHandler(
        { final },
        over(() => terminal.rows),
      ),
    ),
    ...BY_COLUMNS.map((final) =>
      parser.registerCsiHandler(
        { final },
        over(() => terminal.cols),
      ),
    ),
    ...REFUSED_OSC.map((id) => parser.registerOscHandler(id, () => true)),
  ];
  return () => {
    for (const guard of guards) guard.dispose();
  };
}

/** So much is handed to the parser at a time: it yields to the window only between two writes. */
export const WRITE_BYTES = 4_096;

/** Cuts a batch into pieces of at most {@link WRITE_BYTES}. */
export function* writePieces(data: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < data.length; at += WRITE_BYTES) yield data.subarray(at, at + WRITE_BYTES);
}
