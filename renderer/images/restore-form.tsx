import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useCall, useClient } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { shownTime } from '../common/times.ts';
import { RetentionRuleHelp } from './bin-note.tsx';
import { Decision } from './decision.tsx';
import { useRetire } from './use-retire.ts';

/** Back from the Recycle Bin. */
export function RestoreForm({ region, imageId }: { region: string; imageId: string }) {
  const client = useClient();
  const found = useCall('images', 'binned', { region, imageId }, { freshFor: 0 });
  const name = found.data?.binned?.name || imageId;
  const restore = useRetire(
    () => client.images.restore({ region, imageId }),
    () => ({ type: 'success', header: `${name} is back. It can be launched again.` }),
  );
  const binned = found.data?.binned;
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="Gives a deregistered image back as it was, with its name, ID, tags and shares.">
        {`Restore image: ${name}`}
      </Header>
      {found.error ? <ErrorAlert error={found.error} onRetry={found.refresh} /> : null}
      {found.loading ? (
        <Box padding="xxl" textAlign="center">
          <Spinner /> <Box variant="span">Looking into the Recycle Bin</Box>
        </Box>
      ) : null}
      {binned ? (
        <Decision
          title="In the Recycle Bin"
          doText="Restore image"
          running={restore.running}
          onDo={() => void restore.run(undefined)}
          error={restore.error}
        >
          <KeyValuePairs
            columns={4}
            items={[
              { label: 'AMI name', value: binned.name || '-' },
              { label: 'AMI ID', value: <Copyable text={imageId} what="image id" /> },
              { label: 'Deregistered', value: shownTime(binned.enteredAt) },
              { label: 'Gone for good', value: shownTime(binned.exitsAt) },
            ]}
          />
          <Box>If its snapshots were deleted, they must be restored first. Nothing is lost by trying.</Box>
        </Decision>
      ) : null}
      {found.data && !binned ? (
        <Decision title="In the Recycle Bin">
          <Alert type="warning" header={`${imageId} is not in the Recycle Bin of ${region}.`}>
            Its time may be over, it was restored already, or no retention rule caught it. An image that is not there
            cannot be had back.
            <RetentionRuleHelp />
          </Alert>
        </Decision>
      ) : null}
    </SpaceBetween>
  );
}
