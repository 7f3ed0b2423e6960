import Button from '@cloudscape-design/components/button';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useMemo, useState } from 'react';
import type { ImageRow, ImageSortColumn, RowsAnswer } from '../../src/images/inventory.ts';
import { whyNotLaunchable } from '../../src/images/rules.ts';
import { VIEW_WORDS } from '../../src/images/view-words.ts';
import { useCall, useClient, useInvalidate, usePatch } from '../bridge/hooks.ts';
import { DetailsPanel } from '../common/details-panel.tsx';
import { useNameColumn } from '../common/name-column.tsx';
import { paths } from '../common/paths.ts';
import { Nothing, type ResourceColumn, TableFrame, useTablePreferences } from '../common/table-frame.tsx';
import { useGo } from '../common/use-go.ts';
import { ImageActionsMenu } from './image-actions-menu.tsx';
import { IMAGE_COLUMNS, VIEW_COLUMNS } from './image-columns.tsx';
import { ImageFilterBar } from './image-filter-bar.tsx';
import { RegionFailures } from './region-failures.tsx';
import { SavedViewsMenu } from './saved-views-menu.tsx';
import { SelectedImage } from './selected-image.tsx';
import { type ImageList, useImageList } from './use-image-list.ts';

const TITLE = 'Amazon Machine Images (AMIs)';
const idOf = (row: ImageRow): string => row.imageId;
const nameOf = (row: ImageRow): string => row.nameTag;
const labelOf = (row: ImageRow): string => row.nameTag || row.name || row.imageId;
const NAME: Pick<ResourceColumn<ImageRow>, 'id'> = { id: 'name' };

function whyNoName({ own, binnedUntil }: ImageRow): string | undefined {
  if (binnedUntil) return 'Restore the image from the Recycle Bin first.';
  return own ? undefined : 'The image belongs to another account: its owner alone gives it a name.';
}

/** The images of the account: any number of them, in one Region or all, and what can be done with each. */
export function ImagesPage() {
  const preferences = useTablePreferences<ImageRow>('images', [
    { ...NAME, label: 'Name', header: '', cell: nameOf },
    ...IMAGE_COLUMNS,
  ]);
  const list = useImageList(preferences.value.pageSize);
  const { choice, source } = list;
  const { column, submitEdit } = useImageNames(list);
  const go = useGo();
  const [selectedIds, setSelectedIds] = useState<readonly string[]>([]);
  const rows = source.data?.rows ?? [];
  const selected = rows.filter((row) => selectedIds.includes(row.imageId));
  const columns = useMemo(() => [{ ...column, sortingField: 'name' }, ...IMAGE_COLUMNS], [column]);
  const shown = useShownColumns(list, preferences);
  const sortingColumn = columns.find(({ id }) => id === choice.sort.column);
  const pages = Math.max(1, Math.ceil((source.data?.matched ?? 0) / preferences.value.pageSize));
  const one = selected.length === 1 ? selected[0] : undefined;
  return (
    <>
      <RegionFailures failures={source.data?.failures ?? []} onRetry={list.refresh} />
      <TableFrame
        title={TITLE}
        counter={source.data && counterOf(source.data)}
        source={{ ...source, updatedAt: source.data?.listedAt ?? 0 }}
        onRefresh={() => list.refresh()}
        items={rows}
        columns={columns}
        preferences={shown}
        idOf={idOf}
        rowLabel={labelOf}
        selectionType="multi"
        selected={selected}
        onSelect={setSelectedIds}
        submitEdit={submitEdit}
        sorting={{
          ...(sortingColumn ? { sortingColumn } : {}),
          sortingDescending: choice.sort.descending,
          onSortingChange: ({ detail }) =>
            list.change({
              sort: {
                column: (detail.sortingColumn.sortingField ?? 'created') as ImageSortColumn,
                descending: detail.isDescending ?? false,
              },
            }),
        }}
        empty={<NoImages list={list} go={go} />}
        filter={<ImageFilterBar list={list} />}
        pagination={
          pages > 1 ? (
            <Pagination
              currentPageIndex={Math.min(list.query.page, pages)}
              pagesCount={pages}
              onChange={({ detail }) => list.turnTo(detail.currentPageIndex)}
              ariaLabels={{
                nextPageLabel: 'Next page',
                previousPageLabel: 'Previous page',
                pageLabel: (page) => `Page ${page}`,
              }}
            />
          ) : undefined
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <SavedViewsMenu
              now={{ ...choice, columns: [...preferences.value.columns] }}
              onChoose={({ columns: chosen, name: _name, ...kept }) => {
                list.change(kept);
                preferences.change({ ...preferences.value, columns: chosen });
              }}
            />
            <ImageActionsMenu selected={selected} go={go} />
            <LaunchButton selected={selected} go={go} />
          </SpaceBetween>
        }
      />
      {one ? (
        <DetailsPanel header={`AMI ${labelOf(one)}`}>
          <SelectedImage row={one} />
        </DetailsPanel>
      ) : null}
    </>
  );
}

