import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { Known } from '../../src/core/known.ts';
import { type ImpactWay, impactRows } from '../../src/images/impact-words.ts';
import type { Impact } from '../../src/images/retire.ts';
import { PRICE_NOTE } from '../../src/prices/price-list.ts';

/** How many things of one kind are named before the rest is counted. */
const NAMED = 5;

/** The sheet before anything is done: what hangs on the image, and what becomes of it. */
export function ImpactSheet({ impact, way }: { impact: Impact; way: ImpactWay }) {
  return (
    <Table
      variant="container"
      wrapLines
      items={impactRows(impact)}
      trackBy="id"
      ariaLabels={{ tableLabel: 'What is affected' }}
      header={
        <Header
          variant="h2"
          description="As it is now, in this account and Region. Machines that other accounts launched cannot be seen from here; they go on too."
        >
          What is affected
        </Header>
      }
      columnDefinitions={[
        { id: 'what', header: 'What', cell: ({ what }) => what, isRowHeader: true, width: 275 },
        { id: 'found', header: 'Found', cell: ({ found }) => <FoundLines found={found} />, width: 345 },
        {
          id: 'becomes',
          header: 'What becomes of it',
          cell: ({ found, becomes }) => (found.known && found.value.length === 0 ? '-' : becomes[way]),
        },
      ]}
      footer={
        <Box color="text-body-secondary" fontSize="body-s">
          {`Auto Scaling groups launch by the templates above; Amiable cannot list the groups themselves. ${PRICE_NOTE}`}
        </Box>
      }
    />
  );
}

/** What was found, one thing a line; what could not be read says so instead of looking empty. */
export function FoundLines({ found }: { found: Known<readonly string[]> }) {
  if (!found.known) return <StatusIndicator type="warning">{`Not known: ${found.why}`}</StatusIndicator>;
  if (found.value.length === 0) return <Box color="text-body-secondary">None</Box>;
  const more = found.value.length - NAMED;
  return (
    <>
      {found.value.slice(0, NAMED).map((line) => (
        <div key={line}>{line}</div>
      ))}
      {more > 0 ? <Box color="text-body-secondary">{`and ${more} more`}</Box> : null}
    </>
  );
}
