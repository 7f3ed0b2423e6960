import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAction, useClient } from '../bridge/hooks.ts';

interface KnownHostKeyProps {
  readonly instanceId: string;
  readonly hostKey: { readonly type: string; readonly fingerprint: string };
  readonly onForgotten: () => void;
}

/** The host key that the machine has to show, and the one place where it can be forgotten. */
export function KnownHostKey({ instanceId, hostKey, onForgotten }: KnownHostKeyProps) {
  const client = useClient();
  const [asking, setAsking] = useState(false);
  const forget = useAction(async () => {
    await client.connect.forgetHostKey({ instanceId });
    setAsking(false);
    onForgotten();
  });
  return (
    <ExpandableSection headerText="The machine’s host key">
      <SpaceBetween size="s">
        <div>
          A machine proves with its host key that it is the same one as before. This one showed {hostKey.type}{' '}
          <Box variant="code">{hostKey.fingerprint}</Box>
        </div>
        <Button formAction="none" onClick={() => setAsking(true)}>
          Forget this host key
        </Button>
      </SpaceBetween>
      <Modal
        visible={asking}
        onDismiss={() => setAsking(false)}
        closeAriaLabel="Close"
        header="Forget the host key?"
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" onClick={() => setAsking(false)}>
                Keep it
              </Button>
              <Button formAction="none" loading={forget.running} onClick={() => void forget.run(undefined)}>
                Forget it
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <SpaceBetween size="s">
          <div>
            Do this only if you know that the machine’s keys were made anew, for example because its system was
            installed again. At the next log-in you are asked whether the key it shows then is the right one.
          </div>
          {forget.error ? <Alert type="error">{forget.error.message}</Alert> : null}
        </SpaceBetween>
      </Modal>
    </ExpandableSection>
  );
}
