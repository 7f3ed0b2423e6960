import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import type { PageProps } from '../common/page-props.ts';
import { ConnectPanel } from './connect-panel.tsx';
import { SessionView } from './session-view.tsx';
import { useSession } from './use-session.ts';

/** Logging in to one machine: first who and with what, then the terminal, which fills the page. */
export function ConnectPage({ params }: PageProps) {
  const instanceId = params.instanceId ?? '';
  const followed = useSession(instanceId);
  const [user, setUser] = useState<string>();
  const open = (name: string) => {
    setUser(name);
    void followed.open(name);
  };
  if (followed.looking) return <Spinner size="large" />;
  if (!followed.session) {
    return (
      <ConnectPanel
        instanceId={instanceId}
        firstUser={user}
        opening={followed.opening}
        refused={followed.error}
        onConnect={open}
      />
    );
  }
  return (
    <SessionView
      session={followed.session}
      opening={followed.opening}
      refused={followed.error}
      onConnect={open}
      onLeave={followed.leave}
    />
  );
}
