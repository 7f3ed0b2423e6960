import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ImageFilter, ImageSort, ImageView, RowsAnswer, RowsQuery } from '../../src/images/inventory.ts';
import { type CallResult, useCall, useClient, useEvent, useInvalidate } from '../bridge/hooks.ts';

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

/** What the images page shows, and how to change it. */
export interface ImageList {
  readonly choice: ListChoice;
  readonly query: RowsQuery;
  readonly source: CallResult<RowsAnswer>;
  readonly change: (change: Partial<ListChoice>) => void;
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
  const source = useCall('images', 'rows', query, { keepFormer: true, freshFor: 0, every: () => ALIVE_MS });
  useEvent('images.changed', () => {
    invalidate('images', 'rows');
    invalidate('images', 'get');
  });

  const { view, everywhere } = choice;
  const list = useCallback(
    (ifStale: boolean, region?: string) => {
      const asked = { view, everywhere, text: view === 'public' ? searched : '', ifStale };
      void client.images.refresh({ ...asked, ...(region === undefined ? {} : { region }) }).then(
        () => invalidate('images', 'rows'),
        () => undefined,
      );
    },
    [client, invalidate, view, everywhere, searched],
  );
  // Whoever comes back may have changed something elsewhere.
  useEffect(() => list(true), [list]);

  const change = useCallback((next: Partial<ListChoice>) => {
    setPage(1);
    setChoice((before) => {
      lastChoice = { ...before, ...next };
      return lastChoice;
    });
  }, []);
  const refresh = useCallback((region?: string) => list(false, region), [list]);
  return { choice, query, source, change, turnTo: setPage, refresh };
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
