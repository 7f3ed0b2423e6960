import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAction, useClient } from '../bridge/hooks.ts';
import { shownLink } from './shown-link.ts';

/** Shows where a link of the machine's output really leads before the browser opens it. */
export function LinkDialog({ url, onAnswer }: { url: string; onAnswer: () => void }) {
  const client = useClient();
  const link = shownLink(url);
  const open = useAction(async (address: string) => {
    await client.settings.openLink({ url: address });
    onAnswer();
  });
  return (
    <Modal
      visible
      onDismiss={onAnswer}
      closeAriaLabel="Cancel"
      header={link ? `Open ${link.host} in your browser?` : 'This link is not opened'}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onAnswer}>
              {link ? 'Cancel' : 'Close'}
            </Button>
            {link ? (
              <Button variant="primary" loading={open.running} onClick={() => void open.run(link.address)}>
                Open
              </Button>
            ) : null}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        {link ? (
          <div>The machine printed this link. It leads to:</div>
        ) : (
          <div>Amiable opens only https links that hide no user name. The machine printed:</div>
        )}
        <Box variant="code">{link?.address ?? url}</Box>
        {open.error ? <Alert type="error">{open.error.message}</Alert> : null}
      </SpaceBetween>
    </Modal>
  );
}
