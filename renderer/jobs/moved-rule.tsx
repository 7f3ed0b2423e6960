import Button from '@cloudscape-design/components/button';
import type { Job } from '../../src/jobs/contract.ts';
import { useAction, useClient } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { useToasts } from '../common/toasts.tsx';

/** After a rule was moved to another address: the way back, which is a move too. */
export function MoveBack({ move, onBegun }: { move: NonNullable<Job['moveBack']>; onBegun: () => void }) {
  const client = useClient();
  const { push } = useToasts();
  const back = useAction(async () => {
    try {
      await client.network.moveRule(move);
      onBegun();
    } catch (thrown) {
      const { message, fix } = toRemoteError(thrown).shape;
      push({ type: 'error', header: 'The change could not be undone', content: [message, fix].join(' ') });
    }
  });
  return (
    <Button loading={back.running} loadingText="Undoing" onClick={() => void back.run(undefined)}>
      Undo
    </Button>
  );
}
