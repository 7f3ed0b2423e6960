import { createContext, useContext } from 'react';
import { FIRST_CHOICE, type ImageList } from './use-image-list.ts';

/**
 * The list, for the parts of the page that follow every letter that is typed.
 *
 * They take it from here and not as a property, so that the table around them need not be drawn again.
 */
export const ImageListContext = createContext<ImageList>({
  choice: FIRST_CHOICE,
  query: { ...FIRST_CHOICE, page: 1, pageSize: 20 },
  answer: undefined,
  source: { error: undefined, loading: true, refreshing: false, updatedAt: 0, refresh: () => undefined },
  change: () => undefined,
  turnTo: () => undefined,
  refresh: () => undefined,
});

/** The list of the page around; see {@link ImageListContext}. */
export const useList = (): ImageList => useContext(ImageListContext);
