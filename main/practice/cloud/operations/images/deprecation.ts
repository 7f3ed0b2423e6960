import type {
  DisableImageDeprecationRequest,
  DisableImageDeprecationResult,
  EnableImageDeprecationRequest,
  EnableImageDeprecationResult,
} from '@aws-sdk/client-ec2';
import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { ImageRecord } from '../../world/records/image-records.ts';
import { required } from '../finding.ts';
import { type CallContext, changes } from '../operation.ts';
import { ownImage } from './own-image.ts';

const MINUTE = 60_000;

/** The same day of a later year. */
function yearsAfter(time: number, years: number): number {
  const date = new Date(time);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
}

/** The last moment at which a public image is deprecated, counted from its creation. */
function latestForPublic({ createdAt }: ImageRecord): number {
  return yearsAfter(createdAt, imageLimits.publicDeprecationYears);
}

/**
 * When an image is deprecated once it is public or private: a public one within two years of its creation, whatever its
 * owner said.
 *
 * Source: EC2 user guide, "Deprecate an AMI".
 */
export function deprecationOfPublic(image: ImageRecord, isPublic: boolean): number | null {
  if (!isPublic) return image.deprecatedAt;
  return Math.min(image.deprecatedAt ?? Number.POSITIVE_INFINITY, latestForPublic(image));
}

function readTime(given: Date | undefined, image: ImageRecord, call: CallContext): number {
  const time = required(given, 'DeprecateAt').getTime();
  const refuse = (text: string): never => {
    throw new Refusal('InvalidParameter', text);
  };
  if (!Number.isFinite(time)) return refuse('The value of DeprecateAt is not a valid date.');
  if (time < call.now) return refuse('The date for DeprecateAt must not be in the past.');
  if (time > yearsAfter(call.now, imageLimits.deprecationYears)) {
    return refuse(`The date for DeprecateAt must be within ${imageLimits.deprecationYears} years from now.`);
  }
  if (image.permissions.isPublic && time > latestForPublic(image)) {
    return refuse(
      `The date for DeprecateAt of a public image must be within ${imageLimits.publicDeprecationYears} years of its creation.`,
    );
  }
  // EC2 rounds to the nearest minute.
  return Math.round(time / MINUTE) * MINUTE;
}

/** The day from which an image is left out of others' lists. */
export const deprecationOperations = [
  changes('EnableImageDeprecation', (input: EnableImageDeprecationRequest, call): EnableImageDeprecationResult => {
    const image = ownImage(call, input.ImageId);
    const deprecatedAt = readTime(input.DeprecateAt, image, call);
    call.proceed();
    call.place.images.change(image, { deprecatedAt });
    return { Return: true };
  }),

  changes('DisableImageDeprecation', (input: DisableImageDeprecationRequest, call): DisableImageDeprecationResult => {
    const image = ownImage(call, input.ImageId);
    if (image.permissions.isPublic) {
      throw new Refusal(
        'OperationNotPermitted',
        `The deprecation of the public image ${image.id} can't be cancelled. Make the image private first.`,
      );
    }
    call.proceed();
    call.place.images.change(image, { deprecatedAt: null });
    return { Return: true };
  }),
];
