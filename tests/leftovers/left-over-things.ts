import {
  AllocateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateImageCommand,
  CreateSecurityGroupCommand,
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DeregisterImageCommand,
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { Cloud } from '../../main/practice/cloud/cloud.ts';
import type { LeftoverKind } from '../../src/leftovers/contract.ts';
import type { MainSide } from '../desktop/main-side.ts';

/** A client of the practice cloud that is not the app's, as its first person. */
export function outsider({ ready }: Cloud, region = ready.defaultRegion): EC2Client {
  const [{ accessKeyId, secretAccessKey }] = ready.people;
  return new EC2Client({ endpoint: ready.endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}

/** Leaves an unattached volume behind; answers its id. */
export async function looseVolume(ec2: EC2Client, zone: string, size = 20): Promise<string> {
  const { VolumeId = '' } = await ec2.send(
    new CreateVolumeCommand({
      AvailabilityZone: zone,
      Size: size,
      VolumeType: 'gp3',
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'old-data' }] }],
    }),
  );
  return VolumeId;
}

/** Leaves a group of the launch page behind, open to the internet; answers its id. */
export async function launchWizardGroup(ec2: EC2Client, name = 'launch-wizard-1'): Promise<string> {
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: name, Description: 'launch-wizard created' }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  return GroupId;
}

/** Leaves one of each kind behind; answers their ids. */
export async function oneOfEach(side: MainSide): Promise<Record<LeftoverKind, string>> {
  const ec2 = outsider(side.cloud);
  await keepImages(side, null);
  const gone = await makeImage(ec2, 'gone-image');
  await side.fault({ operation: 'CreateImage', mode: 'fail-later' });
  const image = await makeImage(ec2, 'broken-image');
  await settled(side);
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  await ec2.send(new DeregisterImageCommand({ ImageId: gone }));
  const left = {
    image,
    volume: await looseVolume(ec2, `${side.cloud.ready.defaultRegion}a`),
    snapshot: Snapshots.find(({ Description }) => Description?.endsWith(`for ${gone}`))?.SnapshotId ?? '',
    group: await launchWizardGroup(ec2),
    address: (await ec2.send(new AllocateAddressCommand({}))).AllocationId ?? '',
  };
  await settled(side);
  ec2.destroy();
  return left;
}

/** For how many days deregistered images can be had back; null switches the Recycle Bin off. */
export async function keepImages({ cloud }: MainSide, imageRetentionDays: number | null): Promise<void> {
  const { people, defaultRegion: region } = cloud.ready;
  await cloud.request('configure', { accountId: people[0].accountId, region, imageRetentionDays });
}

/** Begins an image of web-02, of nothing but its root disk; answers its id. */
export async function makeImage(ec2: EC2Client, name: string): Promise<string> {
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['web-02'] }] }),
  );
  const InstanceId = Reservations[0]?.Instances?.[0]?.InstanceId ?? '';
  const { ImageId = '' } = await ec2.send(new CreateImageCommand({ InstanceId, Name: name, NoReboot: true }));
  return ImageId;
}

/** Lets everything that was begun come to its end: a minute of practice time and more. */
export async function settled(side: MainSide): Promise<void> {
  await side.cloud.request('step', { seconds: 300 });
}

/** Makes a snapshot of the first volume that there is; answers its id. */
export async function ownBackup(ec2: EC2Client): Promise<string> {
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({}));
  const { SnapshotId = '' } = await ec2.send(
    new CreateSnapshotCommand({ VolumeId: Volumes[0]?.VolumeId ?? '', Description: 'before the update' }),
  );
  return SnapshotId;
}
