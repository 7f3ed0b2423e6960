import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Image } from '../../src/images/image.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { paths } from '../common/paths.ts';
import { useToasts } from '../common/toasts.tsx';
import { useGo } from '../common/use-go.ts';

/** What one's own account may do with somebody else's image, and the ways to keep it or to leave it. */
export function ReceivedPermissions({ image }: { image: Image }) {
  const { region, imageId } = image;
  const look = useCall('share', 'received', { region, imageId });
  const go = useGo();
  const [asking, setAsking] = useState(false);
  if (look.error) return <ErrorAlert error={look.error} onRetry={look.refresh} />;
  if (!look.data) return <StatusIndicator type="loading">Finding out what may be done with it</StatusIndicator>;
  const { copy, leave } = look.data;
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Owner', value: <Copyable text={image.ownerId} what="owner’s account number" /> },
          {
            label: copy.allowed ? 'You can copy it' : 'You cannot copy it',
            value: <Box color="text-body-secondary">{copy.why}</Box>,
          },
          {
            label: leave.allowed ? 'You can leave it' : 'You cannot leave it',
            value: <Box color="text-body-secondary">{leave.why}</Box>,
          },
        ]}
      />
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="primary" onClick={() => go(paths.makeImageMine(region, imageId))}>
          Make it mine
        </Button>
        <Button
          disabled={!leave.allowed}
          {...(leave.allowed ? {} : { disabledReason: leave.why })}
          onClick={() => setAsking(true)}
        >
          Leave this share
        </Button>
      </SpaceBetween>
      {asking ? <LeaveDialog image={image} onClose={() => setAsking(false)} /> : null}
    </SpaceBetween>
  );
}

function LeaveDialog({ image, onClose }: { image: Image; onClose: () => void }) {
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  const leave = useAction(async () => {
    await client.share.leave({ region: image.region, imageId: image.imageId });
    push({ type: 'success', header: `“${image.name}” is no longer shared with this account` });
    onClose();
    invalidate('images');
    invalidate('share');
  });
  return (
    <Modal
      visible
      header={`Leave “${image.name}”?`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Keep it
            </Button>
            <Button
              variant="primary"
              loading={leave.running}
              loadingText="Asking AWS"
              onClick={() => void leave.run(undefined)}
            >
              Leave this share
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">
          It leaves your lists, and nobody of this account can launch it any more. Only its owner, account{' '}
          {image.ownerId}, can share it with you again.
        </Alert>
        <Box variant="p">Machines that you run from it go on running.</Box>
        {leave.error ? <ErrorAlert error={leave.error} /> : null}
      </SpaceBetween>
    </Modal>
  );
}
