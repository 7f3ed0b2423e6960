import Spinner from '@cloudscape-design/components/spinner';
import { lazy, type Ref, Suspense, useImperativeHandle, useRef, useState } from 'react';
import type { Session } from '../../src/connect/contract.ts';
import { useClient } from '../bridge/hooks.ts';
import { HostKeyDialog } from './host-key-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import type { CleanPaste } from './paste-filter.ts';
import { SearchBar } from './search-bar.tsx';
import { SessionHeader, type SessionTool, sessionTitle } from './session-header.tsx';
import { SessionNotice } from './session-notice.tsx';
import type { TerminalLook } from './terminal-look.ts';
import type { TerminalHandle } from './terminal-pane.tsx';
import type { TerminalSize } from './use-sessions.ts';
import './session-view.css';

// The terminal is heavy and most starts of the app never show one.
const TerminalPane = lazy(() => import('./terminal-pane.tsx'));

interface SessionViewProps {
  readonly session: Session;
  readonly opening: boolean;
  readonly look: TerminalLook;
  readonly handle: Ref<Pick<TerminalHandle, 'paste' | 'focus'>>;
  readonly onReconnect: (user: string, size: TerminalSize) => void;
  readonly onNewTab: () => void;
  /** Absent where it has a neighbour already. */
  readonly onSplit: (() => void) | undefined;
  /** Shows what the machine is beside the terminal, or hides it. */
  readonly onSide: () => void;
  /** Shows the machine's files beside the terminal, or hides them. */
  readonly onFiles: () => void;
  /** The keyboard or the mouse came to it. */
  readonly onUse: () => void;
  readonly onClose: () => void;
}

/** The terminal with all that belongs to it: who and where, how it stands, what it says of itself. */
export function SessionView(props: SessionViewProps) {
  const { session, opening, look, handle, onReconnect, onNewTab, onSplit, onSide, onFiles, onUse, onClose } = props;
  const client = useClient();
  const terminal = useRef<TerminalHandle>(null);
  const firstButton = useRef<{ focus(): void }>(null);
  const [searching, setSearching] = useState(false);
  const [paste, setPaste] = useState<CleanPaste>();
  const [link, setLink] = useState<string>();
  const [said, setSaid] = useState<string>();
  const { sessionId, state } = session;
  const label = session.beside === undefined ? sessionTitle(session) : `${sessionTitle(session)}, second session`;
  const backToTerminal = () => terminal.current?.focus();
  useImperativeHandle(handle, () => ({
    paste: (text) => terminal.current?.paste(text),
    focus: backToTerminal,
  }));
  const answer = (accept: boolean) => {
    // A session that ended while the person read says so by its state.
    client.connect.answerHostKey({ sessionId, accept }).catch(() => undefined);
  };
  const use = (tool: SessionTool) => {
    setSaid(undefined);
    switch (tool) {
      case 'copy':
        return setSaid(terminal.current?.copy() ? 'Copied.' : 'Select something in the terminal first.');
      case 'search':
        return setSearching(true);
      case 'split':
        return onSplit?.();
      case 'side':
        return onSide();
      case 'files':
        return onFiles();
      case 'larger':
      case 'smaller':
      case 'usual-size':
        return look.resize(tool === 'larger' ? 1 : tool === 'smaller' ? -1 : 0);
      default:
        return look.paint(tool);
    }
  };
  return (
    <section className="session" aria-label={`Session ${label}`} onFocus={onUse}>
      <SessionHeader
        session={session}
        colours={look.colours}
        canSplit={onSplit !== undefined}
        said={said}
        first={firstButton}
        onTool={use}
        onClose={onClose}
      />
      <SessionNotice
        key={`${sessionId} ${session.notice}`}
        session={session}
        opening={opening}
        onConnect={(user) => onReconnect(user, terminal.current?.size ?? { columns: 80, rows: 24 })}
      />
      <div className="terminal-place">
        <Suspense fallback={<Spinner size="large" />}>
          <TerminalPane
            key={sessionId}
            sessionId={sessionId}
            label={label}
            open={state === 'open'}
            fontSize={look.fontSize}
            colours={look.colours}
            handle={terminal}
            onKey={(meaning) => {
              if (meaning === 'leave') firstButton.current?.focus();
              else if (meaning === 'new-tab') onNewTab();
              else use(meaning);
            }}
            onLink={setLink}
            onLines={setPaste}
          />
        </Suspense>
        {searching ? (
          <SearchBar
            find={(text, back) => terminal.current?.find(text, back) ?? false}
            onClose={() => {
              setSearching(false);
              backToTerminal();
            }}
          />
        ) : null}
      </div>
      {state === 'asking-host-key' && session.hostKey ? (
        <HostKeyDialog session={session} hostKey={session.hostKey} onAnswer={answer} />
      ) : null}
      {paste ? (
        <PasteDialog
          lines={paste.lines}
          onAnswer={(accept) => {
            setPaste(undefined);
            if (accept) terminal.current?.paste(paste.text);
            backToTerminal();
          }}
        />
      ) : null}
      {link ? (
        <LinkDialog
          url={link}
          onAnswer={() => {
            setLink(undefined);
            backToTerminal();
          }}
        />
      ) : null}
    </section>
  );
}
