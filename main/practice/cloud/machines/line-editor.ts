import { characters, columnsOf, widthOf } from './terminal-text.ts';

/** What the editor of command lines asks of the session. */
export interface EditorHooks {
  write(text: string): void;
  columns(): number;
  /** Possible ends of the word before the cursor. */
  complete(line: string): Promise<Completion>;
  /** Enter was pressed; the editor waits until {@link LineEditor.prompt} is called again. */
  submit(line: string): void;
  /** Ctrl-D on an empty line. */
  endOfInput(): void;
  /** Ctrl-C on a line: it was dropped. */
  interrupt(): void;
}

export interface Completion {
  /** How much of the line's end the candidates replace. */
  readonly replaces: number;
  readonly candidates: readonly string[];
}

const LONGEST_LINE = 16 * 1024;
const LONGEST_HISTORY = 500;
/** Every control character but the line feed. */
const CONTROLS = /(?!\n)\p{Cc}/gu;

/** Edits one command line on a terminal as bash does: cursor, history, completion, bracketed paste, wrapping, wide characters. */
export class LineEditor {
  readonly #hooks: EditorHooks;
  readonly history: string[] = [];
  #prompt = '';
  #line: string[] = [];
  #at = 0;
  #row = 0;
  #active = false;
  #pending = '';
  #pasting = false;
  #paste = '';
  #killed = '';
  #historyAt = 0;
  #draft = '';
  #lastWasTab = false;
  #completing = false;
  #typeAhead = '';

  constructor(hooks: EditorHooks) {
    this.#hooks = hooks;
  }

  /** Shows a prompt and takes a line; what was typed meanwhile is taken first. */
  prompt(prompt: string): void {
    this.#prompt = prompt;
    this.#line = [];
    this.#at = 0;
    this.#row = 0;
    this.#historyAt = this.history.length;
    this.#active = true;
    this.#hooks.write(`\u001b[?2004h${prompt}`);
    const ahead = this.#typeAhead;
    this.#typeAhead = '';
    if (ahead) this.feed(ahead);
  }

