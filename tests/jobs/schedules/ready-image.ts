import { ModifyImageAttributeCommand, ModifySnapshotAttributeCommand, RegisterImageCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from '../../../main/practice/cloud/cloud.ts';
import { outsider, ownBackup } from '../../leftovers/left-over-things.ts';
import { PARTNER } from '../../share/share-rig.ts';

/** The id of an image that can be launched, made behind the app's back. */
export async function readyImage(cloud: Cloud): Promise<string> {
  return (await register(cloud)).imageId;
}

/** The id of one that the partner may launch and copy. */
export async function sharedImage(cloud: Cloud): Promise<string> {
  const { imageId, snapshotId } = await register(cloud);
  const ec2 = outsider(cloud);
  const Add = [{ UserId: PARTNER }];
  await ec2.send(new ModifySnapshotAttributeCommand({ SnapshotId: snapshotId, CreateVolumePermission: { Add } }));
  await ec2.send(new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Add } }));
  ec2.destroy();
  return imageId;
}

async function register(cloud: Cloud): Promise<{ imageId: string; snapshotId: string }> {
  const ec2 = outsider(cloud);
  const snapshotId = await ownBackup(ec2);
  await cloud.request('step', { seconds: 300 });
  const { ImageId = '' } = await ec2.send(
    new RegisterImageCommand({
      Name: 'ready-image',
      Architecture: 'x86_64',
      VirtualizationType: 'hvm',
      RootDeviceName: '/dev/sda1',
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: snapshotId } }],
    }),
  );
  await cloud.request('step', { seconds: 300 });
  ec2.destroy();
  return { imageId: ImageId, snapshotId };
}
