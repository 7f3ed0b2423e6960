import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Leftover, leftoverKind, type NotLookedAt } from '../../src/leftovers/contract.ts';
import { aMonth, countWords, LEFTOVER_WORDS, monthlySum } from '../../src/leftovers/words.ts';
import { PRICE_NOTE } from '../../src/prices/price-list.ts';
import { useCall, useEvent } from '../bridge/hooks.ts';
import { ResourceTable } from '../common/resource-table.tsx';
import { CleanReports } from './clean-reports.tsx';
import { CleanSheet } from './clean-sheet.tsx';
import { calledBy, LEFTOVER_COLUMNS } from './leftover-columns.tsx';

const idOf = (one: Leftover): string => one.id;
const searchText = (one: Leftover): string =>
  [one.id, one.nameTag, one.about, one.why, one.region, LEFTOVER_WORDS[one.kind].one, ...one.marks].join('\n');

// A look costs a dozen calls a Region: it is not repeated by itself.
const FRESH_MS = 120_000;

/** What nothing uses any more, what it costs, and the way to be rid of it. */
export function LeftoversPage() {
  const [everywhere, setEverywhere] = useState(false);
  const list = useCall('leftovers', 'find', { everywhere }, { freshFor: FRESH_MS });
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [sheetOpen, setSheetOpen] = useState(false);
  useEvent('jobs.changed', (job) => {
    if (job.kind === 'leftovers.clean' && job.state !== 'running') list.refresh();
  });

  const items = list.data?.leftovers ?? [];
  const chosen = items.filter(({ id }) => ticked.includes(id));
  return (
    <SpaceBetween size="s">
      <CleanReports />
      {list.data && list.data.notLookedAt.length > 0 ? <Unseen unseen={list.data.notLookedAt} /> : null}
      <ResourceTable
        title="Left-overs"
        description={list.data ? <Sum items={items} /> : undefined}
        source={list}
        items={items}
        columns={LEFTOVER_COLUMNS}
        idOf={idOf}
        rowLabel={calledBy}
        searchText={searchText}
        sortBy="monthly"
        sortDescending
        selectedIds={ticked}
        onSelectMany={setTicked}
        storageKey="leftovers"
        wrapLines
        empty={{
          title: 'Nothing is left over',
          text: everywhere
            ? 'In all your Regions everything is used by something. You pay for nothing that you do not need.'
            : 'Everything in this Region is used by something. You pay for nothing here that you do not need.',
          action: everywhere ? undefined : <Button onClick={() => setEverywhere(true)}>Look in all Regions</Button>,
        }}
        actions={
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <SegmentedControl
              label="Where to look"
              selectedId={everywhere ? 'all' : 'here'}
              options={[
                { id: 'here', text: 'This Region' },
                { id: 'all', text: 'All Regions' },
              ]}
              onChange={({ detail }) => setEverywhere(detail.selectedId === 'all')}
            />
            <Button
              variant="primary"
              disabled={chosen.length === 0}
              disabledReason="Tick what is to go first."
              onClick={() => setSheetOpen(true)}
            >
              {chosen.length === 0 ? 'Clean up' : `Clean up (${chosen.length})`}
            </Button>
          </SpaceBetween>
        }
      />
      {sheetOpen ? (
        <CleanSheet
          chosen={chosen}
          onClose={(begun) => {
            setSheetOpen(false);
            if (begun) setTicked([]);
          }}
        />
      ) : null}
    </SpaceBetween>
  );
}

function Sum({ items }: { items: readonly Leftover[] }) {
  if (items.length === 0) return 'What nothing uses any more would be listed here, with what it costs.';
  const kinds = leftoverKind.options.flatMap((kind) => {
    const count = items.filter((one) => one.kind === kind).length;
    return count > 0 ? [countWords(kind, count)] : [];
  });
  return (
    <>
      <Box variant="strong">{`Nothing uses these, and they cost ${aMonth(monthlySum(items))}.`}</Box>{' '}
      {`${kinds.join(', ')}. Snapshots cost at most what is shown: AWS charges for what they really hold. ${PRICE_NOTE}`}
    </>
  );
}

function Unseen({ unseen }: { unseen: readonly NotLookedAt[] }) {
  return (
    <Alert type="warning" header="Not everything could be looked at">
      <ul>
        {unseen.map(({ region, kind, message }) => (
          <li key={`${region} ${kind ?? ''}`}>
            {`${kind ? `The ${LEFTOVER_WORDS[kind].many} of ${region}` : region}: ${message}`}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
