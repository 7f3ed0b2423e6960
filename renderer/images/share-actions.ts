import { paths } from '../common/paths.ts';
import type { ImageAction } from './image-actions.ts';

/** To give an image to others, and to keep one that others gave. */
export const SHARE_ACTIONS: readonly ImageAction[] = [
  {
    id: 'share',
    text: 'Edit AMI permissions',
    whyNot: ({ own, state }) => {
      if (!own) return 'Only its owner can share an image.';
      return state === 'available' ? undefined : `It is ${state}: an image can be shared while it is available.`;
    },
    path: ({ region, imageId }) => paths.shareImage(region, imageId),
  },
  {
    id: 'make-mine',
    text: 'Make it mine',
    whyNot: ({ own, state }) => {
      if (own) return 'It is yours already. Copy it if you want another one.';
      return state === 'available' ? undefined : `It is ${state}: its owner has to make it available first.`;
    },
    path: ({ region, imageId }) => paths.makeImageMine(region, imageId),
  },
];
