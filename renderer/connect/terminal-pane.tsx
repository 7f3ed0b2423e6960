import './terminal-pane.css';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { Preferences } from '../../src/settings/contract.ts';
import { useBridge } from '../bridge/bridge-provider.tsx';
import { useFillHeight } from '../common/use-fill-height.ts';
import { LiveTerminal, type TerminalListener } from './live-terminal.ts';
import { terminalOf } from './live-terminals.ts';
import { useTerminalTheme } from './terminal-theme.ts';

/** What the page may ask of its terminal. */
export type TerminalHandle = Pick<LiveTerminal, 'focus' | 'paste' | 'find' | 'copy' | 'size'>;

interface TerminalPaneProps extends TerminalListener {
  readonly sessionId: string;
  /** For the screen reader, for example “ubuntu@web-01”. */
  readonly label: string;
  readonly open: boolean;
  readonly fontSize: number;
  readonly colours: Preferences['terminalTheme'];
  readonly handle: Ref<TerminalHandle>;
}

/** The terminal's place on the page: what the machine prints is drawn there, what the person types is sent. */
export default function TerminalPane(props: TerminalPaneProps) {
  const { sessionId, label, open, fontSize, colours, handle } = props;
  const { client, listen } = useBridge();
  const theme = useTerminalTheme(colours);
  const box = useRef<HTMLElement>(null);
  const terminal = useRef<LiveTerminal>(null);
  const latest = useRef(props);
  const look = useRef({ theme, fontSize });
  useEffect(() => {
    latest.current = props;
    look.current = { theme, fontSize };
  });
  useFillHeight(box);

  useEffect(() => {
    if (!box.current) return;
    const live = terminalOf(sessionId, () => new LiveTerminal({ sessionId, client, listen }));
    terminal.current = live;
    live.dress(look.current.theme, look.current.fontSize);
    live.show(box.current, () => latest.current);
    client.connect.resize({ sessionId, ...live.size }).catch(() => undefined);
    live.focus();
    return () => {
      live.hide();
      terminal.current = null;
    };
  }, [sessionId, client, listen]);
  useEffect(() => terminal.current?.dress(theme, fontSize), [theme, fontSize]);
  useEffect(() => {
    terminal.current?.takeKeys(open);
    if (open) terminal.current?.focus();
  }, [open]);

  useImperativeHandle(handle, () => ({
    focus: () => terminal.current?.focus(),
    paste: (text) => terminal.current?.paste(text),
    find: (text, back) => terminal.current?.find(text, back) ?? false,
    copy: () => terminal.current?.copy() ?? false,
    get size() {
      return terminal.current?.size ?? { columns: 80, rows: 24 };
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
