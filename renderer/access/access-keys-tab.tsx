import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AccessKey } from '../../src/access/contract.ts';
import { type CallResult, useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { shownTime } from '../common/times.ts';
import { daysOld } from './person-words.ts';

interface Props {
  readonly name: string;
  readonly source: Omit<CallResult<unknown>, 'data'>;
  /** Undefined while they are not known, or may not be read. */
  readonly keys: readonly AccessKey[] | undefined;
}

/** The access keys of a user: how old, when used, and a switch that can be turned back. */
export function AccessKeysTab({ name, source, keys }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const change = useAction(async ({ keyId, active }: AccessKey) => {
    await client.access.switchKey({ name, keyId, active: !active });
    invalidate('access');
  });
  if (source.error) return <ErrorAlert error={source.error} onRetry={source.refresh} />;
  if (!keys) return <Box variant="p">{source.loading ? 'Reading the access keys…' : 'You may not read these.'}</Box>;
  if (keys.length === 0) return <Box variant="p">{name} has no access keys.</Box>;
  return (
    <SpaceBetween size="m">
      {keys.map((key) => (
        <SpaceBetween key={key.keyId} direction="horizontal" size="m" alignItems="center">
          <Copyable text={key.keyId} what="access key ID" />
          <StatusIndicator type={key.active ? 'success' : 'stopped'}>
            {key.active ? 'Active' : 'Switched off'}
          </StatusIndicator>
          <span>{daysOld(key.createdAt, Date.now())}</span>
          <span>{key.usedAt ? `last used ${shownTime(key.usedAt)}` : 'never used'}</span>
          <Button
            loading={change.running}
            ariaLabel={`${key.active ? 'Switch off' : 'Switch on'} ${key.keyId}`}
            onClick={() => void change.run(key)}
          >
            {key.active ? 'Switch off' : 'Switch on'}
          </Button>
        </SpaceBetween>
      ))}
      {change.error ? <ErrorAlert error={change.error} /> : null}
      <Box color="text-body-secondary">
        Programs that use a key that is switched off are refused until it is on again. Nothing else changes.
      </Box>
    </SpaceBetween>
  );
}
