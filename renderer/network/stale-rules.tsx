import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SecurityGroup } from '../../src/network/contract.ts';
import { type StaleRule, staleRules } from '../../src/network/rule-facts.ts';
import { useAction, useClient, useEvent, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useJobs } from '../jobs/use-jobs.ts';

interface Props {
  readonly groups: readonly SecurityGroup[];
  readonly myAddress: string | undefined;
}

/** Where this computer's address has changed: the SSH rules it left behind, each put right by one click. */
export function StaleRules({ groups, myAddress }: Props) {
  const stale = staleRules(groups, myAddress);
  const [updating, setUpdating] = useState<StaleRule>();
  const client = useClient();
  const invalidate = useInvalidate();
  const moving = useJobs().some(({ kind, state }) => kind === 'network.move-rule' && state === 'running');
  useEvent('jobs.changed', ({ kind, state }) => {
    if (kind === 'network.move-rule' && state !== 'running') invalidate('network');
  });
  const update = useAction(async (one: StaleRule) => {
    setUpdating(one);
    await client.network.moveRule({ groupId: one.group.groupId, rule: one.rule, to: `${myAddress}/32` });
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
                  loading={
                    (update.running || moving) && updating?.group === one.group && updating.address === one.address
                  }
                  disabled={moving}
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
