import { AppError } from '../../src/core/errors.ts';
import type { Image } from '../../src/images/contract.ts';
import type { Access, ShareState } from '../../src/share/contract.ts';
import { keyAccess } from '../../src/share/key-access.ts';
import type { Receiver } from '../../src/share/receivers.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';

/** The snapshots of an image's disks, each once. */
export function snapshotIdsOf({ volumes }: Pick<Image, 'volumes'>): string[] {
  return [...new Set(volumes.flatMap(({ snapshotId }) => snapshotId ?? []))];
}

/** Everything that decides about sharing one's own image. Throws `share.not-owner` for somebody else's. */
export async function lookAtShare(cloud: Cloud, image: Image, ownAccountId: string): Promise<ShareState> {
  if (image.ownerId !== ownAccountId) throw notOwner(image);
  const ec2 = await import('./ec2-share.ts');
  const { lookAtKey } = await import('./kms-share.ts');
  const snapshotIds = snapshotIdsOf(image);
  const [receivers, sharedWith, snapshots, publicBlock, publicImages, watermarks] = await Promise.all([
    ec2.launchPermissions(cloud, image.imageId),
    Promise.all(snapshotIds.map((id) => ifAllowed(ec2.snapshotAccounts(cloud, id)))),
    ec2.readableSnapshots(cloud, snapshotIds),
    ifAllowed(ec2.publicBlock(cloud)),
    ifAllowed(ec2.countPublicImages(cloud)),
    ec2.watermarksOf(cloud, image.imageId),
  ]);
  const arns = [...new Set(snapshots.flatMap(({ keyArn }) => keyArn ?? []))];
  const keys = await Promise.all(arns.map((arn) => lookAtKey(cloud, arn)));
  const access = receivers.map((receiver): Access => {
    const allowed = keys.map(({ policy }) => keyAccess(policy, receiver));
    return { receiver, copy: copyOf(receiver, sharedWith), key: worst(allowed) };
  });
  return {
    image,
    ownAccountId,
    access,
    publicBlock: publicBlock ?? { state: 'unknown', managed: false },
    ...(publicImages === undefined ? {} : { publicImages }),
    keys,
    watermarks,
  };
}

function copyOf({ kind, id }: Receiver, sharedWith: readonly (readonly string[] | undefined)[]): Access['copy'] {
  if (kind === 'organization' || kind === 'unit') return 'never';
  if (sharedWith.some((list) => list === undefined)) return 'unknown';
  const shared = sharedWith.filter((list) => list?.includes(id)).length;
  if (shared === 0) return 'none';
  return shared === sharedWith.length ? 'all' : 'some';
}

function worst(keys: readonly ('yes' | 'no' | 'unknown')[]): Access['key'] {
  if (keys.length === 0) return 'not-needed';
  if (keys.includes('no')) return 'no';
  return keys.includes('unknown') ? 'unknown' : 'yes';
}

function notOwner({ imageId, ownerId }: Image): AppError {
  return new AppError('share.not-owner', `${imageId} belongs to account ${ownerId}, and only its owner can share it.`, {
    fix: 'Ask the owner, or make an image of your own from it and share that.',
    field: 'imageId',
  });
}

/** An answer, or undefined where this person may not ask. */
async function ifAllowed<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (awsCodeOf(error) === 'UnauthorizedOperation') return undefined;
    throw error;
  }
}
