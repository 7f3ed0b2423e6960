import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ImageFilter, ImageSort, ImageView, RowsAnswer, RowsQuery } from '../../src/images/inventory.ts';
import { useCall, useClient, useEvent, useInvalidate } from '../bridge/hooks.ts';
import type { TableSource } from '../common/table-frame.tsx';

/** What the person looks at: everything that a saved view remembers but the columns. */
export interface ListChoice {
  readonly view: ImageView;
  readonly everywhere: boolean;
  readonly filter: ImageFilter;
  readonly sort: ImageSort;
}

/** How the page begins. */
export const FIRST_CHOICE: ListChoice = {
  view: 'own',
  everywhere: false,
  filter: { text: '' },
  sort: { column: 'created', descending: true },
};

/** What to change of the choice, or how to tell that from what it is. */
export type ChoiceChange = Partial<ListChoice> | ((before: ListChoice) => Partial<ListChoice>);

/** What the images page shows, and how to change it. */
export interface ImageList {
  readonly choice: ListChoice;
  readonly query: RowsQuery;
  /** The page of rows; the former one while the next is on its way. */
  readonly answer: RowsAnswer | undefined;
  readonly source: TableSource;
  readonly change: (change: ChoiceChange) => void;
  readonly turnTo: (page: number) => void;
  /** Lists again: all that is shown, or one Region that failed. */
  readonly refresh: (region?: string) => void;
}

/** Asks the main process now and then, so that it knows that the list is still looked at. */
const ALIVE_MS = 60_000;
/** A search of public images goes to AWS, so it waits until the typing pauses. */
const SEARCH_PAUSE_MS = 500;

// Kept while the window is open, so that the way back from another page leads to what was shown.
let lastChoice = FIRST_CHOICE;

/** The list of images: the choice, the page of rows that answers it, and news as they come. */
export function useImageList(pageSize: number): ImageList {
  const [choice, setChoice] = useState(lastChoice);
  const [page, setPage] = useState(1);
  const client = useClient();
  const invalidate = useInvalidate();
  const searched = usePaused(choice.filter.text, choice.view === 'public' ? SEARCH_PAUSE_MS : 0);
  const query = useMemo<RowsQuery>(
    () => ({
      ...choice,
      filter: { ...choice.filter, text: choice.view === 'public' ? searched : choice.filter.text },
      page,
      pageSize,
    }),
    [choice, searched, page, pageSize],
  );
  const asked = useCall('images', 'rows', query, { keepFormer: true, freshFor: 0, every: () => ALIVE_MS });
  useEvent('images.changed', () => {
    invalidate('images', 'rows');
    invalidate('images', 'get');
  });

  const { view, everywhere } = choice;
  const [refreshing, setRefreshing] = useState(false);
  const list = useCallback(
    async (ifStale: boolean, region?: string) => {
      const input = { view, everywhere, text: view === 'public' ? searched : '', ifStale };
      // What cannot be listed is told with the rows.
      await client.images.refresh({ ...input, ...(region === undefined ? {} : { region }) }).catch(() => undefined);
      invalidate('images', 'rows');
    },
    [client, invalidate, view, everywhere, searched],
  );
  // Whoever comes back may have changed something elsewhere.
  useEffect(() => void list(true), [list]);

  const change = useCallback((next: ChoiceChange) => {
    setPage(1);
    setChoice((before) => {
      lastChoice = { ...before, ...(typeof next === 'function' ? next(before) : next) };
      return lastChoice;
    });
  }, []);
  const refresh = useCallback(
    (region?: string) => {
      setRefreshing(true);
      void list(false, region).finally(() => setRefreshing(false));
    },
    [list],
  );
  const { data: answer, error, loading } = asked;
  const updatedAt = answer?.listedAt ?? 0;
  const source = useMemo(
    () => ({ error, loading, refreshing, updatedAt, refresh: () => refresh() }),
    [error, loading, refreshing, updatedAt, refresh],
  );
  return useMemo(
    () => ({ choice, query, answer, source, change, turnTo: setPage, refresh }),
    [choice, query, answer, source, change, refresh],
  );
}

/** The value as it is once it has not changed for `ms`; at once where that is 0. */
function usePaused<T>(value: T, ms: number): T {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    if (ms === 0) return;
    const timer = setTimeout(() => setPaused(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return ms === 0 ? value : paused;
}
