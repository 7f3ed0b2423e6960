import { useRef, useState } from 'react';
import type { SessionTab } from '../../src/connect/tabs.ts';
import { useRoom } from '../common/room.ts';
import { FilePane } from './file-pane.tsx';
import { SessionView } from './session-view.tsx';
import { SidePanel } from './side-panel.tsx';
import type { TerminalLook } from './terminal-look.ts';
import type { TerminalHandle } from './terminal-pane.tsx';
import type { TerminalSize } from './use-sessions.ts';

/** What can be done from inside a tab. */
export interface TabActions {
  readonly reconnect: (sessionId: string, user: string, size: TerminalSize) => void;
  readonly newTab: () => void;
  /** A second session on the same machine, at the right of this one. */
  readonly split: (sessionId: string) => void;
  /** Asks first where something would be stopped. */
  readonly close: (sessionIds: readonly string[]) => void;
}

interface TabViewProps {
  readonly tab: SessionTab;
  readonly opening: boolean;
  readonly look: TerminalLook;
  readonly actions: TabActions;
}

/** One tab's terminal, or both. */
export function TabView({ tab, opening, look, actions }: TabViewProps) {
  useRoom();
  const panes = useRef(new Map<string, Pick<TerminalHandle, 'paste' | 'focus'>>());
  const [lastUsed, setLastUsed] = useState(tab.id);
  const [wanted, setWanted] = useState<boolean>();
  /** The session whose files are shown; they take the place of what the machine is. */
  const [filesOf, setFilesOf] = useState<string>();
  const [first] = tab.sessions;
  const split = tab.sessions.length > 1;
  // Two terminals need the room; there it comes only when it is asked for.
  const side = wanted ?? (look.side && !split);
  const showSide = (shown: boolean) => {
    setWanted(shown);
    if (!split) look.showSide(shown);
  };
  const files = tab.sessions.find(({ sessionId, state }) => sessionId === filesOf && state === 'open')?.sessionId;
  const insert = (command: string) => {
    const pane = panes.current.get(lastUsed) ?? panes.current.get(tab.id);
    pane?.paste(command);
    pane?.focus();
  };
  return (
    <div className="session-panes">
      {tab.sessions.map((session) => {
        const { sessionId } = session;
        return (
          <SessionView
            key={sessionId}
            onUse={() => setLastUsed(sessionId)}
            onSide={() => {
              setFilesOf(undefined);
              showSide(filesOf !== undefined || !side);
            }}
            onFiles={() => setFilesOf(filesOf === sessionId ? undefined : sessionId)}
            session={session}
            opening={opening}
            look={look}
            handle={(pane) => {
              if (pane) panes.current.set(sessionId, pane);
              else panes.current.delete(sessionId);
            }}
            onReconnect={(user, size) => actions.reconnect(sessionId, user, size)}
            onNewTab={actions.newTab}
            onSplit={split ? undefined : () => actions.split(sessionId)}
            onClose={() => actions.close([sessionId])}
          />
        );
      })}
      {files ? <FilePane key={files} sessionId={files} onClose={() => setFilesOf(undefined)} /> : null}
      {!files && side && tab.sessions.some(({ state }) => state === 'open') ? (
        <SidePanel instanceId={first.instanceId} onInsert={insert} onClose={() => showSide(false)} />
      ) : null}
    </div>
  );
}
