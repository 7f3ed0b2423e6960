import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Image } from '../../src/images/image.ts';
import type { Impact } from '../../src/images/retire.ts';
import type { TakeBackRequest } from '../../src/share/contract.ts';
import { receiversWords } from '../../src/share/receivers.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';

interface Props extends Pick<TakeBackRequest, 'receivers' | 'what'> {
  readonly image: Image;
  readonly onClose: () => void;
}

/** Asks before a sharing is ended, and says what that does and what it does not. */
export function TakeBackDialog({ image, receivers, what, onClose }: Props) {
  const { region, imageId } = image;
  const client = useClient();
  const invalidate = useInvalidate();
  const takeBack = useAction(async () => {
    await client.share.takeBack({ region, imageId, receivers: [...receivers], what });
    invalidate('jobs');
    onClose();
  });
  const impact = useCall('images', 'impact', { region, imageId });
  const alsoIn = impact.data ? otherImagesOf(impact.data) : [];
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
        {alsoIn.length > 0 ? (
          <Alert type="info">
            {`The same snapshots are in ${alsoIn.join(', ')}: where ${who} may copy that too, they no longer can.`}
          </Alert>
        ) : null}
        {takeBack.error ? <ErrorAlert error={takeBack.error} /> : null}
      </SpaceBetween>
    </Modal>
  );
}

/** The names of the other images that are made of the same snapshots. */
function otherImagesOf({ snapshots }: Pick<Impact, 'snapshots'>): readonly string[] {
  if (!snapshots.known) return [];
  return [...new Set(snapshots.value.flatMap(({ otherImages }) => otherImages.map((one) => one.name || one.imageId)))];
}
