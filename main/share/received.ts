import { AppError } from '../../src/core/errors.ts';
import type { Image } from '../../src/images/image.ts';
import { smallestMachine } from '../../src/prices/instance-hours.ts';
import type { Received } from '../../src/share/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, dryRun } from '../aws/errors.ts';
import { snapshotIdsOf } from './share-state.ts';

/** What this account may do with somebody else's image. Throws `share.own-image` for its own. */
export async function lookAtReceived(cloud: Cloud, image: Image, ownAccountId: string): Promise<Received> {
  if (image.ownerId === ownAccountId) {
    throw new AppError('share.own-image', `${image.imageId} is this account’s own image already.`, {
      fix: 'Copy it if you want another one.',
      field: 'imageId',
    });
  }
  const [copy, leave] = await Promise.all([mayCopy(cloud, image), mayLeave(cloud, image)]);
  const machine = smallestMachine(image.architecture);
  return { image, ownAccountId, copy, leave, ...(machine ? { machine } : {}) };
}

/** Copying needs the snapshots, which the owner shares apart from the image; what AWS says to a trial decides. */
async function mayCopy(cloud: Cloud, image: Image): Promise<Received['copy']> {
  if (image.productCodes.length > 0) {
    return {
      allowed: false,
      why: `It carries a product of AWS Marketplace (${image.productCodes.join(', ')}): AWS lets nobody but its owner copy it.`,
    };
  }
  const { readableSnapshots, tryCopy } = await import('./ec2-share.ts');
  const ids = snapshotIdsOf(image);
  const readable = await readableSnapshots(cloud, ids);
  if (ids.length === 0 || readable.length < ids.length) return notShared;
  try {
    await dryRun(() => tryCopy(cloud, image.imageId));
    return { allowed: true, why: 'Its owner shares its disks (snapshots) with this account, so it can be copied.' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return awsCodeOf(error) === 'InvalidRequest' ? notShared : { allowed: false, why: error.message };
  }
}

const notShared = {
  allowed: false,
  why: 'Its owner lets this account launch it, but does not share its disks (snapshots), which copying needs.',
};

/** Only what was given to this very account can be given back by it. */
async function mayLeave(cloud: Cloud, image: Image): Promise<Received['leave']> {
  if (image.public) return { allowed: false, why: 'It is public: everyone has it, so there is nothing to leave.' };
  const { cancelLaunchPermission } = await import('./ec2-share.ts');
  try {
    await dryRun(() => cancelLaunchPermission(cloud, image.imageId, { dryRun: true }));
    return { allowed: true, why: 'It is shared with this account by its number.' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const byOthers = awsCodeOf(error) === 'AuthFailure';
    return {
      allowed: false,
      why: byOthers
        ? 'It is shared with your organisation or a unit of it. A single account cannot leave that; only the owner can end it.'
        : error.message,
    };
  }
}