  /** Keeps what is typed for the next prompt. */
  typeAhead(text: string): void {
    if (this.#typeAhead.length + text.length <= LONGEST_LINE) this.#typeAhead += text;
  }

  dropTypeAhead(): void {
    this.#typeAhead = '';
  }

  remember(line: string): void {
    if (line.trim() === '' || line.startsWith(' ') || this.history.at(-1) === line) return;
    this.history.push(line);
    if (this.history.length > LONGEST_HISTORY) this.history.shift();
  }

  /** The terminal has another width: where the cursor is must be counted anew. */
  resized(): void {
    if (this.#active) this.#row = this.#place(this.#at).row;
  }

  feed(text: string): void {
    let rest = this.#pending + text;
    this.#pending = '';
    while (rest !== '') {
      if (!this.#active || this.#completing) {
        this.typeAhead(rest);
        return;
      }
      if (this.#pasting) {
        const end = rest.indexOf('\u001b[201~');
        if (end < 0) {
          const kept = Math.max(0, rest.length - 5);
          this.#takePaste(rest.slice(0, kept));
          this.#pending = rest.slice(kept);
          return;
        }
        this.#takePaste(rest.slice(0, end));
        this.#pasting = false;
        this.#insert(this.#paste);
        this.#paste = '';
        rest = rest.slice(end + 6);
        continue;
      }
      const key = nextKey(rest);
      if (key === null) {
        this.#pending = rest;
        return;
      }
      rest = rest.slice(key.length);
      this.#press(key);
    }
  }

  #takePaste(text: string): void {
    if (this.#paste.length + text.length <= LONGEST_LINE) this.#paste += text;
  }

  #press(key: string): void {
    const wasTab = this.#lastWasTab;
    this.#lastWasTab = key === '\t';
    if (key === '\t') {
      void this.#complete(wasTab);
      return;
    }
    const action = KEYS[key];
    if (action !== undefined) this.#act(action);
    else if (!/^\p{Cc}/u.test(key)) this.#insert(key);
  }

  #act(action: Action): void {
    switch (action) {
      case 'enter': {
        this.#moveTo(this.#line.length);
        this.#hooks.write('\u001b[?2004l\r\n');
        this.#active = false;
        this.#hooks.submit(this.#line.join(''));
        return;
      }
      case 'interrupt':
        this.#moveTo(this.#line.length);
        this.#hooks.write('^C\u001b[?2004l\r\n');
        this.#active = false;
        this.#hooks.interrupt();
        return;
      case 'end-of-input':
        if (this.#line.length > 0) this.#remove(this.#at, this.#at + 1);
        else {
          this.#hooks.write('\u001b[?2004l\r\n');
          this.#active = false;
          this.#hooks.endOfInput();
        }
        return;
      case 'clear':
        this.#hooks.write('\u001b[H\u001b[2J');
        this.#row = 0;
        this.#paint(this.#line, this.#at);
        return;
      case 'left':
        this.#moveTo(this.#at - 1);
        return;
      case 'right':
        this.#moveTo(this.#at + 1);
        return;
      case 'word-left':
        this.#moveTo(this.#wordStart());
        return;
      case 'word-right':
        this.#moveTo(this.#wordEnd());
        return;
      case 'home':
        this.#moveTo(0);
        return;
      case 'end':
        this.#moveTo(this.#line.length);
        return;
      case 'backspace':
        this.#remove(this.#at - 1, this.#at);
        return;
      case 'delete':
        this.#remove(this.#at, this.#at + 1);
        return;
      case 'kill-end':
        this.#kill(this.#at, this.#line.length);
        return;
      case 'kill-start':
        this.#kill(0, this.#at);
        return;
      case 'kill-word':
        this.#kill(this.#wordStart(), this.#at);
        return;
      case 'yank':
        this.#insert(this.#killed);
        return;
      case 'swap': {
        const at = this.#at === this.#line.length ? this.#at - 1 : this.#at;
        if (at < 1) return;
        const next = [...this.#line];
        [next[at - 1], next[at]] = [next[at] as string, next[at - 1] as string];
        this.#paint(next, at + 1);
        return;
      }
      case 'earlier':
        this.#recall(this.#historyAt - 1);
        return;
      case 'later':
        this.#recall(this.#historyAt + 1);
        return;
      case 'paste':
        this.#pasting = true;
        this.#paste = '';
        return;
    }
  }

  #recall(index: number): void {
    if (index < 0 || index > this.history.length) return;
    if (this.#historyAt === this.history.length) this.#draft = this.#line.join('');
    this.#historyAt = index;
    const line = characters(index === this.history.length ? this.#draft : (this.history[index] ?? ''));
    this.#paint(line, line.length);
  }

  #insert(raw: string): void {
    const text = raw.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').replace(CONTROLS, '');
    if (text === '' || this.#line.length + text.length > LONGEST_LINE) return;
    const before = this.#line.slice(0, this.#at).join('') + text;
    const joined = characters(before);
    const line = [...joined, ...this.#line.slice(this.#at)];
    const simple = this.#at === this.#line.length && joined.length === this.#line.length + 1 && !text.includes('\n');
    if (simple && this.#place(this.#at, this.#line).column + columnsOf(text) < this.#hooks.columns()) {
      this.#line = line;
      this.#at = joined.length;
      this.#hooks.write(text);
      return;
    }
    this.#paint(line, joined.length);
  }

  #remove(from: number, to: number): void {
    if (from < 0 || to > this.#line.length || from >= to) return;
    this.#paint([...this.#line.slice(0, from), ...this.#line.slice(to)], from);
  }

  #kill(from: number, to: number): void {
    if (from < to) this.#killed = this.#line.slice(from, to).join('');
    this.#remove(from, to);
  }

  #moveTo(at: number): void {
    if (at < 0 || at > this.#line.length) return;
    const to = this.#place(at);
    this.#hooks.write(`${vertical(to.row - this.#row)}\r${to.column > 0 ? `\u001b[${to.column}C` : ''}`);
    this.#at = at;
    this.#row = to.row;
  }

  #paint(line: string[], at: number): void {
    this.#line = line;
    this.#at = at;
    const end = this.#place(line.length);
    const to = this.#place(at);
    // A line that ends exactly at the edge leaves the cursor hanging there: one more character takes it down.
    const settle = end.column === 0 && end.row > 0 && line.at(-1) !== '\n' ? ' \r\u001b[K' : '';
    const shown = line.map((character) => (character === '\n' ? '\r\n' : character)).join('');
    this.#hooks.write(
      `${vertical(-this.#row)}\r\u001b[J${this.#prompt}${shown}${settle}${vertical(to.row - end.row)}\r` +
        (to.column > 0 ? `\u001b[${to.column}C` : ''),
    );
    this.#row = to.row;
  }

  /** Where a place in the line is on the terminal, counted from the prompt's first column. */
  #place(at: number, line: readonly string[] = this.#line): { row: number; column: number } {
    const columns = Math.max(2, this.#hooks.columns());
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

  #wordStart(): number {
    let at = this.#at;
    while (at > 0 && this.#line[at - 1] === ' ') at -= 1;
    while (at > 0 && this.#line[at - 1] !== ' ') at -= 1;
    return at;
  }

  #wordEnd(): number {
    let at = this.#at;
    while (at < this.#line.length && this.#line[at] === ' ') at += 1;
    while (at < this.#line.length && this.#line[at] !== ' ') at += 1;
    return at;
  }

  async #complete(again: boolean): Promise<void> {
    this.#completing = true;
    const before = this.#line.slice(0, this.#at).join('');
    const { candidates, replaces } = await this.#hooks.complete(before).catch(() => ({ candidates: [], replaces: 0 }));
    this.#completing = false;
    if (!this.#active) return;
    const typed = before.slice(before.length - replaces);
    const common = commonStart(candidates);
    if (common.length > typed.length) this.#insert(common.slice(typed.length));
    else if (again && candidates.length > 1) {
      const to = this.#place(this.#line.length);
      this.#hooks.write(`${vertical(to.row - this.#row)}\r\n${inColumns(candidates, this.#hooks.columns())}`);
      this.#row = 0;
      this.#paint(this.#line, this.#at);
    } else if (candidates.length !== 1) this.#hooks.write('\u0007');
    const ahead = this.#typeAhead;
    this.#typeAhead = '';
    if (ahead) this.feed(ahead);
  }
}

/** Lays names out in columns, as `ls` and the completion list do; lines end in CR LF. */
export function inColumns(names: readonly string[], columns: number): string {
  const shown = names.map((name) => name.replace(/.*\/(?=[^/])/, '').trimEnd());
  const width = Math.max(...shown.map(widthOf)) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const down = Math.ceil(shown.length / across);
  let text = '';
  for (let row = 0; row < down; row += 1) {
    for (let index = row; index < shown.length; index += down) {
      const name = shown[index] as string;
      text += index + down < shown.length ? name + ' '.repeat(width - widthOf(name)) : name;
    }
    text += '\r\n';
  }
  return text;
}

type Action =
  | 'enter'
  | 'interrupt'
  | 'end-of-input'
  | 'clear'
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'home'
  | 'end'
  | 'backspace'
  | 'delete'
  | 'kill-end'
  | 'kill-start'
  | 'kill-word'
  | 'yank'
  | 'swap'
  | 'earlier'
  | 'later'
  | 'paste';

const KEYS: Readonly<Record<string, Action | undefined>> = {
  __proto__: null as never,
  '\r': 'enter',
  '\n': 'enter',
  '\u0001': 'home',
  '\u0002': 'left',
  '\u0003': 'interrupt',
  '\u0004': 'end-of-input',
  '\u0005': 'end',
  '\u0006': 'right',
  '\u0008': 'backspace',
  '\u007f': 'backspace',
  '\u000b': 'kill-end',
  '\u000c': 'clear',
  '\u000e': 'later',
  '\u0010': 'earlier',
  '\u0014': 'swap',
  '\u0015': 'kill-start',
  '\u0017': 'kill-word',
  '\u0019': 'yank',
  '\u001b[A': 'earlier',
  '\u001bOA': 'earlier',
  '\u001b[B': 'later',
  '\u001bOB': 'later',
  '\u001b[C': 'right',
  '\u001bOC': 'right',
  '\u001b[D': 'left',
  '\u001bOD': 'left',
  '\u001b[H': 'home',
  '\u001bOH': 'home',
  '\u001b[1~': 'home',
  '\u001b[7~': 'home',
  '\u001b[F': 'end',
  '\u001bOF': 'end',
  '\u001b[4~': 'end',
  '\u001b[8~': 'end',
  '\u001b[3~': 'delete',
  '\u001b[1;5C': 'word-right',
  '\u001b[1;3C': 'word-right',
  '\u001bf': 'word-right',
  '\u001b[1;5D': 'word-left',
  '\u001b[1;3D': 'word-left',
  '\u001bb': 'word-left',
  '\u001b\u007f': 'kill-word',
  '\u001b[200~': 'paste',
};

/** The next key press in the text, or null when its escape sequence is not whole yet. */
function nextKey(text: string): string | null {
  if (!text.startsWith('\u001b')) return characters(text.slice(0, 64))[0] ?? null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character.
  const whole = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O[A-Za-z]|[^[O])/.exec(text);
  if (whole) return whole[0];
  return text.length > 32 ? '\u001b' : null;
}

function vertical(rows: number): string {
  if (rows === 0) return '';
  return rows > 0 ? `\u001b[${rows}B` : `\u001b[${-rows}A`;
}

function commonStart(words: readonly string[]): string {
  let common = words[0] ?? '';
  for (const word of words) {
    while (!word.startsWith(common)) common = common.slice(0, -1);
  }
  return common;
}
