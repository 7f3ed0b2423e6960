import type { AnyPlan } from '../jobs/jobs.ts';
import { copyImagePlan } from './copy-image.ts';
import { createImagePlan } from './create-image.ts';
import { deregisterImagePlan } from './deregister-image.ts';
import { disableImagePlan } from './disable-image.ts';
import { enableImagePlan } from './enable-image.ts';
import type { RememberedShares } from './remembered-shares.ts';

/** All long work on images. */
export function imagePlans(remembered: RememberedShares): readonly AnyPlan[] {
  return [
    createImagePlan,
    copyImagePlan,
    disableImagePlan(remembered),
    enableImagePlan(remembered),
    deregisterImagePlan,
  ];
}
