import { Refusal } from '../../refusal.ts';
import type { ImageRecord } from '../../world/records/image-records.ts';
import { visibleImage } from '../available-images.ts';
import { checkId, kinds, required } from '../finding.ts';
import type { CallContext } from '../operation.ts';

/** An image that the caller's account owns; refuses unknown ones, and others' as EC2 does. */
export function ownImage(call: CallContext, imageId: string | undefined): ImageRecord {
  const id = required(imageId, 'ImageId');
  checkId(kinds.image, id);
  const image = visibleImage(call, id);
  if (!image) throw new Refusal('InvalidAMIID.NotFound', kinds.image.missing([id]));
  if (image.place !== call.place) throw new Refusal('AuthFailure', `Not authorized for image:${id}`, 403);
  return image.record;
}

/** An own image that is in one of these states; EC2 names the state that it is in. */
export function ownImageIn(
  call: CallContext,
  imageId: string | undefined,
  states: readonly ImageRecord['state'][],
): ImageRecord {
  const image = ownImage(call, imageId);
  if (!states.includes(image.state)) {
    throw new Refusal(
      'InvalidAMIID.Unavailable',
      `The AMI ID '${image.id}' is currently ${image.state} and may not be used for this operation`,
    );
  }
  return image;
}
