import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Session } from '../../src/connect/contract.ts';

/** What the session says of itself: that it followed the machine's advice, why it failed, or how it ended. */
export function SessionNotice({ session, onConnect }: { session: Session; onConnect: (user: string) => void }) {
  const [dismissed, setDismissed] = useState(false);
  const { error, notice, state, user, exitStatus } = session;
  if (error) {
    const again = error.code === 'connect.host-key-changed' ? undefined : () => onConnect(user);
    return (
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
  }
  if (state === 'closed') {
    return (
      <Alert type="info" header="The session has ended.">
        {exitStatus ? `The shell ended with status ${exitStatus}.` : 'Reconnect opens a new one on the same machine.'}
      </Alert>
    );
  }
  if (!notice || dismissed) return null;
  return (
    <Alert
      type={state === 'asking-host-key' ? 'warning' : 'info'}
      dismissible
      dismissAriaLabel="Dismiss"
      onDismiss={() => setDismissed(true)}
    >
      {notice}
    </Alert>
  );
}
