import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { HandOver } from '../../src/access/contract.ts';
import { handOverCard } from '../../src/access/hand-over-card.ts';
import { href, paths } from '../common/paths.ts';

interface Props {
  readonly handOver: HandOver;
  /** The card and its secrets are gone for good from then on. */
  readonly onClose: () => void;
}

/** The card for a new person, with the secrets that are shown this once. */
export function HandOverDialog({ handOver, onClose }: Props) {
  const text = handOverCard(handOver);
  return (
    <Modal
      visible
      header={`${handOver.name} was created`}
      closeAriaLabel="Close the card"
      onDismiss={({ detail }) => {
        // A click beside the card must not lose what is shown only once.
        if (detail.reason !== 'overlay') onClose();
      }}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button href={href(paths.person(handOver.name))} variant="link" onClick={onClose}>
              What may they do?
            </Button>
            <Button variant="primary" onClick={onClose}>
              I have handed it over
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning" header="This is shown once">
          Nobody can show the password or the secret key again, and Amiable does not keep them. Copy the card now, and
          hand it over in a way that only {handOver.name} can read.
        </Alert>
        <section
          aria-label="Card for the new person"
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', userSelect: 'text' }}
        >
          {text}
        </section>
        <CopyToClipboard
          copyButtonText="Copy the card"
          copySuccessText="Copied"
          copyErrorText="Could not be copied"
          textToCopy={text}
        />
      </SpaceBetween>
    </Modal>
  );
}
