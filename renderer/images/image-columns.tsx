import type { ReactNode } from 'react';
import type { ImageRow, ImageSortColumn, ImageView } from '../../src/images/inventory.ts';
import { href, paths } from '../common/paths.ts';
import type { ResourceColumn } from '../common/resource-table.tsx';
import type { TablePreferencesValue } from '../common/table-preferences-store.ts';
import { shownTime } from '../common/times.ts';
import { ImageStateWord } from './image-state-word.tsx';

const ENCRYPTION = { yes: 'Encrypted', partly: 'Partly encrypted', no: 'Not encrypted' } as const;

function column(
  id: ImageSortColumn,
  label: string,
  width: number,
  cell: (row: ImageRow) => ReactNode,
  hidden = true,
): ResourceColumn<ImageRow> {
  return { id, label, header: label, cell, sortingField: id, width, minWidth: 100, hidden };
}

/** The columns of the images table after the Name tag; each is sorted by the main process, by its own id. */
export const IMAGE_COLUMNS: readonly ResourceColumn<ImageRow>[] = [
  column('amiName', 'AMI name', 215, (row) => row.name || '-', false),
  column('imageId', 'AMI ID', 207, (row) => <ImageLink row={row} />, false),
  column('state', 'Status', 200, (row) => <ImageStateWord image={row} />, false),
  column('created', 'Creation date', 165, (row) => (row.createdAt ? shownTime(row.createdAt) : '-'), false),
  column('region', 'Region', 130, (row) => row.region),
  column('owner', 'Owner', 150, (row) => row.ownerAlias ?? row.ownerId),
  column('size', 'Size', 100, (row) => (row.sizeGiB > 0 ? `${row.sizeGiB} GiB` : '-')),
  column('encryption', 'Encryption', 150, (row) => (row.binnedUntil ? '-' : ENCRYPTION[row.encrypted])),
  column('architecture', 'Architecture', 130, (row) => row.architecture || '-'),
  column('platform', 'Platform', 130, (row) => row.platform || '-'),
  column('deprecation', 'Deprecation', 165, (row) => (row.deprecatedAt ? shownTime(row.deprecatedAt) : '-')),
  column('lastLaunched', 'Last launched', 165, (row) => (row.lastLaunchedAt ? shownTime(row.lastLaunchedAt) : '-')),
  column('source', 'Source', 210, (row) => row.sourceInstanceId ?? row.sourceImageId ?? '-'),
  column('binnedUntil', 'Kept until', 165, (row) => (row.binnedUntil ? shownTime(row.binnedUntil) : '-')),
  column('description', 'Description', 260, (row) => row.description || '-'),
];

/** Where the Name column, which is edited and so made by the page, stands among the others. */
export const NAME_PLACE = { id: 'name' };

/** Columns that a view makes no sense without. */
const VIEW_COLUMNS: Readonly<Partial<Record<ImageView, readonly ImageSortColumn[]>>> = {
  shared: ['owner'],
  public: ['owner'],
  bin: ['binnedUntil'],
};

/** The chosen columns, and those that a view makes no sense without. */
export function shownColumns(
  chosen: TablePreferencesValue,
  view: ImageView,
  everywhere: boolean,
): TablePreferencesValue {
  const needed: readonly string[] = [...(VIEW_COLUMNS[view] ?? []), ...(everywhere ? ['region'] : [])];
  if (needed.length === 0) return chosen;
  const columns = chosen.columns.map((each) => (needed.includes(each.id) ? { ...each, visible: true } : each));
  return { ...chosen, columns };
}

/**
 * The id leads to the image's own page; there is none for what lies in the Recycle Bin.
 *
 * A plain link: there is one in every row, and Cloudscape's takes as long to draw as the rest of the row.
 */
function ImageLink({ row }: { row: ImageRow }) {
  if (row.binnedUntil) return row.imageId;
  return (
    <a className="plain-link" href={href(paths.image(row.region, row.imageId))}>
      {row.imageId}
    </a>
  );
}
