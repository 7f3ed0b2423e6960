import { paths } from '../common/paths.ts';
import type { ActionImage, ImageAction } from './image-actions.ts';

const NOT_OWN = 'Only the account that owns the image can do this.';
const BINNED = 'The image was deregistered. Restore it from the Recycle Bin first.';

/** Why an image cannot be changed at all; undefined when it can. */
function notMine({ own, binnedUntil }: ActionImage): string | undefined {
  if (!own) return NOT_OWN;
  return binnedUntil === undefined ? undefined : BINNED;
}

function whyNotCopied({ state, binnedUntil }: ActionImage): string | undefined {
  if (binnedUntil !== undefined) return BINNED;
  return state === 'available' ? undefined : `The image is ${state}; only an available one can be copied.`;
}

/** The entry that opens the copy page. */
export const COPY_ACTION: ImageAction = {
  id: 'copy',
  text: 'Copy image (other Region, new name)',
  whyNot: whyNotCopied,
  path: ({ region, imageId }) => paths.copyImage(region, imageId),
};

/** The entries that take an image out of use, and back. */
export const RETIRE_ACTIONS: readonly ImageAction[] = [
  {
    id: 'deprecate',
    text: 'Deprecate image',
    whyNot: notMine,
    path: ({ region, imageId }) => paths.retireImage(region, imageId, 'deprecate'),
  },
  {
    id: 'disable',
    text: 'Disable image',
    whyNot: (image) =>
      notMine(image) ??
      (image.state === 'available' ? undefined : `The image is ${image.state}; only an available one can be disabled.`),
    path: ({ region, imageId }) => paths.retireImage(region, imageId, 'disable'),
  },
  {
    id: 'enable',
    text: 'Enable image',
    whyNot: (image) => notMine(image) ?? (image.state === 'disabled' ? undefined : 'The image is not disabled.'),
    path: ({ region, imageId }) => paths.retireImage(region, imageId, 'enable'),
  },
  {
    id: 'protect',
    text: 'Deregistration protection',
    whyNot: notMine,
    path: ({ region, imageId }) => paths.retireImage(region, imageId, 'protect'),
  },
  {
    id: 'deregister',
    text: 'Deregister image',
    // The page has the switch that takes a protection off.
    whyNot: notMine,
    path: ({ region, imageId }) => paths.retireImage(region, imageId, 'deregister'),
  },
  {
    id: 'restore',
    text: 'Restore from the Recycle Bin',
    whyNot: ({ binnedUntil }) => (binnedUntil === undefined ? 'The image is not in the Recycle Bin.' : undefined),
    path: ({ region, imageId }) => paths.retireImage(region, imageId, 'restore'),
  },
];
