import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SecurityGroup } from '../../src/network/contract.ts';
import { type StaleRule, staleRules } from '../../src/network/rule-facts.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useToasts } from '../common/toasts.tsx';

interface Props {
  readonly groups: readonly SecurityGroup[];
  readonly myAddress: string | undefined;
}

/** Where this computer's address has changed: the SSH rules it left behind, each put right by one click. */
export function StaleRules({ groups, myAddress }: Props) {
  const stale = staleRules(groups, myAddress);
  const [updating, setUpdating] = useState<StaleRule>();
  const moved = useMovedToast();
  const client = useClient();
  const invalidate = useInvalidate();
  const update = useAction(async (one: StaleRule) => {
    setUpdating(one);
    await client.network.moveRule({ groupId: one.group.groupId, rule: one.rule, to: `${myAddress}/32` });
    invalidate('network');
    moved(one, myAddress ?? '');
  });
  if (myAddress === undefined || (stale.length === 0 && !update.error)) return null;
  return (
    <SpaceBetween size="s">
      {update.error ? <ErrorAlert error={update.error} title="The rule was not updated" /> : null}
      {stale.length > 0 ? (
        <Alert type="info" header="Your address has changed: update the rule">
          <SpaceBetween size="s">
            <div>
              You come from {myAddress} now, and these groups let SSH in from another address only. If that address is
              somebody else’s, leave the rule as it is and add one for yourself.
            </div>
            {stale.map((one) => (
              <SpaceBetween
                key={`${one.group.groupId} ${one.address}`}
                direction="horizontal"
                size="s"
                alignItems="center"
              >
                <Button
                  loading={update.running && updating?.group === one.group && updating.address === one.address}
                  loadingText="Updating the rule"
                  ariaLabel={`Update the rule of ${one.group.name} from ${one.address} to ${myAddress}`}
                  onClick={() => void update.run(one)}
                >
                  Update the rule
                </Button>
                <span>
                  {one.group.name}: only {one.address} may use SSH
                </span>
              </SpaceBetween>
            ))}
          </SpaceBetween>
        </Alert>
      ) : null}
    </SpaceBetween>
  );
}

/** Tells what was changed, with the way back. */
function useMovedToast() {
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  return ({ group, rule, address }: StaleRule, myAddress: string): void => {
    const undo = async () => {
      try {
        const mine = { ...rule, source: `${myAddress}/32` };
        await client.network.moveRule({ groupId: group.groupId, rule: mine, to: rule.source });
        push({ type: 'success', header: `${group.name} lets ${address} in again, as before` });
      } catch (thrown) {
        const { message, fix } = toRemoteError(thrown).shape;
        push({ type: 'error', header: 'The change could not be undone', content: [message, fix].join(' ') });
      }
      invalidate('network');
    };
    push({
      type: 'success',
      header: `${group.name} lets ${myAddress} use SSH now`,
      content: (
        <>
          The rule for {address} was removed.{' '}
          <Button variant="inline-link" onClick={() => void undo()}>
            Undo
          </Button>
        </>
      ),
    });
  };
}