/** How many there are, and how many of them are found; with a plus while more are coming. */
function counterOf({ matched, total, complete }: RowsAnswer): string {
  const all = `${total.toLocaleString('en')}${complete ? '' : '+'}`;
  return matched === total ? `(${all})` : `(${matched.toLocaleString('en')} of ${all})`;
}

/** The Name column: shown at once, kept in the cloud, put back where the cloud refuses. */
function useImageNames({ query, source }: ImageList) {
  const client = useClient();
  const invalidate = useInvalidate();
  const applyPatch = usePatch();
  const patch = useCallback(
    (id: string, nameTag: string) =>
      applyPatch('images', 'rows', query, (data) => ({
        ...data,
        rows: data.rows.map((row) => (row.imageId === id ? { ...row, nameTag } : row)),
      })),
    [applyPatch, query],
  );
  const rows = source.data?.rows;
  const save = useCallback(
    async (imageId: string, name: string) => {
      const region = rows?.find((row) => row.imageId === imageId)?.region;
      await client.images.setName({ imageId, name, ...(region ? { region } : {}) });
      invalidate('images');
    },
    [client, invalidate, rows],
  );
  return useNameColumn<ImageRow>({ idOf, nameOf, patch, save, width: 172, disabledReason: whyNoName });
}

/** The chosen columns, and those that a view makes no sense without. */
function useShownColumns<P extends ReturnType<typeof useTablePreferences<ImageRow>>>(
  { choice }: ImageList,
  preferences: P,
): P {
  return useMemo(() => {
    const needed: readonly string[] = [...(VIEW_COLUMNS[choice.view] ?? []), ...(choice.everywhere ? ['region'] : [])];
    const columns = preferences.value.columns.map((each) =>
      needed.includes(each.id) ? { ...each, visible: true } : each,
    );
    return { ...preferences, value: { ...preferences.value, columns } };
  }, [choice.view, choice.everywhere, preferences]);
}

function NoImages({ list, go }: { list: ImageList; go: (path: string) => void }) {
  const { choice, source } = list;
  if (source.data && !source.data.complete) return <Nothing title="Looking" text="Nothing was found so far." />;
  if (source.data && source.data.total > 0) {
    const clear = () => list.change({ filter: { text: '' } });
    return (
      <Nothing
        title="Nothing matches"
        text="No image of this list holds these words and fits what is chosen above."
        action={
          <SpaceBetween size="xs" direction="horizontal">
            <Button onClick={clear}>Clear the filter</Button>
            <Button onClick={() => go(paths.whereIsImage())}>Where is my image?</Button>
          </SpaceBetween>
        }
      />
    );
  }
  if (choice.view === 'public' && choice.filter.text.trim().length >= 3) {
    return <Nothing title="No public image has this in its name" text="Try fewer letters, or another Region." />;
  }
  const { title, text } = VIEW_WORDS[choice.view].empty;
  const action =
    choice.view === 'own' ? <Button onClick={() => go(paths.instances())}>Choose an instance</Button> : null;
  return <Nothing title={title} text={text} action={action} />;
}

function LaunchButton({ selected, go }: { selected: readonly ImageRow[]; go: (path: string) => void }) {
  const region = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY }).data?.region;
  const reason = whyNoLaunch(selected, region);
  const [first] = selected;
  return (
    <Button
      variant="primary"
      disabled={reason !== undefined}
      {...(reason ? { disabledReason: reason } : {})}
      onClick={() => first && go(paths.launch(first.imageId))}
    >
      Launch instance from AMI
    </Button>
  );
}

function whyNoLaunch(selected: readonly ImageRow[], region: string | undefined): string | undefined {
  const [image] = selected;
  if (!image) return 'Select an image in the table first.';
  if (selected.length > 1) return 'Select one image only.';
  if (image.region !== region) {
    return `An image is launched in its own Region. Choose ${image.region} at the top of the window, or copy the image to ${region}.`;
  }
  return whyNotLaunchable(image);
}
