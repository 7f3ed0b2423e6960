import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Image } from '../../src/images/image.ts';
import type { TakeBackRequest } from '../../src/share/contract.ts';
import { receiversWords } from '../../src/share/receivers.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';

interface Props extends Pick<TakeBackRequest, 'receivers' | 'what'> {
  readonly image: Image;
  readonly onClose: () => void;
}

/** Asks before a sharing is ended, and says what that does and what it does not. */
export function TakeBackDialog({ image, receivers, what, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const takeBack = useAction(async () => {
    const { region, imageId } = image;
    await client.share.takeBack({ region, imageId, receivers: [...receivers], what });
    invalidate('jobs');
    onClose();
  });
  const who = receiversWords(receivers);
  return (
    <Modal
      visible
      header={what === 'copy' ? 'No more copies?' : `Take “${image.name}” back?`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Leave it shared
            </Button>
            <Button
              variant="primary"
              loading={takeBack.running}
              loadingText="Asking AWS"
              onClick={() => void takeBack.run(undefined)}
            >
              {what === 'copy' ? 'End the copying' : 'Take it back'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">
          {what === 'copy'
            ? `The snapshots are no longer shared with ${who}. Launching stays allowed.`
            : `No new machine can be launched from it by ${who}. Snapshots that were shared with them, and what Amiable added to the key’s policy for this image, are taken back too.`}
        </Alert>
        <Box variant="p">
          {what === 'copy'
            ? 'Copies that were made already are theirs, and stay.'
            : 'Machines that they run from it go on running, and copies that they made are theirs and stay. You can share it again at any time.'}
        </Box>
        {takeBack.error ? <ErrorAlert error={takeBack.error} /> : null}
      </SpaceBetween>
    </Modal>
  );
}
