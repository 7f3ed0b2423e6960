import {
  CopyImageCommand,
  type CopyImageCommandInput,
  DescribeSnapshotsCommand,
  GetEbsEncryptionByDefaultCommand,
  type Snapshot,
} from '@aws-sdk/client-ec2';
import { AppError } from '../../src/core/errors.ts';
import { TAG_LIMITS, type Tag } from '../../src/core/fields.ts';
import type { CopyEncryption, CopyForm, SourceStorage } from '../../src/images/copy.ts';
import type { Image } from '../../src/images/image.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, isPassing, isSignInFault } from '../aws/errors.ts';
import { awsTags, OPERATION_TAG } from '../aws/shapes.ts';

/** One copy, as it is asked of its destination. */
export interface CopyOrder {
  readonly source: { readonly region: string; readonly imageId: string };
  readonly name: string;
  readonly description: string;
  readonly encryption: CopyEncryption;
  readonly copyTags: boolean;
  readonly tags: readonly Tag[];
}

/** Asks whether the copy could be made, without making it. */
export async function tryCopyImage(cloud: Cloud, order: CopyOrder): Promise<void> {
  try {
    await cloud.read.send(new CopyImageCommand({ ...copyInput(order, ''), DryRun: true }));
  } catch (error) {
    throw copyWords(error);
  }
}

/** Asks the destination for the copy, by a token, so that it may be sent again; answers the new image's id. */
export async function sendCopyImage(
  cloud: Cloud,
  order: CopyOrder,
  { operationId, clientToken }: { readonly operationId: string; readonly clientToken: string },
): Promise<string> {
  try {
    const input = { ...copyInput(order, operationId), ClientToken: clientToken };
    const { ImageId = '' } = await cloud.read.send(new CopyImageCommand(input));
    return ImageId;
  } catch (error) {
    throw copyWords(error);
  }
}

function copyInput(order: CopyOrder, operationId: string): CopyImageCommandInput {
  // A full set of tags leaves no room for ours; the unique name finds the image then.
  const own = order.tags.length < TAG_LIMITS.keys && operationId ? [{ key: OPERATION_TAG, value: operationId }] : [];
  const tags = awsTags([...order.tags, ...own]);
  const { encryption } = order;
  return {
    SourceRegion: order.source.region,
    SourceImageId: order.source.imageId,
    Name: order.name,
    Description: order.description,
    CopyImageTags: order.copyTags,
    ...(encryption.kind === 'keep' ? {} : { Encrypted: true }),
    ...(encryption.kind === 'key' ? { KmsKeyId: encryption.keyId } : {}),
    ...(tags.length > 0
      ? {
          TagSpecifications: [
            { ResourceType: 'image', Tags: tags },
            { ResourceType: 'snapshot', Tags: tags },
          ],
        }
      : {}),
  };
}

/** AWS has one code for several refusals of a copy; its text tells them apart. */
function copyWords(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const text = error.details.awsMessage ?? '';
  const words = /access the storage of this ami/i.test(text)
    ? {
        code: 'images.storage-not-shared',
        say: 'The owner shares this image for launching, not for copying: its snapshots are not shared with you.',
        fix: 'Ask the owner to share the snapshots too, or launch the image and make an image of your own from that.',
      }
    : /marketplace/i.test(text)
      ? {
          code: 'images.marketplace-copy',
          say: 'AWS does not let a Marketplace image of somebody else be copied.',
          fix: 'Launch it, and make an image of your own from that instance.',
        }
      : /unencrypted copy/i.test(text)
        ? {
            code: 'images.stays-encrypted',
            say: 'What is encrypted cannot become unencrypted.',
            fix: 'Keep it encrypted.',
          }
        : undefined;
  return words
    ? new AppError(words.code, words.say, { ...error.details, fix: words.fix, field: 'imageId', cause: error })
    : error;
}

/** Whether an image's disks may be read by this account, and with which keys they are sealed. */
export async function sourceFacts(
  cloud: Cloud,
  image: Image,
  own: boolean,
): Promise<Omit<CopyForm, 'image' | 'own' | 'accountId'>> {
  const ids = image.volumes.flatMap(({ snapshotId }) => snapshotId ?? []);
  if (!own && image.productCodes.length > 0) return { storage: 'marketplace', keys: [] };
  const seen = await visibleSnapshots(cloud, ids).catch((error: unknown) => {
    if (isSignInFault(error) || isPassing(error)) throw error;
    return undefined;
  });
  const keyIds = [...new Set((seen ?? []).flatMap(({ KmsKeyId }) => KmsKeyId ?? []))];
  return {
    storage: storageOf(image, own, ids, seen),
    keys: await Promise.all(keyIds.map((keyId) => keyFacts(cloud, keyId))),
  };
}

function storageOf(
  { ownerAlias }: Image,
  own: boolean,
  ids: readonly string[],
  seen: readonly Snapshot[] | undefined,
): SourceStorage {
  if (own) return 'readable';
  // Amazon lets its own images be copied, and shows nobody their snapshots.
  if (!seen || ownerAlias === 'amazon') return 'unknown';
  return seen.length === new Set(ids).size ? 'readable' : 'not-shared';
}

async function visibleSnapshots(cloud: Cloud, ids: readonly string[]): Promise<Snapshot[]> {
  if (ids.length === 0) return [];
  const { Snapshots = [] } = await cloud.read.send(
    new DescribeSnapshotsCommand({ Filters: [{ Name: 'snapshot-id', Values: [...new Set(ids)] }] }),
  );
  return Snapshots;
}

const KEY_TROUBLE: Readonly<Record<string, string>> = {
  Disabled: 'The key is disabled.',
  PendingDeletion: 'The key is about to be deleted.',
  PendingImport: 'The key has no material yet.',
  Unavailable: 'The key’s store cannot be reached.',
};

/** AWS begins a copy whose key it cannot use, and fails it later: so it is looked at before. */
async function keyFacts(cloud: Cloud, keyId: string): Promise<{ keyId: string; trouble?: string }> {
  const { DescribeKeyCommand } = await import('@aws-sdk/client-kms');
  try {
    const { KeyMetadata } = await (await cloud.kms()).send(new DescribeKeyCommand({ KeyId: keyId }));
    const trouble = KEY_TROUBLE[KeyMetadata?.KeyState ?? ''];
    return trouble ? { keyId, trouble } : { keyId };
  } catch (error) {
    if (isSignInFault(error)) throw error;
    const denied = /^(AccessDenied|NotFound)/.test(awsCodeOf(error));
    return denied ? { keyId, trouble: 'This account may not use the key, as far as can be seen.' } : { keyId };
  }
}

/** Whether the account encrypts every new disk of this Region. */
export async function encryptsByDefault(cloud: Cloud): Promise<boolean> {
  const { EbsEncryptionByDefault } = await cloud.read.send(new GetEbsEncryptionByDefaultCommand({}));
  return EbsEncryptionByDefault ?? false;
}

/** The person's own keys of this Region that have an alias, by alias. */
export async function ownKeys(cloud: Cloud): Promise<{ keyId: string; alias: string }[]> {
  const { paginateListAliases } = await import('@aws-sdk/client-kms');
  const keys: { keyId: string; alias: string }[] = [];
  for await (const { Aliases = [] } of paginateListAliases({ client: await cloud.kms() }, {})) {
    for (const { AliasName = '', TargetKeyId } of Aliases) {
      if (TargetKeyId && !AliasName.startsWith('alias/aws/')) keys.push({ keyId: TargetKeyId, alias: AliasName });
    }
  }
  return keys.sort((a, b) => a.alias.localeCompare(b.alias));
}
