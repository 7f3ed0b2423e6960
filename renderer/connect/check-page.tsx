import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAction, useClient } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { ConnectionCheck } from './connection-check.tsx';
import { FIRST_SIZE } from './use-sessions.ts';

/** The connection check of one machine by itself, for whoever wants to know before connecting. */
export function CheckPage({ params }: PageProps) {
  const instanceId = params.instanceId ?? '';
  const go = useGo();
  const client = useClient();
  const connect = useAction(async (user: string) => {
    await client.connect.open({ instanceId, user, ...FIRST_SIZE });
    // The Connect page finds the session that is open.
    go(paths.connect(instanceId));
  });
  return (
    <SpaceBetween size="m">
      {connect.error ? <ErrorAlert error={connect.error} /> : null}
      <ConnectionCheck level="h1" instanceId={instanceId} onConnect={(user) => void connect.run(user)} />
    </SpaceBetween>
  );
}
