import { readFile } from 'node:fs/promises';
import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';

/**
 * The practice cloud as somebody else sees it: an ordinary SDK client beside the app.
 *
 * The journey asserts here what really became true, not what the window says.
 */
export interface CloudSide {
  image(name: string): ReturnType<typeof findImage>;
  images(): Promise<readonly string[]>;
  snapshots(ids: readonly string[]): Promise<readonly { id: string; tags: Tags; progress: string }[]>;
  instance(id: string): ReturnType<typeof findInstance>;
  instanceNamed(name: string): ReturnType<typeof findInstance>;
  keyPairs(): Promise<readonly string[]>;
  group(id: string): ReturnType<typeof findGroup>;
  volumeEncrypted(id: string): Promise<boolean>;
}

type Tags = Readonly<Record<string, string>>;

/** Opens a client on the practice cloud that wrote `connectionFile` (switch --practice-connection-file). */
export async function openCloudSide(connectionFile: string): Promise<CloudSide> {
  const connection = JSON.parse(await readFile(connectionFile, 'utf8'));
  const ec2 = new EC2Client({
    endpoint: connection.endpoint,
    region: connection.region,
    credentials: { accessKeyId: connection.accessKeyId, secretAccessKey: connection.secretAccessKey },
  });
  return {
    image: (name) => findImage(ec2, name),
    images: async () =>
      (await ec2.send(new DescribeImagesCommand({ Owners: ['self'] }))).Images?.map((i) => i.Name ?? '') ?? [],
    snapshots: async (ids) => {
      const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [...ids] }));
      return Snapshots.map((s) => ({ id: s.SnapshotId ?? '', tags: tagsOf(s.Tags), progress: s.Progress ?? '' }));
    },
    instance: (id) => findInstance(ec2, { InstanceIds: [id] }),
    instanceNamed: (name) =>
      findInstance(ec2, {
        Filters: [
          { Name: 'tag:Name', Values: [name] },
          { Name: 'instance-state-name', Values: ['pending', 'running'] },
        ],
      }),
    keyPairs: async () => (await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs?.map((k) => k.KeyName ?? '') ?? [],
    group: (id) => findGroup(ec2, id),
    volumeEncrypted: async (id) =>
      (await ec2.send(new DescribeVolumesCommand({ VolumeIds: [id] }))).Volumes?.[0]?.Encrypted === true,
  };
}

async function findImage(ec2: EC2Client, name: string) {
  const { Images = [] } = await ec2.send(
    new DescribeImagesCommand({ Owners: ['self'], Filters: [{ Name: 'name', Values: [name] }] }),
  );
  const image = Images[0];
  return image && { ...image, tags: tagsOf(image.Tags) };
}

async function findInstance(ec2: EC2Client, query: DescribeInstancesCommand['input']) {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(query));
  const found = Reservations.flatMap((reservation) => reservation.Instances ?? []);
  const instance = found[0];
  return instance && { ...instance, tags: tagsOf(instance.Tags), count: found.length };
}

async function findGroup(ec2: EC2Client, id: string) {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
  return SecurityGroups[0];
}

function tagsOf(list: readonly { Key?: string; Value?: string }[] | undefined): Tags {
  return Object.fromEntries((list ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));
}
