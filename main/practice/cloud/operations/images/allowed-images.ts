import { compilePattern, splitWildcards } from '../../access/wildcard.ts';
import type { AllowedImagesRecord, ImageCriterionRecord } from '../../world/records/place-records.ts';
import type { VisibleImage } from '../available-images.ts';
import type { CallContext } from '../operation.ts';

const DAY = 86_400_000;

/**
 * Whether an image fits what the account allows in the Region; its own images always do.
 *
 * Source: EC2 user guide, "Control the discovery and use of AMIs in Amazon EC2 with Allowed AMIs".
 */
export function isAllowed(call: CallContext, image: VisibleImage): boolean {
  const { criteria } = allowedImagesOf(call);
  if (image.ownerId === call.account.id || criteria.length === 0) return true;
  return criteria.some((criterion) => fits(criterion, image, call.now));
}

/** Whether the account's setting hides an image, so that it looks as if it did not exist. */
export function isShutOut(call: CallContext, image: VisibleImage): boolean {
  return allowedImagesOf(call).state === 'enabled' && !isAllowed(call, image);
}

/** The setting of the caller's place. */
export function allowedImagesOf({ place }: CallContext): AllowedImagesRecord {
  return place.settings.get('region')?.allowedImages ?? { state: 'disabled', criteria: [] };
}

function fits(criterion: ImageCriterionRecord, { record, ownerId, ownerAlias }: VisibleImage, now: number): boolean {
  const { providers, names, productCodes, maxAge, maxDeprecated } = criterion;
  if (providers && !providers.some((one) => one === ownerId || (one !== 'none' && one === ownerAlias))) return false;
  if (names && !names.some((pattern) => compilePattern(splitWildcards(pattern))(record.name))) return false;
  if (productCodes && !productCodes.some((code) => record.productCodes.includes(code))) return false;
  if (maxAge !== null && now - record.createdAt > maxAge * DAY) return false;
  const { deprecatedAt } = record;
  return maxDeprecated === null || deprecatedAt === null || deprecatedAt > now - maxDeprecated * DAY;
}
