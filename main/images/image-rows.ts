import type { Image as AwsImage, ImageRecycleBinInfo } from '@aws-sdk/client-ec2';
import type { Encryption, ImageRow } from '../../src/images/inventory.ts';
import { isoTime, shownTags, tagValue } from '../aws/shapes.ts';
import type { IndexedRow } from './image-index.ts';

/** AWS's image as a row of the table, with the text that the filter looks in: names, ids, state, tags and the like. */
export function toIndexedRow(
  image: AwsImage,
  { region, accountId, progress }: { region: string; accountId: string; progress?: number | undefined },
): IndexedRow {
  const disks = (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs ?? []);
  const row: ImageRow = {
    imageId: image.ImageId ?? '',
    region,
    name: image.Name ?? '',
    nameTag: tagValue(image.Tags, 'Name'),
    description: image.Description ?? '',
    state: (image.State ?? 'pending') as ImageRow['state'],
    ...(image.StateReason?.Message ? { stateReason: image.StateReason.Message } : {}),
    ...(progress === undefined ? {} : { progress }),
    createdAt: isoTime(image.CreationDate),
    ownerId: image.OwnerId ?? '',
    ...(image.ImageOwnerAlias ? { ownerAlias: image.ImageOwnerAlias } : {}),
    architecture: image.Architecture ?? '',
    platform: image.PlatformDetails ?? 'Linux/UNIX',
    ...(image.SourceInstanceId ? { sourceInstanceId: image.SourceInstanceId } : {}),
    ...(image.SourceImageId ? { sourceImageId: image.SourceImageId } : {}),
    ...(image.DeprecationTime ? { deprecatedAt: isoTime(image.DeprecationTime) } : {}),
    ...(image.LastLaunchedTime ? { lastLaunchedAt: isoTime(image.LastLaunchedTime) } : {}),
    ...(image.DeregistrationProtection ? { deregistrationProtection: image.DeregistrationProtection } : {}),
    public: image.Public ?? false,
    own: image.OwnerId === accountId,
    sizeGiB: disks.reduce((sum, { VolumeSize = 0 }) => sum + VolumeSize, 0),
    encrypted: encryptionOf(disks),
  };
  const snapshots = disks.flatMap(({ SnapshotId }) => SnapshotId ?? []);
  return { row, search: searchText(row, shownTags(image.Tags), snapshots) };
}

/** An image in the Recycle Bin as a row: AWS tells no more of it than this until it is restored. */
export function toBinnedRow(image: ImageRecycleBinInfo, region: string, accountId: string): IndexedRow {
  const row: ImageRow = {
    imageId: image.ImageId ?? '',
    region,
    name: image.Name ?? '',
    nameTag: '',
    description: image.Description ?? '',
    state: 'deregistered',
    createdAt: '',
    ownerId: accountId,
    architecture: '',
    platform: '',
    public: false,
    own: true,
    sizeGiB: 0,
    encrypted: 'no',
    binnedUntil: isoTime(image.RecycleBinExitTime),
  };
  return { row, search: searchText(row, [], []) };
}

function encryptionOf(disks: readonly { Encrypted?: boolean | undefined }[]): Encryption {
  const encrypted = disks.filter(({ Encrypted }) => Encrypted).length;
  if (encrypted === 0) return 'no';
  return encrypted === disks.length ? 'yes' : 'partly';
}

function searchText(
  row: ImageRow,
  tags: readonly { readonly key: string; readonly value: string }[],
  snapshots: readonly string[],
): string {
  const words = [row.nameTag, row.name, row.imageId, row.state, row.description, row.architecture, row.platform]
    .concat(row.region, row.ownerId, row.ownerAlias ?? '', row.sourceInstanceId ?? '', row.sourceImageId ?? '')
    .concat(tags.map(({ key, value }) => `${key}=${value}`))
    .concat(snapshots);
  return words
    .filter((word) => word !== '')
    .join('\n')
    .toLowerCase();
}
