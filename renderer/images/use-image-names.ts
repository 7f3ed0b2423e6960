import { useCallback, useEffect, useRef } from 'react';
import type { ImageRow } from '../../src/images/inventory.ts';
import { useClient, useInvalidate, usePatch } from '../bridge/hooks.ts';
import { useNameColumn } from '../common/name-column.tsx';
import type { ImageList } from './use-image-list.ts';

const idOf = (row: ImageRow): string => row.imageId;
const nameOf = (row: ImageRow): string => row.nameTag;

function whyNoName({ own, binnedUntil }: ImageRow): string | undefined {
  if (binnedUntil) return 'Restore the image from the Recycle Bin first.';
  return own ? undefined : 'The image belongs to another account: its owner alone gives it a name.';
}

/** The Name column: a new name is shown at once, kept in the cloud, and put back where the cloud refuses. */
export function useImageNames(list: ImageList) {
  const client = useClient();
  const invalidate = useInvalidate();
  const applyPatch = usePatch();
  // Read when a name is kept, so that the column is the same at every letter that is typed into the filter.
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  const patch = useCallback(
    (id: string, nameTag: string) =>
      applyPatch('images', 'rows', latest.current.query, (data) => ({
        ...data,
        rows: data.rows.map((row) => (row.imageId === id ? { ...row, nameTag } : row)),
      })),
    [applyPatch],
  );
  const save = useCallback(
    async (imageId: string, name: string) => {
      const region = latest.current.answer?.rows.find((row) => row.imageId === imageId)?.region;
      await client.images.setName({ imageId, name, ...(region ? { region } : {}) });
      invalidate('images');
    },
    [client, invalidate],
  );
  return useNameColumn<ImageRow>({ idOf, nameOf, patch, save, width: 172, disabledReason: whyNoName });
}
