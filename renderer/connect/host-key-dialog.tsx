import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Session } from '../../src/connect/contract.ts';

interface HostKeyDialogProps {
  readonly session: Session;
  readonly hostKey: NonNullable<Session['hostKey']>;
  readonly onAnswer: (accept: boolean) => void;
}

/** Asks at first contact whether this is the right machine; nothing is sent to it before the answer. */
export function HostKeyDialog({ session, hostKey, onAnswer }: HostKeyDialogProps) {
  return (
    <Modal
      visible
      onDismiss={() => onAnswer(false)}
      closeAriaLabel="Cancel"
      header="Is this the right machine?"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onAnswer(false)}>
              Cancel
            </Button>
            <Button variant="primary" onClick={() => onAnswer(true)}>
              Accept
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>
          You log in to <b>{hostKey.of?.name ?? session.instanceName}</b> ({hostKey.of?.host ?? session.host}) for the
          first time from here{hostKey.of ? `, on the way to ${session.instanceName}` : ''}. Every machine has a host
          key of its own, and nothing is sent to this one until you accept it.
        </div>
        {session.notice ? <Alert type="warning">{session.notice}</Alert> : null}
        <KeyValuePairs
          columns={1}
          items={[
            { label: 'Type', value: hostKey.type },
            { label: 'Fingerprint', value: <Box variant="code">{hostKey.fingerprint}</Box> },
          ]}
        />
        <div>
          If you can, compare the fingerprint with the one in the machine’s system log, or ask whoever set it up.
          Amiable remembers it and warns you if it ever changes.
        </div>
      </SpaceBetween>
    </Modal>
  );
}
