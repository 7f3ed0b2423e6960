import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { type ITheme, Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { drawOutput, type OutputSource } from './drawn-output.ts';
import { drawByGraphicsChip } from './graphics.ts';
import { type CleanPaste, cleanPaste } from './paste-filter.ts';
import { type KeyMeaning, keyMeaning } from './terminal-keys.ts';
import { prepareTerminal, TERMINAL_OPTIONS } from './terminal-options.ts';

/** Only https: what the app opens for the person goes through the settings' openLink, which refuses anything else. */
const LINK = /https:\/\/[^\s"'<>`{}|\\^]+[^\s"'<>`{}|\\^.,:;!?)\]]/;

/** What the terminal asks of the page that shows it. */
export interface TerminalListener {
  /** A key that is not typed. */
  readonly onKey: (meaning: Exclude<KeyMeaning, 'type' | 'paste' | 'copy'>) => void;
  readonly onLink: (url: string) => void;
  /** Several lines were pasted: the person is to look at them first. */
  readonly onLines: (paste: CleanPaste) => void;
}

/**
 * One session's terminal, from its first byte until its tab is closed.
 *
 * It outlives the page: what the machine prints meanwhile is drawn into it, so that nothing is held up, and a program
 * that fills the screen is found as it stands.
 */
export class LiveTerminal {
  readonly #term = new Terminal({
    ...TERMINAL_OPTIONS,
    linkHandler: { activate: (_, url) => this.#listener()?.onLink(url), allowNonHttpProtocols: false },
  });
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #element = document.createElement('div');
  readonly #stop: () => void;
  readonly #sizes = new ResizeObserver(() => this.#fit.fit());
  #chip: { dispose(): void } | undefined;
  #listener: () => TerminalListener | undefined = () => undefined;

  constructor(source: OutputSource) {
    const { sessionId, client } = source;
    const term = this.#term;
    prepareTerminal(term);
    term.loadAddon(this.#fit);
    term.loadAddon(this.#search);
    term.loadAddon(new WebLinksAddon((_, url) => this.#listener()?.onLink(url), { urlRegex: LINK }));
    // A call about a session that has just ended is refused; the state that is shown says why.
    const ended = () => undefined;
    term.onData((data) => {
      client.connect.write({ sessionId, data }).catch(ended);
    });
    term.onResize(({ cols, rows }) => {
      client.connect.resize({ sessionId, columns: cols, rows }).catch(ended);
    });
    term.attachCustomKeyEventHandler((event) => this.#obey(event));
    this.#element.className = 'terminal-element';
    this.#takePastes();
    this.#stop = drawOutput(term, source);
  }

  /** Puts it into the page. */
  show(box: HTMLElement, listener: () => TerminalListener): void {
    this.#listener = listener;
    box.append(this.#element);
    if (!this.#term.element) this.#term.open(this.#element);
    this.#sizes.observe(this.#element);
    this.#fit.fit();
    this.#term.refresh(0, this.#term.rows - 1);
    // Without it the page's own elements draw: slower, and always right.
    drawByGraphicsChip(this.#term).then(
      (chip) => {
        if (this.#element.parentElement === box) this.#chip = chip;
        else chip?.dispose();
      },
      () => undefined,
    );
  }

  /** Takes it out of the page; it goes on unseen. */
  hide(): void {
    this.#listener = () => undefined;
    this.#sizes.disconnect();
    this.#chip?.dispose();
    this.#chip = undefined;
    this.#element.remove();
  }

  dispose(): void {
    this.hide();
    this.#stop();
    this.#term.dispose();
  }

  /** How it looks. */
  dress(theme: ITheme, fontSize: number): void {
    this.#term.options.theme = theme;
    this.#term.options.fontSize = fontSize;
    if (this.#element.isConnected) this.#fit.fit();
  }

  /** Whether what is typed goes anywhere. */
  takeKeys(taken: boolean): void {
    this.#term.options.disableStdin = !taken;
  }

  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.#term.cols, rows: this.#term.rows };
  }

  focus(): void {
    this.#term.focus();
  }

  /** Types a text that was cleaned and, where it has several lines, agreed to. */
  paste(text: string): void {
    this.#term.paste(text);
  }

  /** Selects the next or the previous place; answers whether there is one. */
  find(text: string, back: boolean): boolean {
    return back ? this.#search.findPrevious(text) : this.#search.findNext(text);
  }

  /** Copies the selection; false when there is none. */
  copy(): boolean {
    if (!this.#term.hasSelection()) return false;
    this.#term.focus();
    return document.execCommand('copy');
  }

  #obey(event: KeyboardEvent): boolean {
    const meaning = keyMeaning(event, navigator.platform.startsWith('Mac'));
    if (meaning === 'type') return true;
    if (event.type !== 'keydown') return false;
    if (meaning === 'paste') return false; // The browser's own key: it becomes a paste event.
    event.preventDefault();
    if (meaning === 'copy') this.copy();
    else this.#listener()?.onKey(meaning);
    return false;
  }

  #takePastes(): void {
    const take = (text: string) => {
      const paste = cleanPaste(text);
      if (paste.lines.length > 1) this.#listener()?.onLines(paste);
      else if (paste.text) this.#term.paste(paste.text);
    };
    const own = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    const text = (data: DataTransfer | null) => data?.getData('text/plain') ?? '';
    // In the capture phase: xterm's own listeners would type the clipboard unseen.
    const element = this.#element;
    element.addEventListener('dragover', own, true);
    element.addEventListener(
      'paste',
      (event) => {
        own(event);
        take(text(event.clipboardData));
      },
      true,
    );
    element.addEventListener(
      'drop',
      (event) => {
        own(event);
        take(text(event.dataTransfer));
      },
      true,
    );
  }
}
