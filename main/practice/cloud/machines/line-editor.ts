import { LineHistory } from './line-history.ts';
import { type Action, KEYS, nextKey } from './line-keys.ts';
import { LinePainting, type Screen } from './line-painting.ts';
import { inColumns } from './name-columns.ts';
import { characters, columnsOf } from './terminal-text.ts';

/** What the editor of command lines asks of the session. */
export interface EditorHooks extends Screen {
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
/** Every control character but the line feed. */
const CONTROLS = /(?!\n)\p{Cc}/gu;

/** Edits one command line on a terminal as bash does: cursor, history, completion, bracketed paste, wrapping, wide characters. */
export class LineEditor {
  readonly #hooks: EditorHooks;
  readonly #painting: LinePainting;
  readonly #history = new LineHistory();
  #line: string[] = [];
  #at = 0;
  #active = false;
  #pending = '';
  #pasting = false;
  #paste = '';
  #killed = '';
  #lastWasTab = false;
  #completing = false;
  #typeAhead = '';

  constructor(hooks: EditorHooks) {
    this.#hooks = hooks;
    this.#painting = new LinePainting(hooks);
  }

  /** Shows a prompt and takes a line; what was typed meanwhile is taken first. */
  prompt(prompt: string): void {
    this.#line = [];
    this.#at = 0;
    this.#history.rewind();
    this.#active = true;
    this.#painting.begin(prompt);
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

  /** This session's lines, oldest first. */
  get history(): string[] {
    return this.#history.lines;
  }

  remember(line: string): void {
    this.#history.remember(line);
  }

  /** The terminal has another width: where the cursor is must be counted anew. */
  resized(): void {
    if (this.#active) this.#painting.recount(this.#line, this.#at);
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
        this.#painting.writeAbove('\u001b[H\u001b[2J');
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
        this.#recall(-1);
        return;
      case 'later':
        this.#recall(1);
        return;
      case 'paste':
        this.#pasting = true;
        this.#paste = '';
        return;
    }
  }

  #recall(by: 1 | -1): void {
    const line = this.#history.step(by, this.#line);
    if (line) this.#paint(line, line.length);
  }

  #insert(raw: string): void {
    const text = raw.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').replace(CONTROLS, '');
    if (text === '' || this.#line.length + text.length > LONGEST_LINE) return;
    const before = this.#line.slice(0, this.#at).join('') + text;
    const joined = characters(before);
    const line = [...joined, ...this.#line.slice(this.#at)];
    const simple = this.#at === this.#line.length && joined.length === this.#line.length + 1 && !text.includes('\n');
    if (simple && this.#painting.place(this.#line, this.#at).column + columnsOf(text) < this.#hooks.columns()) {
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
    this.#painting.moveTo(this.#line, at);
    this.#at = at;
  }

  #paint(line: string[], at: number): void {
    this.#line = line;
    this.#at = at;
    this.#painting.paint(line, at);
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
      this.#painting.writeBelow(this.#line, inColumns(candidates, this.#hooks.columns()));
      this.#paint(this.#line, this.#at);
    } else if (candidates.length !== 1) this.#hooks.write('\u0007');
    const ahead = this.#typeAhead;
    this.#typeAhead = '';
    if (ahead) this.feed(ahead);
  }
}

function commonStart(words: readonly string[]): string {
  let common = words[0] ?? '';
  for (const word of words) {
    while (!word.startsWith(common)) common = common.slice(0, -1);
  }
  return common;
}
