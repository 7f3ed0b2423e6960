import Box from '@cloudscape-design/components/box';
import type { Leftover } from '../../src/leftovers/contract.ts';
import { ageWords, LEFTOVER_WORDS } from '../../src/leftovers/words.ts';
import { dollars } from '../../src/prices/price-list.ts';
import type { ResourceColumn } from '../common/resource-table.tsx';
import { shownTime } from '../common/times.ts';

/** Its name to a person: the Name tag, else what AWS calls it, else its id. */
export function calledBy({ nameTag, about, kind, id }: Leftover): string {
  return nameTag || (kind === 'snapshot' ? '' : about) || id;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The columns of the table of left-overs. */
export const LEFTOVER_COLUMNS: readonly ResourceColumn<Leftover>[] = [
  {
    id: 'kind',
    label: 'What',
    header: 'What',
    isRowHeader: true,
    cell: (one) => (
      <>
        <div>{capital(LEFTOVER_WORDS[one.kind].one)}</div>
        <Box color="text-body-secondary" fontSize="body-s">
          {one.id}
        </Box>
      </>
    ),
    sortingField: 'kind',
    width: 174,
    minWidth: 150,
  },
  {
    id: 'name',
    label: 'Name',
    header: 'Name',
    cell: (one) => (
      <>
        <div>{one.nameTag || (one.kind === 'snapshot' || one.kind === 'volume' ? '-' : one.about)}</div>
        {one.sizeGiB === undefined ? null : (
          <Box color="text-body-secondary" fontSize="body-s">
            {one.kind === 'volume' ? one.about : `${one.sizeGiB} GiB`}
          </Box>
        )}
      </>
    ),
    sortingComparator: (a, b) => calledBy(a).localeCompare(calledBy(b)),
    width: 122,
    minWidth: 100,
  },
  {
    id: 'why',
    label: 'Why it is here',
    header: 'Why it is here',
    cell: (one) => (
      <>
        <div>{one.why}</div>
        {one.marks.map((mark) => (
          <Box key={mark} color="text-status-warning" fontSize="body-s">
            {mark}
          </Box>
        ))}
      </>
    ),
    width: 274,
    minWidth: 180,
  },
  {
    id: 'age',
    label: 'Age',
    header: 'Age',
    cell: (one) =>
      one.since === '' ? 'Not told' : <span title={shownTime(one.since)}>{ageWords(one.since, new Date())}</span>,
    sortingField: 'since',
    width: 90,
    minWidth: 80,
  },
  {
    id: 'monthly',
    label: 'Cost a month',
    header: 'Cost a month',
    cell: (one) =>
      one.monthly === 0 ? 'Nothing' : `${one.kind === 'snapshot' ? 'up to ' : ''}${dollars(one.monthly)}`,
    sortingField: 'monthly',
    width: 112,
    minWidth: 100,
  },
  {
    id: 'region',
    label: 'Region',
    header: 'Region',
    cell: (one) => one.region,
    sortingField: 'region',
    width: 126,
    minWidth: 90,
  },
];
