import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { CallResult } from '../bridge/hooks.ts';
import { shareRoom } from './column-widths.ts';
import { ErrorAlert } from './error-alert.tsx';
import { readPreferences, type TablePreferencesValue, writePreferences } from './table-preferences-store.ts';
import { shownClock } from './times.ts';

const TablePreferences = lazy(() => import('./table-preferences.tsx'));

/** A column; `label` names it in the preferences. */
export type ResourceColumn<T> = TableProps.ColumnDefinition<T> & {
  readonly id: string;
  readonly label: string;
  /** Not shown until the person asks for it in the preferences. */
  readonly hidden?: boolean;
};

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

/** What stands beside the columns when the window is as wide as it opened: navigation, margins, buttons, scroll bar. */
const BESIDE = 380;

/** A table of things in the cloud: filter, sort, columns to choose, one row to select, and what to say when there is nothing. */
export function ResourceTable<T>(props: ResourceTableProps<T>) {
  const { items: allItems, columns, source, idOf, storageKey } = props;
  const [preferences, setPreferences] = useState<TablePreferencesValue>(() =>
    readPreferences(storageKey, columns, undefined, props.wrapLines),
  );
  const [room] = useState(() => window.innerWidth - BESIDE);
  const shown = new Set(preferences.columns.filter(({ visible }) => visible).map(({ id }) => id));
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
    pagination: { pageSize: preferences.pageSize },
    sorting: sortColumn
      ? { defaultState: { sortingColumn: sortColumn, isDescending: props.sortDescending ?? false } }
      : {},
    selection: { trackBy: idOf },
  });
  const ticked = new Set(props.selectedIds ?? [props.selectedId]);
  const selected = allItems.filter((item) => ticked.has(idOf(item)));
  const choose = (items: readonly T[]) => {
    props.onSelectMany?.(items.map(idOf));
    props.onSelect?.(items[0] && idOf(items[0]));
  };
  const chooseRow = (item: T) => {
    if (!props.onSelectMany) return choose([item]);
    choose(selected.includes(item) ? selected.filter((one) => one !== item) : [...selected, item]);
  };
  const failed = source.error && allItems.length === 0;
  return (
    <SpaceBetween size="s">
      {source.error ? <ErrorAlert error={source.error} onRetry={source.refresh} /> : null}
      <Table
        {...collection.collectionProps}
        variant="full-page"
        items={collection.items}
        columnDefinitions={shareRoom(columns, shown, room)}
        columnDisplay={preferences.columns}
        wrapLines={preferences.wrapLines}
        trackBy={idOf}
        loading={source.loading}
        loadingText={`Loading ${props.title}`}
        resizableColumns
        stickyHeader
        enableKeyboardNavigation
        selectionType={props.onSelectMany ? 'multi' : props.onSelect ? 'single' : undefined}
        selectedItems={selected}
        onSelectionChange={({ detail }) => choose(detail.selectedItems)}
        onRowClick={({ detail }) => chooseRow(detail.item)}
        submitEdit={props.submitEdit}
        ariaLabels={{
          tableLabel: props.title,
          selectionGroupLabel: props.onSelectMany ? `Tick some of ${props.title}` : `Select one of ${props.title}`,
          allItemsSelectionLabel: () => `Tick all ${props.title} of this page`,
          itemSelectionLabel: (_, item) => `Select ${props.rowLabel(item)}`,
          activateEditLabel: (column, item) => `Edit ${labelOf(column)} in the row of ${props.rowLabel(item)}`,
          cancelEditLabel: (column) => `Cancel editing ${labelOf(column)}`,
          submitEditLabel: (column) => `Save ${labelOf(column)}`,
          submittingEditText: () => 'Saving',
          successfulEditLabel: () => 'Saved',
          resizerRoleDescription: 'Column resizer',
        }}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={source.loading ? undefined : `(${allItems.length})`}
            description={props.description}
            actions={
              <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                <Box color="text-body-secondary" fontSize="body-s">
                  {source.updatedAt ? `Updated ${shownClock(source.updatedAt)}` : ''}
                </Box>
                <Button
                  iconName="refresh"
                  ariaLabel={`Refresh ${props.title}`}
                  loading={source.refreshing}
                  loadingText="Refreshing"
                  onClick={source.refresh}
                />
                {props.actions}
              </SpaceBetween>
            }
          >
            {props.title}
          </Header>
        }
        empty={
          failed ? <Nothing title="Not loaded" text="The reason is told above." /> : collection.collectionProps.empty
        }
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
        preferences={
          <Suspense fallback={<Button iconName="settings" variant="icon" ariaLabel="Preferences" disabled />}>
            <TablePreferences
              columns={columns}
              value={preferences}
              onChange={(value) => {
                setPreferences(value);
                writePreferences(storageKey, value);
              }}
            />
          </Suspense>
        }
      />
    </SpaceBetween>
  );
}

function labelOf<T>(column: TableProps.ColumnDefinition<T>): string {
  return (column as ResourceColumn<T>).label;
}

function Nothing({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="xs">
        <Box variant="strong">{title}</Box>
        <Box variant="p" color="text-body-secondary">
          {text}
        </Box>
        {action}
      </SpaceBetween>
    </Box>
  );
}
