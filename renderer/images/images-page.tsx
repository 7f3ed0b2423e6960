import { useMemo, useState } from 'react';
import type { ImageRow } from '../../src/images/inventory.ts';
import { DetailsPanel } from '../common/details-panel.tsx';
import { useTablePreferences } from '../common/table-frame.tsx';
import { IMAGE_COLUMNS, NAME_PLACE } from './image-columns.tsx';
import { ImageListContext } from './image-list-context.ts';
import { ImagesTable } from './images-table.tsx';
import { RegionFailures } from './region-failures.tsx';
import { SelectedImage } from './selected-image.tsx';
import { useImageList } from './use-image-list.ts';

const NOTHING: readonly ImageRow[] = [];

/** The images of the account: any number of them, in one Region or all, and what can be done with each. */
export function ImagesPage() {
  const preferences = useTablePreferences('images', [NAME_PLACE, ...IMAGE_COLUMNS]);
  const list = useImageList(preferences.value.pageSize);
  const [selectedIds, setSelectedIds] = useState<readonly string[]>([]);
  const rows = list.answer?.rows ?? NOTHING;
  const selected = useMemo(() => rows.filter(({ imageId }) => selectedIds.includes(imageId)), [rows, selectedIds]);
  const one = selected.length === 1 ? selected[0] : undefined;
  return (
    <ImageListContext.Provider value={list}>
      <RegionFailures failures={list.answer?.failures ?? []} onRetry={list.refresh} />
      <ImagesTable list={list} rows={rows} preferences={preferences} selected={selected} onSelect={setSelectedIds} />
      {one ? (
        <DetailsPanel header={`AMI ${one.nameTag || one.name || one.imageId}`}>
          <SelectedImage row={one} />
        </DetailsPanel>
      ) : null}
    </ImageListContext.Provider>
  );
}
