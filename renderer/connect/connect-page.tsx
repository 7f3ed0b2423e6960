import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useRef, useState } from 'react';
import type { Session } from '../../src/connect/contract.ts';
import { isAlive, type SessionTab, tabFrom, tabsOf } from '../../src/connect/tabs.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { CloseDialog } from './close-dialog.tsx';
import { ConnectPanel } from './connect-panel.tsx';
import { SessionTabs } from './session-tabs.tsx';
import { TabView } from './tab-view.tsx';
import { useTerminalLook } from './terminal-look.ts';
import { useSessions } from './use-sessions.ts';
import type { LoginChoice } from './way-choice.tsx';

/** The tab that was looked at last, for when the person comes back to this page. */
let lastShown: string | undefined;

/** Logging in to machines: first who and with what, then a tab for each session. */
export function ConnectPage({ params }: PageProps) {
  const instanceId = params.instanceId ?? '';
  const go = useGo();
  const look = useTerminalLook();
  const followed = useSessions();
  const [chosen, setChosen] = useState(lastShown);
  /** The machine whose panel is wanted though it has sessions. */
  const [panelOf, setPanelOf] = useState<string>();
  const [user, setUser] = useState<string>();
  const [closing, setClosing] = useState<readonly string[]>();
  const tabs = tabsOf(followed.sessions);
  const here = tabs.filter(({ sessions: [first] }) => first.instanceId === instanceId);
  const active = panelOf === instanceId ? undefined : (here.find(({ id }) => id === chosen) ?? here.at(-1));

  const choose = (tab: SessionTab) => {
    lastShown = tab.id;
    setChosen(tab.id);
    setPanelOf(undefined);
    go(paths.connect(tab.sessions[0].instanceId));
  };
  const open = async (name: string, choice: LoginChoice & { readonly beside?: string } = {}) => {
    setUser(name);
    const opened = await followed.open({ ...choice, instanceId, user: name });
    if (!opened) return;
    setPanelOf(undefined);
    lastShown = choice.beside ?? opened.sessionId;
    setChosen(lastShown);
  };
  const close = (sessionIds: readonly string[]) => {
    setClosing(undefined);
    // The neighbour takes its place, except where half of a tab stays.
    const gone = active?.sessions.every(({ sessionId }) => sessionIds.includes(sessionId));
    const next = gone ? (tabFrom(tabs, active?.id, here.at(-1) === active ? -1 : 1) ?? undefined) : undefined;
    if (gone) setUser(active?.sessions[0].user);
    followed.close(sessionIds);
    if (next) choose(next);
  };
  const askToClose = (sessionIds: readonly string[]) => {
    if (followed.sessions.some((one) => sessionIds.includes(one.sessionId) && isAlive(one))) setClosing(sessionIds);
    else close(sessionIds);
  };
  useTabKeys((steps) => {
    const next = tabFrom(tabs, active?.id, steps);
    if (next) choose(next);
  });

  if (followed.looking) return <Spinner size="large" />;
  const shownUser = (session: Session | undefined) => session?.user ?? user;
  const another = () => {
    const like = shownUser(active?.sessions[0]);
    if (like) void open(like);
  };
  const panel = (
    <ConnectPanel
      instanceId={instanceId}
      firstUser={user}
      opening={followed.opening}
      refused={followed.error}
      onConnect={(name, choice) => void open(name, choice)}
    />
  );
  if (tabs.length === 0) return panel;
  return (
    <>
      <SessionTabs
        tabs={tabs}
        active={active}
        opening={followed.opening}
        onChoose={choose}
        onClose={(tab) => askToClose(tab.sessions.map(({ sessionId }) => sessionId))}
        onAnother={another}
        onPanel={() => setPanelOf(instanceId)}
        onOtherMachine={() => go(paths.instances())}
      >
        {active ? (
          <>
            {followed.error ? <ErrorAlert error={followed.error} /> : null}
            <TabView
              key={active.id}
              tab={active}
              opening={followed.opening}
              look={look}
              actions={{
                reconnect: (sessionId, name, size) => {
                  setUser(name);
                  followed.reconnect(sessionId, name, size);
                },
                newTab: another,
                split: (sessionId) => void open(shownUser(active.sessions[0]) ?? '', { beside: sessionId }),
                close: askToClose,
              }}
            />
          </>
        ) : (
          panel
        )}
      </SessionTabs>
      {closing ? (
        <CloseDialog
          sessions={followed.sessions.filter((one) => closing.includes(one.sessionId) && isAlive(one))}
          onAnswer={(accepted) => (accepted ? close(closing) : setClosing(undefined))}
        />
      ) : null}
    </>
  );
}

/** Control Tab goes to the next tab and with Shift to the previous one, from wherever the keyboard is on the page. */
function useTabKeys(step: (steps: 1 | -1) => void): void {
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  useEffect(() => {
    const obey = (event: KeyboardEvent) => {
      if (event.key !== 'Tab' || !event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(event.shiftKey ? -1 : 1);
    };
    // In the capture phase: the terminal would type it.
    window.addEventListener('keydown', obey, true);
    return () => window.removeEventListener('keydown', obey, true);
  }, []);
}
