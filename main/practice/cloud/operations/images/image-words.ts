import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { Place } from '../../world/world.ts';
import { required } from '../finding.ts';

/**
 * Checks a name by EC2's rules: 3-128 characters of a small set, not taken by another image of the account here.
 *
 * Source: API reference, CreateImage; the text is EC2's own and leaves out some characters that it takes.
 */
export function checkName(name: string | undefined, place: Place): string {
  const given = required(name, 'Name');
  if (!/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/.test(given)) {
    throw new Refusal(
      'InvalidAMIName.Malformed',
      "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
    );
  }
  const taken = place.images.by('name', given).find(({ state }) => state !== 'failed');
  if (taken) {
    throw new Refusal('InvalidAMIName.Duplicate', `AMI name ${given} is already in use by AMI ${taken.id}`);
  }
  return given;
}

/** Checks a description. */
export function checkDescription(text: string): string {
  if (text.length > imageLimits.descriptionLength) {
    throw new Refusal(
      'InvalidParameterValue',
      `The description may be ${imageLimits.descriptionLength} characters long at most.`,
    );
  }
  return text;
}

/** Refuses one image more than the account may have here; those in the Recycle Bin count. */
export function checkQuota({ images, binnedImages }: Place): void {
  if (images.size + binnedImages.size >= imageLimits.images) {
    throw new Refusal(
      'ResourceLimitExceeded',
      `You have reached your quota of ${imageLimits.images} for the number of images allowed in this Region.`,
    );
  }
}
