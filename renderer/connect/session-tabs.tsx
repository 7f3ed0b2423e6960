import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Tabs from '@cloudscape-design/components/tabs';
import type { ReactNode } from 'react';
import type { Session } from '../../src/connect/contract.ts';
import type { SessionTab } from '../../src/connect/tabs.ts';
import { STATES, sessionTitle } from './session-header.tsx';
import './session-tabs.css';

/** The tab that is none yet: the panel in which one says how to log in. */
const PANEL = 'panel';

interface SessionTabsProps {
  readonly tabs: readonly SessionTab[];
  /** Absent while the panel is shown. */
  readonly active: SessionTab | undefined;
  readonly opening: boolean;
  readonly onChoose: (tab: SessionTab) => void;
  readonly onClose: (tab: SessionTab) => void;
  /** Another session like the one that is shown. */
  readonly onAnother: () => void;
  readonly onPanel: () => void;
  readonly onOtherMachine: () => void;
  readonly children: ReactNode;
}

/** A tab for every session, with its machine, its user and how it stands; the active one's terminal is below. */
export function SessionTabs(props: SessionTabsProps) {
  const { tabs, active, opening, children } = props;
  const shown = tabs.map((tab) => ({
    id: tab.id,
    label: <TabLabel tab={tab} />,
    dismissible: true,
    dismissLabel: `Close ${tabTitle(tab)}`,
    onDismiss: () => props.onClose(tab),
    content: tab === active ? children : null,
  }));
  const panel = { id: PANEL, label: 'New session', content: children };
  return (
    <Tabs
      ariaLabel="Sessions"
      disableContentPaddings
      activeTabId={active?.id ?? PANEL}
      onChange={({ detail }) => {
        const chosen = tabs.find((tab) => tab.id === detail.activeTabId);
        if (chosen) props.onChoose(chosen);
      }}
      tabs={active ? shown : [...shown, panel]}
      actions={
        active ? (
          <ButtonDropdown
            ariaLabel="Other new sessions"
            loading={opening}
            mainAction={{ text: 'New tab', iconName: 'add-plus', onClick: props.onAnother }}
            items={[
              { id: 'panel', text: 'As another user' },
              { id: 'machine', text: 'On another machine' },
            ]}
            onItemClick={({ detail }) => (detail.id === 'panel' ? props.onPanel() : props.onOtherMachine())}
          />
        ) : undefined
      }
    />
  );
}

const tabTitle = ({ sessions }: SessionTab) => sessions.map(sessionTitle).join(' and ');

function TabLabel({ tab }: { tab: SessionTab }) {
  const [first] = tab.sessions;
  return (
    <span className="session-tab">
      {tab.sessions.map((session) => (
        <StateDot key={session.sessionId} session={session} />
      ))}
      {first.instanceName || first.instanceId}
      <span className="session-tab-user">{[...new Set(tab.sessions.map(({ user }) => user))].join(', ')}</span>
    </span>
  );
}

/** Green while it is connected, hollow when it is over; in words for who cannot see it. */
function StateDot({ session }: { session: Session }) {
  const { state } = session;
  const kind = state === 'open' || state === 'closed' ? state : 'waiting';
  return <span className={`session-dot session-dot-${kind}`} role="img" aria-label={STATES[state][1]} />;
}
