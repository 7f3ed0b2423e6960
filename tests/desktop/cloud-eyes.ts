import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { Cloud } from '../../main/practice/cloud/cloud.ts';
import type { PracticePerson } from '../../src/practice/port.ts';

/** Everything that one account of the practice cloud holds in a Region, by id. */
export interface Inventory {
  readonly images: readonly string[];
  readonly snapshots: readonly string[];
  /** Those that run or will. */
  readonly instances: readonly string[];
  readonly groups: readonly string[];
  readonly keyPairs: readonly string[];
}

/** What is really there, asked by a client that is not the app's. */
export async function inventory(
  cloud: Cloud,
  region = cloud.ready.defaultRegion,
  person: PracticePerson = cloud.ready.people[0],
): Promise<Inventory> {
  const { accessKeyId, secretAccessKey } = person;
  const ec2 = new EC2Client({
    endpoint: cloud.ready.endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
  });
  const [images, snapshots, instances, groups, keyPairs] = await Promise.all([
    ec2.send(new DescribeImagesCommand({ Owners: ['self'], IncludeDisabled: true, IncludeDeprecated: true })),
    ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] })),
    ec2.send(new DescribeInstancesCommand({})),
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeKeyPairsCommand({})),
  ]);
  ec2.destroy();
  return {
    images: (images.Images ?? []).map(({ ImageId = '' }) => ImageId).sort(),
    snapshots: (snapshots.Snapshots ?? []).map(({ SnapshotId = '' }) => SnapshotId).sort(),
    instances: (instances.Reservations ?? [])
      .flatMap(({ Instances = [] }) => Instances)
      .filter(({ State }) => !/shutting-down|terminated/.test(State?.Name ?? ''))
      .map(({ InstanceId = '' }) => InstanceId)
      .sort(),
    groups: (groups.SecurityGroups ?? []).map(({ GroupId = '' }) => GroupId).sort(),
    keyPairs: (keyPairs.KeyPairs ?? []).map(({ KeyName = '' }) => KeyName).sort(),
  };
}

/** Two inventories as one. */
export function together(one: Inventory, other: Inventory): Inventory {
  const both = (kind: keyof Inventory) => [...one[kind], ...other[kind]];
  return {
    images: both('images'),
    snapshots: both('snapshots'),
    instances: both('instances'),
    groups: both('groups'),
    keyPairs: both('keyPairs'),
  };
}

/** The ids of `after` that were not there before. */
export function added(before: Inventory, after: Inventory): Inventory {
  const news = (kind: keyof Inventory) => after[kind].filter((id) => !before[kind].includes(id));
  return {
    images: news('images'),
    snapshots: news('snapshots'),
    instances: news('instances'),
    groups: news('groups'),
    keyPairs: news('keyPairs'),
  };
}

/** An inventory with nothing in it. */
export const nothing: Inventory = { images: [], snapshots: [], instances: [], groups: [], keyPairs: [] };
