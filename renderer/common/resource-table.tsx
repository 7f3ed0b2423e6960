import { useCollection } from '@cloudscape-design/collection-hooks';
import Button from '@cloudscape-design/components/button';
import Pagination from '@cloudscape-design/components/pagination';
import type { TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useMemo } from 'react';
import type { CallResult } from '../bridge/hooks.ts';
import { Nothing, type ResourceColumn, TableFrame, useTablePreferences } from './table-frame.tsx';

export type { ResourceColumn } from './table-frame.tsx';

/** What a table of resources needs to know. */
export interface ResourceTableProps<T> {
  /** The plural in AWS's words, for example “Instances”. */
  readonly title: string;
  readonly description?: ReactNode;
  /** The call that fills it. */
  readonly source: Omit<CallResult<unknown>, 'data'>;
  readonly items: readonly T[];
  readonly columns: readonly ResourceColumn<T>[];
  readonly idOf: (item: T) => string;
  /** How a row is called by a screen reader. */
  readonly rowLabel: (item: T) => string;
  /** Everything of a row that the filter should find. */
  readonly searchText: (item: T) => string;
  readonly sortBy?: string;
  readonly sortDescending?: boolean;
  readonly selectedId?: string | undefined;
  readonly onSelect?: (id: string | undefined) => void;
  /** Instead of one: the rows that are ticked, where several can be. */
  readonly selectedIds?: readonly string[];
  readonly onSelectMany?: (ids: string[]) => void;
  /** Buttons at the right of the header. */
  readonly actions?: ReactNode;
  readonly empty: { readonly title: string; readonly text: string; readonly action?: ReactNode };
  readonly submitEdit?: TableProps.SubmitEditFunction<T>;
  /** Where the column preferences are remembered, for example `instances`. */
  readonly storageKey: string;
  /** True where long cells break into lines until the person chooses otherwise. */
  readonly wrapLines?: boolean;
}

/** A table of things in the cloud: filter, sort, columns to choose, one row to select, and what to say when there is nothing. */
export function ResourceTable<T>(props: ResourceTableProps<T>) {
  const { items: allItems, columns, source, idOf, storageKey, onSelect, onSelectMany } = props;
  const preferences = useTablePreferences(storageKey, columns, props.wrapLines);
  const searchable = useMemo(
    () => new Map(allItems.map((item) => [item, props.searchText(item).toLowerCase()])),
    [allItems, props.searchText],
  );
  const sortColumn = columns.find((column) => column.id === props.sortBy);
  const collection = useCollection(allItems, {
    filtering: {
      filteringFunction: (item, text) => (searchable.get(item) ?? '').includes(text.trim().toLowerCase()),
      empty: <Nothing title={props.empty.title} text={props.empty.text} action={props.empty.action} />,
      noMatch: (
        <Nothing
          title="Nothing matches"
          text="No row holds these letters."
          action={<Button onClick={() => collection.actions.setFiltering('')}>Clear the filter</Button>}
        />
      ),
    },
    pagination: { pageSize: preferences.value.pageSize },
    sorting: sortColumn
      ? { defaultState: { sortingColumn: sortColumn, isDescending: props.sortDescending ?? false } }
      : {},
    selection: { trackBy: idOf },
  });
  const ticked = new Set(props.selectedIds ?? [props.selectedId]);
  const selected = allItems.filter((item) => ticked.has(idOf(item)));
  const choose = (ids: readonly string[]) => {
    onSelectMany?.([...ids]);
    onSelect?.(ids[0]);
  };
  const chooseRow = (id: string) => {
    if (!onSelectMany) return choose([id]);
    const ids = selected.map(idOf);
    choose(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  };
  const { ref, sortingColumn, sortingDescending, onSortingChange, empty } = collection.collectionProps;
  return (
    <TableFrame
      title={props.title}
      description={props.description}
      counter={`(${allItems.length})`}
      source={source}
      items={collection.items}
      columns={columns}
      preferences={preferences}
      idOf={idOf}
      rowLabel={props.rowLabel}
      selectionType={onSelectMany ? 'multi' : 'single'}
      selected={selected}
      onSelect={onSelect || onSelectMany ? choose : undefined}
      onRow={chooseRow}
      actions={props.actions}
      submitEdit={props.submitEdit}
      sorting={{
        ...(sortingColumn ? { sortingColumn } : {}),
        ...(sortingDescending === undefined ? {} : { sortingDescending }),
        ...(onSortingChange ? { onSortingChange } : {}),
      }}
      tableRef={ref}
      empty={empty}
      filter={
        <TextFilter
          {...collection.filterProps}
          filteringAriaLabel={`Filter ${props.title}`}
          filteringPlaceholder="Find by name, id, state, …"
          countText={`${collection.filteredItemsCount ?? 0} found`}
        />
      }
      pagination={
        collection.items.length < allItems.length ? <Pagination {...collection.paginationProps} /> : undefined
      }
    />
  );
}
