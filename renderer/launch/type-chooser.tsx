import { useCollection } from '@cloudscape-design/collection-hooks';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, useState } from 'react';
import type { InstanceType } from '../../src/launch/contract.ts';
import { atLeast, type LeastWanted, STEPS, type TypeRow, typeRows } from '../../src/launch/type-rows.ts';
import { memoryInWords } from '../../src/launch/type-words.ts';
import { type MachinePrices, machinePriceNote } from '../../src/prices/machine-prices.ts';
import { dollars, dollarsAnHour } from '../../src/prices/price-list.ts';

interface Props {
  readonly types: readonly InstanceType[];
  readonly prices: MachinePrices;
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
  readonly onClose: () => void;
}

const PAGE_SIZE = 10;

/** All types that fit, to be searched, narrowed by processors and memory, sorted by price, and chosen from. */
export function TypeChooser({ types, prices, chosen, onChoose, onClose }: Props) {
  const [least, setLeast] = useState<LeastWanted>({ vCpus: 0, memoryGiB: 0 });
  const all = useMemo(() => typeRows(types, prices), [types, prices]);
  const wanted = useMemo(() => atLeast(all, least), [all, least]);
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = useCollection(wanted, {
    filtering: {
      noMatch: <Box>No type matches. Ask for less, or take a word out of the search.</Box>,
      empty: <Box>No type fits.</Box>,
    },
    pagination: { pageSize: PAGE_SIZE },
    sorting: { defaultState: { sortingColumn: { sortingField: 'hour', sortingComparator: byPrice } } },
    selection: { trackBy: 'name', defaultSelectedItems: all.filter(({ name }) => name === chosen) },
  });
  const selected = collectionProps.selectedItems?.[0];
  return (
    <Modal
      visible
      size="large"
      header="Compare instance types"
      closeAriaLabel="Close the dialog"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={selected === undefined}
              onClick={() => (selected ? onChoose(selected.name) : undefined)}
            >
              {selected ? `Choose ${selected.name}` : 'Choose'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <Table
        {...collectionProps}
        items={items}
        columnDefinitions={COLUMNS}
        variant="embedded"
        contentDensity="compact"
        selectionType="single"
        trackBy="name"
        ariaLabels={{
          tableLabel: 'Instance types that fit',
          selectionGroupLabel: 'Choose one',
          itemSelectionLabel: (_, { name }) => name,
        }}
        onRowClick={({ detail }) =>
          collectionProps.onSelectionChange?.({ detail: { selectedItems: [detail.item] } } as never)
        }
        filter={
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <TextFilter
              {...filterProps}
              filteringPlaceholder="Find by name"
              filteringAriaLabel="Find an instance type"
              countText={`${filteredItemsCount ?? 0} of ${types.length}`}
            />
            <Least
              what="vCPUs"
              any="Any vCPUs"
              steps={STEPS.vCpus}
              value={least.vCpus}
              onChange={(vCpus) => setLeast({ ...least, vCpus })}
            />
            <Least
              what="GiB memory"
              any="Any memory"
              steps={STEPS.memoryGiB}
              value={least.memoryGiB}
              onChange={(memoryGiB) => setLeast({ ...least, memoryGiB })}
            />
          </SpaceBetween>
        }
        pagination={<Pagination {...paginationProps} />}
        footer={
          <Box color="text-body-secondary" fontSize="body-s">
            {machinePriceNote(prices)}
          </Box>
        }
      />
    </Modal>
  );
}

function byPrice(a: TypeRow, b: TypeRow): number {
  // What is not known stands last.
  return (a.hour ?? Number.MAX_VALUE) - (b.hour ?? Number.MAX_VALUE);
}

const COLUMNS: readonly TableProps.ColumnDefinition<TypeRow>[] = [
  {
    id: 'name',
    header: 'Type',
    sortingField: 'name',
    isRowHeader: true,
    cell: ({ name, free }) => (
      <SpaceBetween direction="horizontal" size="xs">
        <span>{name}</span>
        {free ? <Badge color="green">Free plan</Badge> : null}
      </SpaceBetween>
    ),
  },
  { id: 'vCpus', header: 'vCPUs', sortingField: 'vCpus', cell: ({ vCpus }) => vCpus.toLocaleString('en') },
  { id: 'memory', header: 'Memory', sortingField: 'memoryMiB', cell: ({ memoryMiB }) => memoryInWords(memoryMiB) },
  {
    id: 'hour',
    header: 'Price an hour',
    sortingField: 'hour',
    sortingComparator: byPrice,
    cell: ({ hour }) => (hour === undefined ? 'Not known' : dollarsAnHour(hour)),
  },
  {
    id: 'month',
    header: 'A month',
    cell: ({ month }) => (month === undefined ? 'Not known' : dollars(month)),
  },
];

interface LeastProps {
  readonly what: string;
  readonly any: string;
  readonly steps: readonly number[];
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Least({ what, any, steps, value, onChange }: LeastProps) {
  const option = (step: number) => ({
    value: String(step),
    label: step === 0 ? any : `${step} ${what} or more`,
  });
  return (
    <Select
      options={steps.map(option)}
      selectedOption={option(value)}
      onChange={({ detail }) => onChange(Number(detail.selectedOption.value))}
      ariaLabel={`At least so many ${what}`}
    />
  );
}
