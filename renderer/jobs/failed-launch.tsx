import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Fragment, type ReactNode } from 'react';
import type { Job, Removable } from '../../src/jobs/contract.ts';
import { type Way, waysOn } from '../../src/jobs/ways.ts';
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
  const { launchedImageId = '', removable = [] } = job;
  const remove = useRemoval(onDismiss);
  const [one] = removable;
  const what = one && removable.length === 1 ? `the ${inWords(one)}` : 'both';
  const buttons: Readonly<Record<Way, ReactNode>> = {
    retry: <Button onClick={onRetry}>Retry</Button>,
    'choose-again': <Button onClick={() => go(paths.launch(launchedImageId))}>Choose again and launch</Button>,
    remove: (
      <Button loading={remove.running} loadingText="Removing" onClick={() => void remove.run(removable)}>
        {`Remove ${what}`}
      </Button>
    ),
    keep: <Button disabled={remove.running} onClick={onDismiss}>{`Keep ${what}`}</Button>,
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {waysOn(job).map((way) => (
        <Fragment key={way}>{buttons[way]}</Fragment>
      ))}
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
