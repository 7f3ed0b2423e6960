import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { ComparedFact } from '../../src/family/compare.ts';
import { titleOf } from '../../src/family/kinship.ts';
import type { Image } from '../../src/images/contract.ts';

interface CompareTableProps {
  readonly title: string;
  readonly facts: readonly ComparedFact[];
  readonly one: Image;
  readonly other: Image;
}

/** Facts of two images; what differs is marked by a sign, a word and weight. */
export function CompareTable({ title, facts, one, other }: CompareTableProps) {
  const value = (text: string, same: boolean) => <Box fontWeight={same ? 'normal' : 'bold'}>{text}</Box>;
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      items={facts}
      trackBy="label"
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={[
        { id: 'label', header: 'What', cell: ({ label }) => label, isRowHeader: true, width: '20%' },
        { id: 'one', header: headerOf(one), cell: (fact) => value(fact.one, fact.same), width: '33%' },
        { id: 'other', header: headerOf(other), cell: (fact) => value(fact.other, fact.same), width: '33%' },
        {
          id: 'same',
          header: 'Compared',
          cell: ({ same }) => (
            <StatusIndicator type={same ? 'success' : 'warning'} colorOverride={same ? 'grey' : 'blue'}>
              {same ? 'Same' : 'Differs'}
            </StatusIndicator>
          ),
          width: '14%',
        },
      ]}
    />
  );
}

function headerOf(image: Image): string {
  return `${titleOf(image)} (${image.region})`;
}
