import { columnsOf, widthOf } from './terminal-text.ts';

/** The terminal that a line is painted on. */
export interface Screen {
  write(text: string): void;
  columns(): number;
}

/** Paints a prompt and a line, over as many rows as they take, and moves the cursor in them. */
export class LinePainting {
  readonly #screen: Screen;
  #prompt = '';
  /** The cursor's row, counted from the prompt's first. */
  #row = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Begins with a prompt where the cursor is. */
  begin(prompt: string): void {
    this.#prompt = prompt;
    this.#row = 0;
    this.#screen.write(`\u001b[?2004h${prompt}`);
  }

  /** Counts anew in which row the cursor is: the terminal has another width. */
  recount(line: readonly string[], at: number): void {
    this.#row = this.place(line, at).row;
  }

  /** Writes text of the caller's own, after which the painting begins anew at the cursor. */
  writeAbove(text: string): void {
    this.#screen.write(text);
    this.#row = 0;
  }

  /** Goes to the row below the line and writes there. */
  writeBelow(line: readonly string[], text: string): void {
    const to = this.place(line, line.length);
    this.writeAbove(`${vertical(to.row - this.#row)}\r\n${text}`);
  }

  moveTo(line: readonly string[], at: number): void {
    const to = this.place(line, at);
    this.#screen.write(`${vertical(to.row - this.#row)}\r${to.column > 0 ? `\u001b[${to.column}C` : ''}`);
    this.#row = to.row;
  }

  paint(line: readonly string[], at: number): void {
    const end = this.place(line, line.length);
    const to = this.place(line, at);
    // A line that ends exactly at the edge leaves the cursor hanging there: one more character takes it down.
    const settle = end.column === 0 && end.row > 0 && line.at(-1) !== '\n' ? ' \r\u001b[K' : '';
    const shown = line.map((character) => (character === '\n' ? '\r\n' : character)).join('');
    this.#screen.write(
      `${vertical(-this.#row)}\r\u001b[J${this.#prompt}${shown}${settle}${vertical(to.row - end.row)}\r` +
        (to.column > 0 ? `\u001b[${to.column}C` : ''),
    );
    this.#row = to.row;
  }

  /** Where a place in the line is on the terminal, counted from the prompt's first column. */
  place(line: readonly string[], at: number): { row: number; column: number } {
    const columns = Math.max(2, this.#screen.columns());
    const start = widthOf(this.#prompt);
    let row = Math.floor(start / columns);
    let column = start % columns;
    for (const character of line.slice(0, at)) {
      if (character === '\n') {
        row += 1;
        column = 0;
        continue;
      }
      const width = columnsOf(character);
      if (column + width > columns) {
        row += 1;
        column = 0;
      }
      column += width;
      if (column === columns) {
        row += 1;
        column = 0;
      }
    }
    return { row, column };
  }
}

function vertical(rows: number): string {
  if (rows === 0) return '';
  return rows > 0 ? `\u001b[${rows}B` : `\u001b[${-rows}A`;
}
