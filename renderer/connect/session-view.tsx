import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Session, SessionState } from '../../src/connect/contract.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { useAction, useCall, useClient } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { HostKeyDialog } from './host-key-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import type { CleanPaste } from './paste-filter.ts';
import { SearchBar } from './search-bar.tsx';
import './session-view.css';
import { SessionNotice } from './session-notice.tsx';
import type { TerminalHandle } from './terminal-handle.ts';

// The terminal is heavy and most starts of the app never show one.
const TerminalPane = lazy(() => import('./terminal-pane.tsx'));

const STATES: Readonly<Record<SessionState, [StatusIndicatorProps.Type, string]>> = {
  connecting: ['in-progress', 'Connecting'],
  'asking-host-key': ['pending', 'Waiting for your answer'],
  open: ['success', 'Connected'],
  reconnecting: ['in-progress', 'Reconnecting'],
  closed: ['stopped', 'Disconnected'],
};

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
  const [copied, setCopied] = useState<string>();
  const [fontSize, setFontSize] = useFontSize();
  const { sessionId, user, host, state } = session;
  const [indicator, words] = STATES[state];
  const backToTerminal = () => terminal.current?.focus();
  const answer = (accept: boolean) => {
    // A session that ended while the person read says so by its state.
    client.connect.answerHostKey({ sessionId, accept }).catch(() => undefined);
  };
  return (
    <SpaceBetween size="s">
      <Header
        variant="h1"
        description={`${session.instanceName} · ${session.instanceId}`}
        info={<StatusIndicator type={indicator}>{words}</StatusIndicator>}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              ref={firstButton}
              iconName="copy"
              ariaLabel="Copy the selected text"
              onClick={() =>
                setCopied(terminal.current?.copy() ? 'Copied.' : 'Select something in the terminal first.')
              }
            />
            <Button iconName="search" ariaLabel="Search in the terminal" onClick={() => setSearching(true)} />
            <Button
              ariaLabel="Smaller letters"
              disabled={fontSize <= FONT.smallest}
              onClick={() => setFontSize(fontSize - 1)}
            >
              A−
            </Button>
            <Button
              ariaLabel="Larger letters"
              disabled={fontSize >= FONT.largest}
              onClick={() => setFontSize(fontSize + 1)}
            >
              A+
            </Button>
            <Button iconName="refresh" loading={opening} disabled={state !== 'closed'} onClick={() => onConnect(user)}>
              Reconnect
            </Button>
            <Button onClick={onLeave}>{state === 'closed' ? 'Close' : 'End session'}</Button>
          </SpaceBetween>
        }
      >
        {user}@{host}
      </Header>
      {refused ? <ErrorAlert error={refused} /> : null}
      <SessionNotice key={`${sessionId} ${session.notice}`} session={session} onConnect={onConnect} />
      <div role="status" aria-live="polite" className="terminal-said">
        {copied ??
          'Copy: Ctrl+Shift+C. Paste: Ctrl+Shift+V. Search: Ctrl+Shift+F. Leave the terminal by keyboard: Ctrl+F6.'}
      </div>
      <div className="terminal-place">
        <Suspense fallback={<Spinner size="large" />}>
          <TerminalPane
            key={sessionId}
            sessionId={sessionId}
            label={`${user}@${host}`}
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
    </SpaceBetween>
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
