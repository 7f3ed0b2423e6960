import { paths } from '../common/paths.ts';
import type { ActionImage, ImageAction } from './image-actions.ts';

/** What explains an image: its family, and what sets it apart from another. */
export const FAMILY_ACTIONS: readonly ImageAction[] = [
  {
    id: 'family',
    text: 'Show family tree',
    whyNot: () => undefined,
    path: ({ region, imageId }) => paths.familyOf(region, imageId),
  },
  {
    id: 'compare-with',
    text: 'Compare with another image',
    whyNot: notBinned,
    path: (image) => paths.compareImages(addressOf(image), 'choose'),
  },
  {
    id: 'compare',
    text: 'Compare two images',
    takes: 2,
    whyNot: notBinned,
    path: (one, other) => paths.compareImages(addressOf(one), addressOf(other)),
  },
];

function addressOf({ region, imageId }: ActionImage): string {
  return `${region}:${imageId}`;
}

function notBinned({ binnedUntil }: ActionImage): string | undefined {
  return binnedUntil && 'It lies in the Recycle Bin. Restore it first.';
}
