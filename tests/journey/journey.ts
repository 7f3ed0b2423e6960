import { fromImageToClone } from './from-image-to-clone.ts';
import { fromInstanceToImage } from './from-instance-to-image.ts';
import { logIn } from './log-in.ts';
import type { Step } from './stage.ts';

/** The whole main job: from an instance to an image to a clone that one is logged in to. */
export const journey: readonly Step[] = [...fromInstanceToImage, ...fromImageToClone, ...logIn];
