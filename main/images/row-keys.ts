import type { ImageRow, ImageSortColumn } from '../../src/images/inventory.ts';

/** What rows are compared by: words of one column among each other, or numbers. */
export type SortKey = string | number;

const ENCRYPTION = { no: 0, partly: 1, yes: 2 } as const;

/** What a row is sorted by in each column. Prepared once a row, and compared by `<`: localeCompare takes 30 times as long. */
export const SORT_KEYS: Readonly<Record<ImageSortColumn, (row: ImageRow) => SortKey>> = {
  name: (row) => row.nameTag.toLowerCase(),
  amiName: (row) => row.name.toLowerCase(),
  imageId: (row) => row.imageId,
  state: (row) => row.state,
  created: (row) => row.createdAt,
  region: (row) => row.region,
  owner: (row) => row.ownerAlias ?? row.ownerId,
  size: (row) => row.sizeGiB,
  encryption: (row) => ENCRYPTION[row.encrypted],
  architecture: (row) => row.architecture,
  platform: (row) => row.platform.toLowerCase(),
  deprecation: (row) => row.deprecatedAt ?? '',
  lastLaunched: (row) => row.lastLaunchedAt ?? '',
  source: (row) => row.sourceInstanceId ?? row.sourceImageId ?? '',
  description: (row) => row.description.toLowerCase(),
  binnedUntil: (row) => row.binnedUntil ?? '',
};
