import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { SHARE_LIMITS } from '../../src/share/limits.ts';
import { useAction, useClient } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';

interface Props {
  readonly region: string;
  readonly blocked: boolean;
  readonly onClose: () => void;
  readonly onSwitched: () => void;
}

/** Asks before the account's block of public images is switched, and says whom it concerns. */
export function PublicBlockDialog({ region, blocked, onClose, onSwitched }: Props) {
  const client = useClient();
  const change = useAction(async () => {
    await client.share.setPublicBlock({ region, blocked });
    onSwitched();
    onClose();
  });
  return (
    <Modal
      visible
      header={blocked ? 'Block public images again?' : 'Allow public images?'}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Leave it as it is
            </Button>
            <Button
              variant="primary"
              loading={change.running}
              loadingText="Asking AWS"
              onClick={() => void change.run(undefined)}
            >
              {blocked ? 'Block them' : 'Allow them'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Alert type={blocked ? 'info' : 'warning'}>
          {blocked
            ? `From then on no image of this account can be made public in ${region}. Those that are public stay so.`
            : `This concerns the whole account in ${region}: from then on everybody with the permission can make any of its images public, by accident too.`}
        </Alert>
        <Box variant="p">
          AWS takes up to {SHARE_LIMITS.publicBlockMinutes} minutes to switch it. The setting is called “block public
          access for AMIs” and is found in the AWS console under EC2, Dashboard, Data protection and security.
        </Box>
        {change.error ? <ErrorAlert error={change.error} /> : null}
      </SpaceBetween>
    </Modal>
  );
}
