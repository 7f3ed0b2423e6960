import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Session } from '../../src/connect/contract.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { useAction, useCall, useClient } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useRoom } from '../common/room.ts';
import { HostKeyDialog } from './host-key-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import type { CleanPaste } from './paste-filter.ts';
import { SearchBar } from './search-bar.tsx';
import { SessionHeader, type SessionTool, sessionTitle } from './session-header.tsx';
import { SessionNotice } from './session-notice.tsx';
import type { TerminalHandle } from './terminal-handle.ts';
import './session-view.css';

// The terminal is heavy and most starts of the app never show one.
const TerminalPane = lazy(() => import('./terminal-pane.tsx'));

const FONT = { smallest: 8, largest: 40, usual: 14 } as const;

interface SessionViewProps {
  readonly session: Session;
  readonly opening: boolean;
  readonly refused: ErrorShape | undefined;
  readonly onConnect: (user: string) => void;
  readonly onLeave: () => void;
}

/** The terminal with all that belongs to it: who and where, how it stands, what it says of itself. */
export function SessionView({ session, opening, refused, onConnect, onLeave }: SessionViewProps) {
  const client = useClient();
  const terminal = useRef<TerminalHandle>(null);
  const firstButton = useRef<{ focus(): void }>(null);
  const [searching, setSearching] = useState(false);
  const [paste, setPaste] = useState<CleanPaste>();
  const [link, setLink] = useState<string>();
  const [said, setSaid] = useState<string>();
  const [fontSize, setFontSize] = useFontSize();
  const { sessionId, user, state } = session;
  useRoom();
  const backToTerminal = () => terminal.current?.focus();
  const answer = (accept: boolean) => {
    // A session that ended while the person read says so by its state.
    client.connect.answerHostKey({ sessionId, accept }).catch(() => undefined);
  };
  const use = (tool: SessionTool) => {
    setSaid(undefined);
    if (tool === 'copy') setSaid(terminal.current?.copy() ? 'Copied.' : 'Select something in the terminal first.');
    if (tool === 'search') setSearching(true);
    if (tool === 'smaller') setFontSize(fontSize - 1);
    if (tool === 'larger') setFontSize(fontSize + 1);
  };
  return (
    <div className="session">
      <SessionHeader
        session={session}
        opening={opening}
        idle={[
          ...(fontSize <= FONT.smallest ? (['smaller'] as const) : []),
          ...(fontSize >= FONT.largest ? (['larger'] as const) : []),
        ]}
        said={said}
        first={firstButton}
        onTool={use}
        onReconnect={() => onConnect(user)}
        onLeave={onLeave}
      />
      {refused ? <ErrorAlert error={refused} /> : null}
      <SessionNotice key={`${sessionId} ${session.notice}`} session={session} onConnect={onConnect} />
      <div className="terminal-place">
        <Suspense fallback={<Spinner size="large" />}>
          <TerminalPane
            key={sessionId}
            sessionId={sessionId}
            label={sessionTitle(session)}
            open={state === 'open'}
            fontSize={fontSize}
            handle={terminal}
            onSearch={() => setSearching(true)}
            onLeave={() => firstButton.current?.focus()}
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
    </div>
  );
}

/** The letters' size, kept for the next start. */
function useFontSize(): [number, (size: number) => void] {
  const client = useClient();
  const settings = useCall('settings', 'get', {});
  const [chosen, setChosen] = useState<number>();
  const keep = useAction((terminalFontSize: number) => client.settings.set({ terminalFontSize }));
  const set = (size: number) => {
    setChosen(size);
    void keep.run(size);
  };
  return [chosen ?? settings.data?.preferences.terminalFontSize ?? FONT.usual, set];
}
