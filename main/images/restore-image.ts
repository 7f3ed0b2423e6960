import { AppError } from '../../src/core/errors.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun } from '../aws/errors.ts';

/** Gives an image back from the Recycle Bin; says in words what stands in the way. */
export async function restoreImage(cloud: Cloud, imageId: string): Promise<void> {
  const { sendRestore } = await import('./ec2-retire.ts');
  try {
    await dryRun(() => sendRestore(cloud, imageId, { DryRun: true }));
    await sendRestore(cloud, imageId);
  } catch (error) {
    if (awsCodeOf(error) === 'InvalidAMIID.NotFound' && (await isBack(cloud, imageId))) return;
    throw restoreWords(error);
  }
}

/** A send whose answer was lost may have been done: then the bin no longer knows the image, and the list does. */
async function isBack(cloud: Cloud, imageId: string): Promise<boolean> {
  const { findImage } = await import('./ec2-images.ts');
  return findImage(cloud, imageId).then(
    () => true,
    () => false,
  );
}

function restoreWords(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { field: _field, ...details } = error.details;
  const as = (code: string, say: string, fix: string) => new AppError(code, say, { ...details, fix, cause: error });
  switch (awsCodeOf(error)) {
    case 'InvalidAMIName.Duplicate':
      return as(
        'images.restore-name-taken',
        'Another image has its name now, and a restored image keeps its name.',
        'Copy the other image under a new name and deregister it, then restore this one.',
      );
    case 'InvalidSnapshot.NotFound':
      return as(
        'images.restore-without-snapshots',
        'The snapshots that it is made of were deleted, so it cannot come back.',
        'If a retention rule caught the snapshots too, restore them first: in the AWS console, Recycle Bin, Resources.',
      );
    case 'InvalidAMIID.NotFound':
      return as(
        'images.not-in-bin',
        'The image is not in the Recycle Bin of this Region.',
        'Its time may be over, or no retention rule caught it. Then it cannot be had back.',
      );
    default:
      return error;
  }
}
