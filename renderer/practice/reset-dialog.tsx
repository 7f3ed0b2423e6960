import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAction, useClient } from '../bridge/hooks.ts';
import { useQueryReset } from '../bridge/use-query-reset.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useToasts } from '../common/toasts.tsx';

interface Props {
  readonly status: { readonly instances: number; readonly images: number };
  readonly onClose: () => void;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Asks before the reset, and says what it takes away. */
export default function ResetDialog({ status, onClose }: Props) {
  const client = useClient();
  const forget = useQueryReset();
  const { push } = useToasts();
  const reset = useAction(async () => {
    await client.practice.reset({});
    forget();
    push({ type: 'success', header: 'The practice cloud is as on its first day' });
    onClose();
  });
  return (
    <Modal
      visible
      header="Reset the practice cloud?"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Keep everything
            </Button>
            <Button
              variant="primary"
              loading={reset.running}
              loadingText="Resetting"
              onClick={() => void reset.run(undefined)}
            >
              Reset
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning" header="This cannot be undone">
          {counted(status.instances, 'instance')} and {counted(status.images, 'image')} of the practice cloud are
          removed, with every file on them, and so are its key pairs and security groups. Then its first instances are
          there again.
        </Alert>
        <Box variant="p">Nothing in AWS is touched, and your settings stay.</Box>
        {reset.error ? <ErrorAlert error={reset.error} /> : null}
      </SpaceBetween>
    </Modal>
  );
}
