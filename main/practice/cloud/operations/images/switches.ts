import type {
  DisableImageDeregistrationProtectionRequest,
  DisableImageDeregistrationProtectionResult,
  DisableImageRequest,
  DisableImageResult,
  EnableImageDeregistrationProtectionRequest,
  EnableImageDeregistrationProtectionResult,
  EnableImageRequest,
  EnableImageResult,
} from '@aws-sdk/client-ec2';
import { imageLimits } from '../../data/image-limits.ts';
import { type ProtectionRecord, plainImage } from '../../world/records/image-records.ts';
import { changes } from '../operation.ts';
import { ownImage, ownImageIn } from './own-image.ts';
import { showProtection } from './shown-image.ts';

const COOLDOWN_MS = imageLimits.protectionCooldownHours * 3_600_000;

/** Whether an image may be deregistered by now; one that was protected with a cooldown stays protected for a day. */
export function isProtected({ enabled, until }: ProtectionRecord, now: number): boolean {
  return enabled || (until !== null && until > now);
}

/** Switching images off and on, and protecting them. */
export const switchOperations = [
  changes('DisableImage', (input: DisableImageRequest, call): DisableImageResult => {
    const image = ownImageIn(call, input.ImageId, ['available', 'disabled']);
    call.proceed();
    // Whoever it was lent to loses it, and does not have it back when it is enabled.
    call.place.images.change(image, { state: 'disabled', permissions: plainImage.permissions });
    return { Return: true };
  }),

  changes('EnableImage', (input: EnableImageRequest, call): EnableImageResult => {
    const image = ownImageIn(call, input.ImageId, ['available', 'disabled']);
    call.proceed();
    call.place.images.change(image, { state: 'available' });
    return { Return: true };
  }),

  changes(
    'EnableImageDeregistrationProtection',
    (input: EnableImageDeregistrationProtectionRequest, call): EnableImageDeregistrationProtectionResult => {
      const image = ownImage(call, input.ImageId);
      call.proceed();
      const protection = { enabled: true, cooldown: input.WithCooldown ?? false, until: null };
      call.place.images.change(image, { protection });
      return { Return: showProtection(protection, call.now) };
    },
  ),

  changes(
    'DisableImageDeregistrationProtection',
    (input: DisableImageDeregistrationProtectionRequest, call): DisableImageDeregistrationProtectionResult => {
      const image = ownImage(call, input.ImageId);
      call.proceed();
      const { enabled, cooldown, until } = image.protection;
      // Switching off twice does not begin the cooldown anew.
      const protection = {
        enabled: false,
        cooldown,
        until: enabled ? (cooldown ? call.now + COOLDOWN_MS : null) : until,
      };
      call.place.images.change(image, { protection });
      return { Return: showProtection(protection, call.now) };
    },
  ),
];
