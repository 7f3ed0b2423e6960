import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { lazy, memo, type ReactNode, type Ref, Suspense, useCallback, useMemo, useState } from 'react';
import type { CallResult } from '../bridge/hooks.ts';
import { shareRoom } from './column-widths.ts';
import { ErrorAlert } from './error-alert.tsx';
import { readPreferences, type TablePreferencesValue, writePreferences } from './table-preferences-store.ts';
import { shownClock } from './times.ts';

const PreferencesDialog = lazy(() => import('./table-preferences.tsx'));

/** A column; `label` names it in the preferences. */
export type ResourceColumn<T> = TableProps.ColumnDefinition<T> & {
  readonly id: string;
  readonly label: string;
  /** Not shown until the person asks for it in the preferences. */
  readonly hidden?: boolean;
};

/** How the call that fills a table is doing. */
export type TableSource = Omit<CallResult<unknown>, 'data'>;

/** What a table looks like whatever fills it. */
export interface TableFrameProps<T> {
  /** The plural in AWS's words, for example “Instances”. */
  readonly title: string;
  readonly description?: ReactNode;
  /** For example `(12)`. */
  readonly counter?: string | undefined;
  /** The call that fills it. */
  readonly source: TableSource;
  /** The rows of this page. */
  readonly items: readonly T[];
  readonly columns: readonly ResourceColumn<T>[];
  readonly preferences: TablePreferences;
  readonly idOf: (item: T) => string;
  /** What a row is drawn under, where that is not its id: rows that follow each other under a key are changed in place. */
  readonly rowKey?: (item: T) => string;
  /** How a row is called by a screen reader. */
  readonly rowLabel: (item: T) => string;
  readonly selectionType?: 'single' | 'multi' | undefined;
  readonly selected: readonly T[];
  readonly onSelect?: ((ids: readonly string[]) => void) | undefined;
  /** What a click on a row does; selects it alone when absent. */
  readonly onRow?: (id: string) => void;
  /** Buttons at the right of the header. */
  readonly actions?: ReactNode;
  readonly empty: ReactNode;
  readonly filter: ReactNode;
  readonly pagination?: ReactNode;
  readonly submitEdit?: TableProps.SubmitEditFunction<T> | undefined;
  /** How it is sorted, and what to do when a header is pressed. */
  readonly sorting: Pick<TableProps<T>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange'>;
  /** For a table that keeps its keyboard focus itself. */
  readonly tableRef?: Ref<TableProps.Ref>;
}

/** What the person chose of a table's look, and how to change it. */
export interface TablePreferences {
  readonly value: TablePreferencesValue;
  readonly change: (value: TablePreferencesValue) => void;
}

/** The remembered look of a table; `wrapLines` is how it is until the person chooses otherwise. */
export function useTablePreferences(
  storageKey: string,
  columns: readonly Pick<ResourceColumn<unknown>, 'id' | 'hidden'>[],
  wrapLines = false,
): TablePreferences {
  const [value, setValue] = useState<TablePreferencesValue>(() =>
    readPreferences(storageKey, columns, undefined, wrapLines),
  );
  const change = useCallback(
    (next: TablePreferencesValue) => {
      setValue(next);
      writePreferences(storageKey, next);
    },
    [storageKey],
  );
  return useMemo(() => ({ value, change }), [value, change]);
}

/** What stands beside the columns when the window is as wide as it opened: navigation, margins, buttons, scroll bar. */
const BESIDE = 380;

/**
 * The look that all tables of resources share: header with its buttons, filter, pages, columns to choose.
 *
 * Drawing a table's rows takes most of the time that a keystroke may take, so they are drawn again only when one of
 * the properties is another than before.
 */
export const TableFrame = memo(Frame) as typeof Frame;

function Frame<T>(props: TableFrameProps<T>) {
  const { columns, source, idOf, preferences, selectionType, onSelect } = props;
  const { value } = preferences;
  const [room] = useState(() => window.innerWidth - BESIDE);
  const definitions = useMemo(() => {
    const shown = new Set(value.columns.filter(({ visible }) => visible).map(({ id }) => id));
    return shareRoom(columns, shown, room);
  }, [columns, value.columns, room]);
  return (
    <SpaceBetween size="s">
      {source.error ? <ErrorAlert error={source.error} onRetry={source.refresh} /> : null}
      <Table
        {...props.sorting}
        {...(props.tableRef ? { ref: props.tableRef } : {})}
        variant="full-page"
        items={props.items}
        columnDefinitions={definitions}
        columnDisplay={value.columns}
        wrapLines={value.wrapLines}
        trackBy={props.rowKey ?? idOf}
        loading={source.loading}
        loadingText={`Loading ${props.title}`}
        resizableColumns
        stickyHeader
        enableKeyboardNavigation
        selectionType={onSelect ? (selectionType ?? 'single') : undefined}
        selectedItems={props.selected}
        onSelectionChange={({ detail }) => onSelect?.(detail.selectedItems.map(idOf))}
        onRowClick={({ detail }) => (props.onRow ? props.onRow(idOf(detail.item)) : onSelect?.([idOf(detail.item)]))}
        submitEdit={props.submitEdit}
        ariaLabels={{
          tableLabel: props.title,
          selectionGroupLabel:
            selectionType === 'multi' ? `Tick some of ${props.title}` : `Select one of ${props.title}`,
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
            counter={source.loading ? undefined : props.counter}
            description={props.description}
            actions={
              <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                <div className="updated-at">
                  <Box color="text-body-secondary" fontSize="body-s">
                    {source.updatedAt ? `Updated ${shownClock(source.updatedAt)}` : ''}
                  </Box>
                </div>
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
          source.error && props.items.length === 0 ? (
            <Nothing title="Not loaded" text="The reason is told above." />
          ) : (
            props.empty
          )
        }
        filter={props.filter}
        pagination={props.pagination}
        preferences={
          <Suspense fallback={<Button iconName="settings" variant="icon" ariaLabel="Preferences" disabled />}>
            <PreferencesDialog columns={columns} value={value} onChange={preferences.change} />
          </Suspense>
        }
      />
    </SpaceBetween>
  );
}

function labelOf<T>(column: TableProps.ColumnDefinition<T>): string {
  return (column as ResourceColumn<T>).label;
}

/** What a table says instead of rows. */
export function Nothing({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
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
