import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type Leftover, type LeftoverKind, leftoverKind } from '../../src/leftovers/contract.ts';
import { aMonth, countWords, LEFTOVER_WORDS, monthlySum } from '../../src/leftovers/words.ts';
import { PRICE_NOTE } from '../../src/prices/price-list.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { calledBy } from './leftover-columns.tsx';

/** What the deletions mean, before any of them happens; `onClose` is told whether the work began. */
export function CleanSheet({ chosen, onClose }: { chosen: readonly Leftover[]; onClose: (begun: boolean) => void }) {
  const account = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY });
  const client = useClient();
  const invalidate = useInvalidate();
  const clean = useAction(async () => {
    await client.leftovers.clean({ items: chosen.map(({ kind, id, region }) => ({ kind, id, region })) });
    invalidate('jobs');
    onClose(true);
  });
  const sum = monthlySum(chosen);
  const count = `${chosen.length} ${chosen.length === 1 ? 'left-over' : 'left-overs'}`;
  return (
    <Modal
      visible
      size="large"
      header={`Delete ${count} for good?`}
      closeAriaLabel="Close"
      onDismiss={() => onClose(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onClose(false)}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={clean.running}
              loadingText="Looking at them once more"
              onClick={() => void clean.run(undefined)}
            >
              {`Delete ${count}`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {clean.error ? <ErrorAlert error={clean.error} onRetry={() => void clean.run(undefined)} /> : null}
        <Alert type="warning" header="This cannot be undone.">
          {account.data
            ? `${account.data.source.kind === 'practice' ? 'On the practice cloud' : 'In the real account'} ${account.data.accountId}. `
            : ''}
          {sum > 0 ? `It saves ${aMonth(sum)}. ${PRICE_NOTE}` : 'It saves no money: these cost nothing.'}
        </Alert>
        {leftoverKind.options.map((kind) => {
          const these = chosen.filter((one) => one.kind === kind);
          return these.length > 0 ? <KindOfThem key={kind} kind={kind} these={these} /> : null;
        })}
        <Box color="text-body-secondary">
          Each is looked at once more right before it goes: what came into use meanwhile is kept, and you are told.
        </Box>
      </SpaceBetween>
    </Modal>
  );
}

function KindOfThem({ kind, these }: { kind: LeftoverKind; these: readonly Leftover[] }) {
  const { verb, meaning } = LEFTOVER_WORDS[kind];
  return (
    <section aria-label={countWords(kind, these.length)}>
      <Box variant="h3">{`${verb} ${countWords(kind, these.length)}`}</Box>
      <Box variant="p">{meaning}</Box>
      <ul>
        {these.map((one) => (
          <li key={one.id}>
            {calledBy(one) === one.id ? one.id : `${calledBy(one)} (${one.id})`}, {one.region}
            {one.marks.map((mark) => (
              <Box key={mark} color="text-status-warning">
                {mark}
              </Box>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
