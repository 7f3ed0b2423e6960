import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import './terminal-pane.css';
import { useEffect, useImperativeHandle, useRef } from 'react';
import { useBridge } from '../bridge/bridge-provider.tsx';
import { useFillHeight } from '../common/use-fill-height.ts';
import { drawOutput } from './drawn-output.ts';
import { drawByGraphicsChip } from './graphics.ts';
import { type CleanPaste, cleanPaste } from './paste-filter.ts';
import { guardTerminal } from './terminal-guards.ts';
import type { TerminalHandle } from './terminal-handle.ts';
import { keyMeaning } from './terminal-keys.ts';
import { useTerminalTheme } from './terminal-theme.ts';

/** Only https: what the app opens for the person goes through the settings' openLink, which refuses anything else. */
const LINK = /https:\/\/[^\s"'<>`{}|\\^]+[^\s"'<>`{}|\\^.,:;!?)\]]/;

interface TerminalPaneProps {
  readonly sessionId: string;
  /** For the screen reader, for example “ubuntu@web-01”. */
  readonly label: string;
  readonly open: boolean;
  readonly fontSize: number;
  readonly handle: React.Ref<TerminalHandle>;
  readonly onSearch: () => void;
  readonly onLeave: () => void;
  readonly onLink: (url: string) => void;
  /** Several lines were pasted: the person is to look at them first. */
  readonly onLines: (paste: CleanPaste) => void;
}

/** The terminal itself: what the machine prints is drawn, what the person types is sent. */
export default function TerminalPane(props: TerminalPaneProps) {
  const { sessionId, label, open, fontSize, handle } = props;
  const { client, listen } = useBridge();
  const theme = useTerminalTheme();
  const box = useRef<HTMLElement>(null);
  const terminal = useRef<Terminal>(null);
  const search = useRef<SearchAddon>(null);
  const fit = useRef<FitAddon>(null);
  const latest = useRef(props);
  const firstLook = useRef({ fontSize, theme });
  useEffect(() => {
    latest.current = props;
  });
  useFillHeight(box);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const openLink = (_: MouseEvent, url: string) => latest.current.onLink(url);
    const term = new Terminal({
      ...firstLook.current,
      fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace',
      // At 1 the low line of one row is covered by the next row.
      lineHeight: 1.15,
      scrollback: 10_000,
      cursorBlink: false,
      minimumContrastRatio: 4.5,
      linkHandler: { activate: openLink, allowNonHttpProtocols: false },
    });
    guardTerminal(term);
    const fitting = new FitAddon();
    const searching = new SearchAddon();
    term.loadAddon(fitting);
    term.loadAddon(searching);
    term.loadAddon(new WebLinksAddon(openLink, { urlRegex: LINK }));
    term.open(element);
    terminal.current = term;
    fit.current = fitting;
    search.current = searching;
    // Without it the page's own elements draw: slower, and always right.
    drawByGraphicsChip(term).catch(() => undefined);

    // A call about a session that has just ended is refused; the state that is shown says why.
    const ended = () => undefined;
    term.onData((data) => {
      client.connect.write({ sessionId, data }).catch(ended);
    });
    term.onResize(({ cols, rows }) => {
      client.connect.resize({ sessionId, columns: cols, rows }).catch(ended);
    });
    const obey = (event: KeyboardEvent): boolean => {
      const meaning = keyMeaning(event, navigator.platform.startsWith('Mac'));
      if (meaning === 'type') return true;
      if (event.type !== 'keydown') return false;
      if (meaning === 'paste') return false; // The browser's own key: it becomes a paste event.
      event.preventDefault();
      if (meaning === 'copy' && term.hasSelection()) document.execCommand('copy');
      if (meaning === 'search') latest.current.onSearch();
      if (meaning === 'leave') latest.current.onLeave();
      return false;
    };
    term.attachCustomKeyEventHandler(obey);
    const take = (text: string) => {
      const paste = cleanPaste(text);
      if (paste.lines.length > 1) latest.current.onLines(paste);
      else if (paste.text) term.paste(paste.text);
    };
    // In the capture phase: xterm's own listeners would type the clipboard unseen.
    const onPaste = (event: ClipboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      take(event.clipboardData?.getData('text/plain') ?? '');
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.type === 'drop') take(event.dataTransfer?.getData('text/plain') ?? '');
    };
    element.addEventListener('paste', onPaste, true);
    element.addEventListener('drop', onDrop, true);
    element.addEventListener('dragover', onDrop, true);

    const fitNow = () => fitting.fit();
    const sizes = new ResizeObserver(fitNow);
    sizes.observe(element);
    fitNow();
    client.connect.resize({ sessionId, columns: term.cols, rows: term.rows }).catch(ended);
    const stopDrawing = drawOutput(term, { sessionId, client, listen });
    term.focus();
    return () => {
      stopDrawing();
      sizes.disconnect();
      element.removeEventListener('paste', onPaste, true);
      element.removeEventListener('drop', onDrop, true);
      element.removeEventListener('dragover', onDrop, true);
      term.dispose();
      terminal.current = null;
    };
  }, [sessionId, client, listen]);

  useEffect(() => {
    const term = terminal.current;
    if (!term) return;
    term.options.theme = theme;
    term.options.fontSize = fontSize;
    fit.current?.fit();
  }, [theme, fontSize]);
  useEffect(() => {
    const term = terminal.current;
    if (!term) return;
    term.options.disableStdin = !open;
    if (open) term.focus();
  }, [open]);

  useImperativeHandle(handle, () => ({
    focus: () => terminal.current?.focus(),
    paste: (text) => terminal.current?.paste(text),
    find: (text, back) => {
      const found = back ? search.current?.findPrevious(text) : search.current?.findNext(text);
      return found ?? false;
    },
    copy: () => {
      const term = terminal.current;
      if (!term?.hasSelection()) return false;
      term.focus();
      return document.execCommand('copy');
    },
  }));

  return (
    <section
      ref={box}
      className="terminal-pane"
      style={{ background: theme.background }}
      aria-label={`Terminal: ${label}. Press Control F6 to leave it.`}
    />
  );
}
