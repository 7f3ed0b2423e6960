import {
  CancelImageLaunchPermissionCommand,
  CopyImageCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotAttributeCommand,
  DescribeSnapshotsCommand,
  DisableImageBlockPublicAccessCommand,
  EnableImageBlockPublicAccessCommand,
  GetImageBlockPublicAccessStateCommand,
  type LaunchPermission,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
} from '@aws-sdk/client-ec2';
import type { ShareState } from '../../src/share/contract.ts';
import type { Receiver } from '../../src/share/receivers.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages } from '../aws/shapes.ts';

/** Whether to let in or to let out. */
export type Direction = 'add' | 'remove';

interface Dry {
  readonly dryRun?: boolean;
}

/** Who may launch an image of this account. */
export async function launchPermissions(cloud: Cloud, imageId: string): Promise<Receiver[]> {
  const { LaunchPermissions = [] } = await cloud.read.send(
    new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }),
  );
  return LaunchPermissions.flatMap((entry): Receiver[] => {
    if (entry.Group) return [{ kind: 'everyone', id: 'all' }];
    if (entry.UserId) return [{ kind: 'account', id: entry.UserId }];
    if (entry.OrganizationArn) return [{ kind: 'organization', id: entry.OrganizationArn }];
    if (entry.OrganizationalUnitArn) return [{ kind: 'unit', id: entry.OrganizationalUnitArn }];
    return [];
  });
}

/** Lets receivers launch an image, or no longer; saying the same again changes nothing. */
export async function changeLaunchPermissions(
  cloud: Cloud,
  imageId: string,
  direction: Direction,
  receivers: readonly Receiver[],
  { dryRun = false }: Dry = {},
): Promise<void> {
  const list = receivers.map(awsPermission);
  await cloud.read.send(
    new ModifyImageAttributeCommand({
      ImageId: imageId,
      LaunchPermission: direction === 'add' ? { Add: list } : { Remove: list },
      ...(dryRun ? { DryRun: true } : {}),
    }),
  );
}

function awsPermission({ kind, id }: Receiver): LaunchPermission {
  switch (kind) {
    case 'everyone':
      return { Group: 'all' };
    case 'account':
      return { UserId: id };
    case 'organization':
      return { OrganizationArn: id };
    case 'unit':
      return { OrganizationalUnitArn: id };
  }
}

/** The accounts that a snapshot of this account is shared with. */
export async function snapshotAccounts(cloud: Cloud, snapshotId: string): Promise<string[]> {
  const { CreateVolumePermissions = [] } = await cloud.read.send(
    new DescribeSnapshotAttributeCommand({ SnapshotId: snapshotId, Attribute: 'createVolumePermission' }),
  );
  return CreateVolumePermissions.flatMap(({ UserId }) => UserId ?? []);
}

/** Lets accounts read a snapshot, or no longer; saying the same again changes nothing. */
export async function changeSnapshotAccounts(
  cloud: Cloud,
  snapshotId: string,
  direction: Direction,
  accountIds: readonly string[],
  { dryRun = false }: Dry = {},
): Promise<void> {
  await cloud.read.send(
    new ModifySnapshotAttributeCommand({
      SnapshotId: snapshotId,
      Attribute: 'createVolumePermission',
      OperationType: direction,
      UserIds: [...accountIds],
      ...(dryRun ? { DryRun: true } : {}),
    }),
  );
}

/** The snapshots among these that this account can read, each with the key that encrypts it. */
export async function readableSnapshots(
  cloud: Cloud,
  ids: readonly string[],
): Promise<{ snapshotId: string; keyArn: string | undefined }[]> {
  if (ids.length === 0) return [];
  // Asked by filter, so that one that cannot be seen is merely missing.
  const { Snapshots = [] } = await cloud.read.send(
    new DescribeSnapshotsCommand({ Filters: [{ Name: 'snapshot-id', Values: [...new Set(ids)] }] }),
  );
  return Snapshots.map(({ SnapshotId = '', KmsKeyId }) => ({ snapshotId: SnapshotId, keyArn: KmsKeyId }));
}

/** How many images of this account are public in the Region. */
export async function countPublicImages(cloud: Cloud): Promise<number> {
  const images = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeImagesCommand({
        Owners: ['self'],
        Filters: [{ Name: 'is-public', Values: ['true'] }],
        IncludeDeprecated: true,
        MaxResults: 1000,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    return { items: page.Images ?? [], next: page.NextToken };
  });
  return images.length;
}

/** The watermarks that an image carries. */
export async function watermarksOf(cloud: Cloud, imageId: string): Promise<string[]> {
  const { Images = [] } = await cloud.read.send(new DescribeImagesCommand({ ImageIds: [imageId] }));
  return (Images[0]?.ImageWatermarks ?? []).flatMap(({ WatermarkKey }) => WatermarkKey ?? []);
}

/** Whether the account blocks public images in the Region. */
export async function publicBlock(cloud: Cloud): Promise<ShareState['publicBlock']> {
  const { ImageBlockPublicAccessState: state, ManagedBy } = await cloud.read.send(
    new GetImageBlockPublicAccessStateCommand({}),
  );
  return { state: state === 'unblocked' ? 'off' : 'on', managed: ManagedBy === 'declarative-policy' };
}

/** Switches the block of public images. */
export async function setPublicBlock(cloud: Cloud, blocked: boolean, { dryRun = false }: Dry = {}): Promise<void> {
  const dry = dryRun ? { DryRun: true } : {};
  const ImageBlockPublicAccessState = 'block-new-sharing';
  if (blocked) await cloud.read.send(new EnableImageBlockPublicAccessCommand({ ImageBlockPublicAccessState, ...dry }));
  else await cloud.read.send(new DisableImageBlockPublicAccessCommand(dry));
}

/** Gives up this account's own permission to launch somebody else's image. */
export async function cancelLaunchPermission(
  cloud: Cloud,
  imageId: string,
  { dryRun = false }: Dry = {},
): Promise<void> {
  await cloud.read.send(
    new CancelImageLaunchPermissionCommand({ ImageId: imageId, ...(dryRun ? { DryRun: true } : {}) }),
  );
}

/** Asks whether an image could be copied within its Region, without copying it. */
export async function tryCopy(cloud: Cloud, imageId: string): Promise<void> {
  await cloud.read.send(
    new CopyImageCommand({
      SourceImageId: imageId,
      SourceRegion: cloud.region,
      Name: `amiable-dry-run-${imageId}`,
      DryRun: true,
    }),
  );
}
