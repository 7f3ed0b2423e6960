import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Job, Removable } from '../../src/jobs/contract.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { paths } from '../common/paths.ts';
import { useToasts } from '../common/toasts.tsx';

interface Props {
  readonly job: Job;
  readonly go: (path: string) => void;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}

/** After a launch that failed: again as it was, again with other choices, and what becomes of what was made for it. */
export function AfterFailedLaunch({ job, go, onRetry, onDismiss }: Props) {
  const { launchedImageId, removable = [] } = job;
  const remove = useRemoval(onDismiss);
  const [one, ...others] = removable;
  const both = others.length > 0;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {job.error?.retryable ? <Button onClick={onRetry}>Retry</Button> : null}
      {launchedImageId ? (
        <Button onClick={() => go(paths.launch(launchedImageId))}>Choose again and launch</Button>
      ) : null}
      {one ? (
        <>
          <Button loading={remove.running} loadingText="Removing" onClick={() => void remove.run(removable)}>
            {both ? 'Remove both' : `Remove the ${inWords(one)}`}
          </Button>
          <Button disabled={remove.running} onClick={onDismiss}>
            {both ? 'Keep both' : `Keep the ${inWords(one)}`}
          </Button>
        </>
      ) : null}
    </SpaceBetween>
  );
}

/** Removes what was made, and the message with it. What could not be removed is told, and the message stays. */
function useRemoval(onRemoved: () => void) {
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  return useAction(async (things: readonly Removable[]) => {
    try {
      for (const thing of things) {
        if (thing.kind === 'group') await client.network.deleteGroup({ groupId: thing.groupId });
        else await client.keys.delete({ keyPairId: thing.keyPairId, forgetPrivateHalf: true });
      }
    } catch (thrown) {
      const { message, fix } = toRemoteError(thrown).shape;
      push({ type: 'error', header: 'It was not removed', content: [message, fix].join(' ') });
      return;
    }
    invalidate('network');
    invalidate('keys');
    onRemoved();
    push({
      type: 'success',
      header: `${things.map((thing) => `The ${inWords(thing)} ${thing.name}`).join(' and ')} removed`,
    });
  });
}

function inWords({ kind }: Removable): string {
  return kind === 'group' ? 'security group' : 'key pair';
}
