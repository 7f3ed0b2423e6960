import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { type ReactNode, useState } from 'react';
import type { Session } from '../../src/connect/contract.ts';
import { ConnectionCheck } from './connection-check.tsx';

/** What the session says of itself: that it followed the machine's advice, why it failed, or how it ended. */
export function SessionNotice({ session, onConnect }: { session: Session; onConnect: (user: string) => void }) {
  const [dismissed, setDismissed] = useState(false);
  const { error, notice, state, user, exitStatus } = session;
  if (error) {
    const again = error.code === 'connect.host-key-changed' ? undefined : () => onConnect(user);
    const alert = (
      <Alert
        type="error"
        header={error.message}
        action={again ? <Button onClick={again}>Try again</Button> : undefined}
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
      <Line type="info">
        <strong>The session has ended.</strong>{' '}
        {exitStatus ? `The shell ended with status ${exitStatus}.` : 'Reconnect opens a new one on the same machine.'}
      </Line>
    );
  }
  if (!notice || dismissed) return null;
  return (
    <Line type={state === 'asking-host-key' ? 'warning' : 'info'} onDismiss={() => setDismissed(true)}>
      {notice}
    </Line>
  );
}

/** A message that takes no more of the terminal's room than one line. */
function Line({
  type,
  onDismiss,
  children,
}: {
  type: StatusIndicatorProps.Type;
  onDismiss?: () => void;
  children: ReactNode;
}) {
  return (
    <div className="session-notice" role="status">
      <StatusIndicator type={type}>{children}</StatusIndicator>
      {onDismiss ? <Button variant="inline-icon" iconName="close" ariaLabel="Dismiss" onClick={onDismiss} /> : null}
    </div>
  );
}
