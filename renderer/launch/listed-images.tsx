import Pagination from '@cloudscape-design/components/pagination';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useEffect, useState } from 'react';
import type { ImageView, RowsAnswer, RowsQuery } from '../../src/images/inventory.ts';
import { type CallResult, useCall, useClient, useEvent, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { ImageTable } from './image-table.tsx';

interface Props {
  readonly current: string | undefined;
  readonly onChoose: (imageId: string) => void;
}

const PAGE_SIZE = 6;

/** My AMIs: what this account owns here, or what others share with it. */
export function OwnImages({ current, onChoose }: Props) {
  const [view, setView] = useState<'own' | 'shared'>('own');
  const [text, setText] = useState('');
  const [page, setPage] = useState(1);
  const list = useImages(view, text, page);
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        selectedId={view}
        onChange={({ detail }) => {
          setView(detail.selectedId === 'shared' ? 'shared' : 'own');
          setPage(1);
        }}
        label="Whose images"
        options={[
          { id: 'own', text: 'Owned by me' },
          { id: 'shared', text: 'Shared with me' },
        ]}
      />
      <ListedImages
        label="My AMIs"
        list={list}
        page={page}
        onPage={setPage}
        current={current}
        onChoose={onChoose}
        empty={
          view === 'own'
            ? 'No image of yours matches. Images are made on the Instances page: Actions, Image and templates, Create image.'
            : 'Nobody shares an image with this account in this Region that matches.'
        }
        filter={
          <TextFilter
            filteringText={text}
            filteringPlaceholder="Find by name or ID"
            filteringAriaLabel="Find among my images"
            onChange={({ detail }) => {
              setText(detail.filteringText);
              setPage(1);
            }}
          />
        }
      />
    </SpaceBetween>
  );
}

interface ListProps extends Props {
  readonly label: string;
  readonly list: CallResult<RowsAnswer>;
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly empty: string;
  readonly filter?: ReactNode;
}

/** A page of one of the lists of images, with what could not be read. */
export function ListedImages({ label, list, page, onPage, current, onChoose, empty, filter }: ListProps) {
  const failed = list.error ?? list.data?.failures[0];
  const pages = Math.max(1, Math.ceil((list.data?.matched ?? 0) / PAGE_SIZE));
  return (
    <SpaceBetween size="s">
      {failed ? <ErrorAlert error={failed} onRetry={list.refresh} /> : null}
      <ImageTable
        label={label}
        images={list.data?.rows ?? []}
        current={current}
        onChoose={onChoose}
        loading={list.loading || (list.data?.complete === false && list.data.rows.length === 0)}
        empty={empty}
        filter={filter}
        pagination={
          pages > 1 ? (
            <Pagination
              currentPageIndex={page}
              pagesCount={pages}
              onChange={({ detail }) => onPage(detail.currentPageIndex)}
            />
          ) : undefined
        }
      />
    </SpaceBetween>
  );
}

/** One page of a list of images of this Region, newest first, and its news as they come. */
export function useImages(view: ImageView, text: string, page: number): CallResult<RowsAnswer> {
  const client = useClient();
  const invalidate = useInvalidate();
  const query: RowsQuery = {
    view,
    everywhere: false,
    filter: { text },
    sort: { column: 'created', descending: true },
    page,
    pageSize: PAGE_SIZE,
  };
  useEvent('images.changed', () => invalidate('images', 'rows'));
  useEffect(() => {
    // What was listed a while ago is listed again; public images are searched by the question itself.
    if (view === 'public') return;
    void client.images.refresh({ view, everywhere: false, text: '', ifStale: true }).catch(() => undefined);
  }, [client, view]);
  return useCall('images', 'rows', query, { keepFormer: true, freshFor: 0 });
}
