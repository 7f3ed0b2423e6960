import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { type ReactNode, useState } from 'react';
import type { Session } from '../../src/connect/contract.ts';
import { ConnectionCheck } from './connection-check.tsx';
import { useOnline } from './use-online.ts';

interface SessionNoticeProps {
  readonly session: Session;
  readonly opening: boolean;
  readonly onConnect: (user: string) => void;
}

/** What the session says of itself: that it followed the machine's advice, why it failed, or how it ended. */
export function SessionNotice({ session, opening, onConnect }: SessionNoticeProps) {
  const [dismissed, setDismissed] = useState(false);
  const online = useOnline();
  const { error, notice, state, user, exitStatus } = session;
  const reconnect = (
    <Button loading={opening} onClick={() => onConnect(user)}>
      Reconnect
    </Button>
  );
  if (error?.code === 'connect.lost') {
    return (
      <Line type="warning" action={reconnect}>
        <strong>{error.message}</strong> {error.fix}
      </Line>
    );
  }
  if (error) {
    const final = error.code === 'connect.host-key-changed';
    const alert = (
      <Alert
        type="error"
        header={error.message}
        action={
          final ? undefined : (
            <Button loading={opening} onClick={() => onConnect(user)}>
              Try again
            </Button>
          )
        }
      >
        <SpaceBetween size="xs">
          {error.fix}
          {error.likelyUsers?.length ? (
            <SpaceBetween direction="horizontal" size="xs">
              {error.likelyUsers.map((name) => (
                <Button key={name} onClick={() => onConnect(name)}>
                  Log in as {name}
                </Button>
              ))}
            </SpaceBetween>
          ) : null}
        </SpaceBetween>
      </Alert>
    );
    // A key that the person did not accept is no trouble on the way.
    if (error.code === 'connect.host-key-refused') return alert;
    return (
      <SpaceBetween size="s">
        {alert}
        <ConnectionCheck instanceId={session.instanceId} user={user} onConnect={onConnect} />
      </SpaceBetween>
    );
  }
  if (state === 'closed') {
    return (
      <Line type="info" action={reconnect}>
        <strong>The session has ended.</strong>{' '}
        {exitStatus ? `The shell ended with status ${exitStatus}.` : 'Reconnect opens a new one in this terminal.'}
      </Line>
    );
  }
  if (!online && state === 'open') {
    return (
      <Line type="warning">
        This computer has no network now. If it comes back within a minute, the session goes on.
      </Line>
    );
  }
  if (!notice || dismissed) return null;
  return (
    <Line
      type={state === 'asking-host-key' ? 'warning' : 'info'}
      action={<Button variant="inline-icon" iconName="close" ariaLabel="Dismiss" onClick={() => setDismissed(true)} />}
    >
      {notice}
    </Line>
  );
}

/** A message that takes no more of the terminal's room than one line. */
function Line({
  type,
  action,
  children,
}: {
  type: StatusIndicatorProps.Type;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="session-notice" role="status">
      <StatusIndicator type={type}>{children}</StatusIndicator>
      {action}
    </div>
  );
}
