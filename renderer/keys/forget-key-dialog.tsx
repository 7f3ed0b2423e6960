import Box from '@cloudscape-design/components/box';
import type { KeyUse } from '../../src/keys/contract.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { machineName } from './key-columns.tsx';

interface Props {
  readonly name: string;
  /** The machines that it opens; undefined while that is not known. */
  readonly opens: KeyUse['instances'] | undefined;
  readonly onForgotten: () => void;
  readonly onClose: () => void;
}

/** What is lost with a private half whose pair is gone from AWS already. */
export function ForgetKeyDialog({ name, opens, onForgotten, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const forget = useAction(async () => {
    await client.keys.forgetPrivate({ name });
    invalidate('keys');
    onForgotten();
  });
  return (
    <ActionDialog
      header={`Delete the private half of ${name}?`}
      label="Delete private half"
      runningText="Deleting the private half"
      running={forget.running}
      error={forget.error}
      onSubmit={() => void forget.run(undefined)}
      onClose={onClose}
    >
      <Box variant="p">
        Its key pair is gone from AWS, so this is the only copy unless you exported one. Machines that were launched
        with it, in any Region, can then be opened by nobody. It cannot be undone.
      </Box>
      <Box variant="p">{opensInWords(opens)}</Box>
    </ActionDialog>
  );
}

function opensInWords(opens: Props['opens']): string {
  if (opens === undefined) return 'Which machines it opens is not known just now.';
  if (opens.length === 0) return 'No machine of this Region was launched with it.';
  return `It still opens ${opens.map(machineName).join(', ')}.`;
}
