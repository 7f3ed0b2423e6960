import { characters } from './terminal-text.ts';

const LONGEST_HISTORY = 500;

/** The command lines of a session, and the place in them that the arrow keys have come to. */
export class LineHistory {
  /** Oldest first. */
  readonly lines: string[] = [];
  #at = 0;
  #draft = '';

  /** Goes to the end, where the line that is being typed stands. */
  rewind(): void {
    this.#at = this.lines.length;
  }

  /** Keeps a line, unless it is empty, begins with a space or repeats the last one. */
  remember(line: string): void {
    if (line.trim() === '' || line.startsWith(' ') || this.lines.at(-1) === line) return;
    this.lines.push(line);
    if (this.lines.length > LONGEST_HISTORY) this.lines.shift();
  }

  /** The line that many steps later, or null beyond either end; the line being typed is kept as the last of all. */
  step(by: 1 | -1, typed: readonly string[]): string[] | null {
    const index = this.#at + by;
    if (index < 0 || index > this.lines.length) return null;
    if (this.#at === this.lines.length) this.#draft = typed.join('');
    this.#at = index;
    return characters(index === this.lines.length ? this.#draft : (this.lines[index] ?? ''));
  }
}
