import type { Image } from '../../src/images/contract.ts';
import { FAMILY_ACTIONS } from './family-actions.ts';
import { COPY_ACTION, RETIRE_ACTIONS } from './retire-actions.ts';
import { SHARE_ACTIONS } from './share-actions.ts';

/** What an action looks at before it offers itself. */
export interface ActionImage
  extends Pick<
    Image,
    | 'imageId'
    | 'region'
    | 'name'
    | 'state'
    | 'stateReason'
    | 'progress'
    | 'public'
    | 'deprecatedAt'
    | 'deregistrationProtection'
  > {
  /** The account that the app acts as owns it. */
  readonly own: boolean;
  /** It was deregistered and lies in the Recycle Bin until then. */
  readonly binnedUntil?: string | undefined;
}

/** One entry of the Actions menu: it opens a page. */
export interface ImageAction {
  readonly id: string;
  readonly text: string;
  /** Why it cannot be done with this image, in a sentence; undefined when it can. */
  readonly whyNot: (image: ActionImage) => string | undefined;
  /** The page that does it, from common/paths.ts. `other` is the second image of an action that takes two. */
  readonly path: (image: ActionImage, other: ActionImage) => string;
  /** How many images it takes; one when absent. */
  readonly takes?: 1 | 2;
}

/** Entries that stand together. */
export interface ImageActionGroup {
  readonly id: string;
  readonly text: string;
  readonly actions: readonly ImageAction[];
}

/** The Actions menu of an image, in order; a group without entries is not shown. */
export const IMAGE_ACTIONS: readonly ImageActionGroup[] = [
  { id: 'copy-and-share', text: 'Copy and share', actions: [COPY_ACTION, ...SHARE_ACTIONS] },
  { id: 'take-out-of-use', text: 'Take out of use', actions: RETIRE_ACTIONS },
  { id: 'understand', text: 'Understand', actions: FAMILY_ACTIONS },
];

/** Why an action cannot be done with what is selected, in a sentence; undefined when it can. */
export function whyNotNow(action: ImageAction, selected: readonly ActionImage[]): string | undefined {
  const takes = action.takes ?? 1;
  if (selected.length !== takes) {
    if (takes === 2) return 'Select two images in the table: tick the box of each.';
    return selected.length === 0 ? 'Select an image in the table first.' : 'Select one image only.';
  }
  return selected.map(action.whyNot).find((reason) => reason !== undefined);
}
