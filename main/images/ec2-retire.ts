import {
  DeregisterImageCommand,
  DescribeImageAttributeCommand,
  DisableImageCommand,
  DisableImageDeprecationCommand,
  DisableImageDeregistrationProtectionCommand,
  EnableImageCommand,
  EnableImageDeprecationCommand,
  EnableImageDeregistrationProtectionCommand,
  type LaunchPermission,
  ListImagesInRecycleBinCommand,
  ModifyImageAttributeCommand,
  RestoreImageFromRecycleBinCommand,
} from '@aws-sdk/client-ec2';
import type { Binned } from '../../src/images/retire.ts';
import { EVERYONE, type Receiver } from '../../src/share/receivers.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf } from '../aws/errors.ts';
import { allPages, isoTime } from '../aws/shapes.ts';

/** `true` asks only whether it may be done. */
interface Ask {
  readonly DryRun?: boolean;
}

/** Who may launch an image besides its owner, who alone may ask. */
export async function readShares(cloud: Cloud, imageId: string): Promise<Receiver[]> {
  const { LaunchPermissions = [] } = await cloud.read.send(
    new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }),
  );
  return LaunchPermissions.flatMap(({ Group, UserId, OrganizationArn, OrganizationalUnitArn }): Receiver[] => {
    if (Group) return [EVERYONE];
    if (UserId) return [{ kind: 'account', id: UserId }];
    if (OrganizationArn) return [{ kind: 'organization', id: OrganizationArn }];
    return OrganizationalUnitArn ? [{ kind: 'unit', id: OrganizationalUnitArn }] : [];
  });
}

/** Lets these launch the image. May be repeated without harm. */
export async function addShares(cloud: Cloud, imageId: string, shares: readonly Receiver[]): Promise<void> {
  const Add = shares.map(permissionOf);
  await cloud.read.send(new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Add } }));
}

function permissionOf({ kind, id }: Receiver): LaunchPermission {
  switch (kind) {
    case 'account':
      return { UserId: id };
    case 'organization':
      return { OrganizationArn: id };
    case 'unit':
      return { OrganizationalUnitArn: id };
    case 'everyone':
      return { Group: 'all' };
  }
}

/** Switches an image off. May be repeated without harm. */
export async function sendDisable(cloud: Cloud, ImageId: string, ask: Ask = {}): Promise<void> {
  await cloud.read.send(new DisableImageCommand({ ImageId, ...ask }));
}

/** Switches an image on again. May be repeated without harm. */
export async function sendEnable(cloud: Cloud, ImageId: string, ask: Ask = {}): Promise<void> {
  await cloud.read.send(new EnableImageCommand({ ImageId, ...ask }));
}

/** Sets the day from which others no longer find the image, or takes it back. May be repeated without harm. */
export async function sendDeprecation(cloud: Cloud, ImageId: string, at: Date | null, ask: Ask = {}): Promise<void> {
  if (at) await cloud.read.send(new EnableImageDeprecationCommand({ ImageId, DeprecateAt: at, ...ask }));
  else await cloud.read.send(new DisableImageDeprecationCommand({ ImageId, ...ask }));
}

/** Switches deregistration protection; answers what holds now. May be repeated without harm. */
export async function sendProtection(
  cloud: Cloud,
  ImageId: string,
  change: { readonly on: boolean; readonly withCooldown: boolean },
  ask: Ask = {},
): Promise<string> {
  const { Return = '' } = change.on
    ? await cloud.read.send(
        new EnableImageDeregistrationProtectionCommand({ ImageId, WithCooldown: change.withCooldown, ...ask }),
      )
    : await cloud.read.send(new DisableImageDeregistrationProtectionCommand({ ImageId, ...ask }));
  return Return;
}

/** What became of one snapshot, in AWS's words. */
export interface SnapshotResult {
  readonly snapshotId: string;
  readonly code: string;
}

/** Takes an image away; sent once, because a second one could only say that it is gone. */
export async function sendDeregister(
  cloud: Cloud,
  ImageId: string,
  DeleteAssociatedSnapshots: boolean,
): Promise<SnapshotResult[]> {
  const { DeleteSnapshotResults = [] } = await cloud.once.send(
    new DeregisterImageCommand({ ImageId, DeleteAssociatedSnapshots }),
  );
  return DeleteSnapshotResults.map(({ SnapshotId = '', ReturnCode = '' }) => ({
    snapshotId: SnapshotId,
    code: ReturnCode,
  }));
}

/** Asks whether the image could be deregistered. */
export async function tryDeregister(cloud: Cloud, ImageId: string): Promise<void> {
  await cloud.read.send(new DeregisterImageCommand({ ImageId, DryRun: true }));
}

/** The image as it lies in the Recycle Bin; null when it is not there. */
export async function findBinned(cloud: Cloud, imageId: string): Promise<Binned | null> {
  try {
    const { Images = [] } = await cloud.read.send(new ListImagesInRecycleBinCommand({ ImageIds: [imageId] }));
    const image = Images.find(({ ImageId }) => ImageId === imageId);
    return image ? shapeBinned(image) : null;
  } catch (error) {
    if (awsCodeOf(error) === 'InvalidAMIID.NotFound') return null;
    throw error;
  }
}

/** Everything that lies in the Recycle Bin of the Region. */
export async function listBinned(cloud: Cloud): Promise<Binned[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new ListImagesInRecycleBinCommand({ MaxResults: 1000, ...(NextToken ? { NextToken } : {}) }),
    );
    return { items: (page.Images ?? []).map(shapeBinned), next: page.NextToken };
  });
}

interface AwsBinned {
  readonly ImageId?: string | undefined;
  readonly Name?: string | undefined;
  readonly RecycleBinEnterTime?: Date | undefined;
  readonly RecycleBinExitTime?: Date | undefined;
}

function shapeBinned({ ImageId = '', Name = '', RecycleBinEnterTime, RecycleBinExitTime }: AwsBinned): Binned {
  return {
    imageId: ImageId,
    name: Name,
    enteredAt: isoTime(RecycleBinEnterTime),
    exitsAt: isoTime(RecycleBinExitTime),
  };
}

/** Gives an image back from the Recycle Bin. */
export async function sendRestore(cloud: Cloud, ImageId: string, ask: Ask = {}): Promise<void> {
  await cloud.read.send(new RestoreImageFromRecycleBinCommand({ ImageId, ...ask }));
}
