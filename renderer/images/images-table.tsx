import Pagination from '@cloudscape-design/components/pagination';
import type { TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import type { ImageRow, ImageSortColumn, RowsAnswer } from '../../src/images/inventory.ts';
import { type ResourceColumn, TableFrame, type TablePreferences } from '../common/table-frame.tsx';
import { IMAGE_COLUMNS, shownColumns } from './image-columns.tsx';
import { ImageFilterBar } from './image-filter-bar.tsx';
import { useList } from './image-list-context.ts';
import { ImagesButtons } from './images-buttons.tsx';
import { NoImages } from './no-images.tsx';
import type { ImageList } from './use-image-list.ts';
import { useImageNames } from './use-image-names.ts';
import { useRowKeys } from './use-row-keys.ts';

const idOf = (row: ImageRow): string => row.imageId;
const labelOf = (row: ImageRow): string => row.nameTag || row.name || row.imageId;
// These take the list from around them, so that the table is the same as long as its rows are.
const FILTER = <ImageFilterBar />;
const EMPTY = <NoImages />;
const PAGES = <Pages />;

interface Props {
  readonly list: ImageList;
  readonly rows: readonly ImageRow[];
  readonly preferences: TablePreferences;
  readonly selected: readonly ImageRow[];
  readonly onSelect: (ids: readonly string[]) => void;
}

/** The table of the images page: a page of rows as the main process answers it. */
export function ImagesTable({ list, rows, preferences, selected, onSelect }: Props) {
  const { choice, answer, source, change } = list;
  const { column, submitEdit } = useImageNames(list);
  const columns = useMemo(() => [{ ...column, sortingField: 'name' }, ...IMAGE_COLUMNS], [column]);
  const shown = useMemo(
    () => ({ ...preferences, value: shownColumns(preferences.value, choice.view, choice.everywhere) }),
    [choice.view, choice.everywhere, preferences],
  );
  const rowKey = useRowKeys(rows, list.query);
  const sorting = useMemo(() => sortingOf(columns, choice.sort, change), [columns, choice.sort, change]);
  const actions = useMemo(
    () => <ImagesButtons selected={selected} preferences={preferences} />,
    [selected, preferences],
  );
  return (
    <TableFrame
      title="Amazon Machine Images (AMIs)"
      counter={answer && counterOf(answer)}
      source={source}
      items={rows}
      columns={columns}
      preferences={shown}
      idOf={idOf}
      rowKey={rowKey}
      rowLabel={labelOf}
      selectionType="multi"
      selected={selected}
      onSelect={onSelect}
      submitEdit={submitEdit}
      sorting={sorting}
      empty={EMPTY}
      filter={FILTER}
      pagination={PAGES}
      actions={actions}
    />
  );
}

function sortingOf(
  columns: readonly ResourceColumn<ImageRow>[],
  sort: ImageList['choice']['sort'],
  change: ImageList['change'],
): Pick<TableProps<ImageRow>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange'> {
  const sortingColumn = columns.find(({ id }) => id === sort.column);
  return {
    ...(sortingColumn ? { sortingColumn } : {}),
    sortingDescending: sort.descending,
    onSortingChange: ({ detail }) =>
      change({
        sort: {
          column: (detail.sortingColumn.sortingField ?? 'created') as ImageSortColumn,
          descending: detail.isDescending ?? false,
        },
      }),
  };
}

/** How many there are, and how many of them are found; with a plus while more are coming. */
function counterOf({ matched, total, complete }: RowsAnswer): string {
  const all = `${total.toLocaleString('en')}${complete ? '' : '+'}`;
  return matched === total ? `(${all})` : `(${matched.toLocaleString('en')} of ${all})`;
}

function Pages() {
  const { answer, query, turnTo } = useList();
  const pages = Math.ceil((answer?.matched ?? 0) / query.pageSize);
  if (pages <= 1) return null;
  return (
    <Pagination
      currentPageIndex={Math.min(query.page, pages)}
      pagesCount={pages}
      onChange={({ detail }) => turnTo(detail.currentPageIndex)}
      ariaLabels={{
        nextPageLabel: 'Next page',
        previousPageLabel: 'Previous page',
        pageLabel: (page) => `Page ${page}`,
      }}
    />
  );
}
