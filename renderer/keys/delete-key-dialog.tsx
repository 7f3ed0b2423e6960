import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import type { KeyPair, KeyUse } from '../../src/keys/contract.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { machineName } from './key-columns.tsx';

interface Props {
  readonly pair: KeyPair;
  /** The machines that it opens; undefined while that is not known. */
  readonly opens: KeyUse['instances'] | undefined;
  readonly onDeleted: (forgotten: boolean) => void;
  readonly onClose: () => void;
}

/** What becomes of the machines and of the private half, before a key pair is deleted. */
export function DeleteKeyDialog({ pair, opens, onDeleted, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const [forget, setForget] = useState(false);
  const remove = useAction(async () => {
    await client.keys.delete({ keyPairId: pair.keyPairId, forgetPrivateHalf: forget });
    invalidate('keys');
    onDeleted(forget);
  });
  return (
    <ActionDialog
      header={`Delete the key pair ${pair.name}?`}
      label="Delete key pair"
      runningText="Deleting the key pair"
      running={remove.running}
      error={remove.error}
      onSubmit={() => void remove.run(undefined)}
      onClose={onClose}
    >
      <Box variant="p">
        AWS forgets the public half and keeps no copy, and no new machine can be launched with it. It costs and saves
        nothing. It cannot be undone.
      </Box>
      <Opens pair={pair} opens={opens} />
      {pair.privateHalfHere && opens?.length === 0 ? (
        <Checkbox
          checked={forget}
          onChange={({ detail }) => {
            remove.clear();
            setForget(detail.checked);
          }}
          description="There is no other copy unless you exported one. Machines of other Regions may still need it."
        >
          Delete the private half from this computer too
        </Checkbox>
      ) : null}
    </ActionDialog>
  );
}

function Opens({ pair, opens }: Pick<Props, 'pair' | 'opens'>) {
  if (opens === undefined) return <Box variant="p">Which machines it opens is not known just now.</Box>;
  if (opens.length === 0) return <Box variant="p">No machine of this Region was launched with it.</Box>;
  return (
    <Alert
      type="warning"
      header={`From then on only who has the private half can log in to ${opens.length === 1 ? 'this machine' : 'these machines'}`}
    >
      <ul>
        {opens.map((machine) => (
          <li key={machine.instanceId}>{`${machineName(machine)} (${machine.state})`}</li>
        ))}
      </ul>
      {pair.privateHalfHere
        ? 'It stays on this computer, so you still can.'
        : 'It is not on this computer: make sure that somebody has it.'}
    </Alert>
  );
}
