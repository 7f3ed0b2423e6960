import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { ConnectionCheck, type ConnectionCheckProps } from './connection-check.tsx';

/** A button that shows the connection check in its place. */
export function CheckOnDemand(props: ConnectionCheckProps) {
  const [isShown, setShown] = useState(false);
  if (isShown) return <ConnectionCheck {...props} />;
  return (
    <Button formAction="none" iconName="status-info" onClick={() => setShown(true)}>
      Check the connection
    </Button>
  );
}
