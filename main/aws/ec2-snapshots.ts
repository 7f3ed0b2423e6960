import { DescribeSnapshotsCommand } from '@aws-sdk/client-ec2';
import type { OfferedSnapshot } from '../../src/images/contract.ts';
import type { Cloud } from './cloud.ts';
import { allPages, isoTime, tagValue } from './shapes.ts';

/** The sizes in GiB of the snapshots that can be seen; asked by filter, so that an unknown id is merely missing. */
export async function snapshotSizes(cloud: Cloud, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { Snapshots = [] } = await cloud.read.send(
    new DescribeSnapshotsCommand({ Filters: [{ Name: 'snapshot-id', Values: [...new Set(ids)] }] }),
  );
  return new Map(Snapshots.map(({ SnapshotId = '', VolumeSize = 0 }) => [SnapshotId, VolumeSize]));
}

/** How many snapshots are offered to choose from; an older one can still be typed. */
const OFFERED = 500;

/** Own snapshots that volumes can be made of now, newest first. */
export async function offeredSnapshots(cloud: Cloud): Promise<OfferedSnapshot[]> {
  const found = await allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeSnapshotsCommand({
        OwnerIds: ['self'],
        Filters: [{ Name: 'status', Values: ['completed'] }],
        MaxResults: 1000,
        NextToken,
      }),
    );
    return { items: page.Snapshots ?? [], next: page.NextToken };
  });
  return found
    .map((snapshot) => ({
      snapshotId: snapshot.SnapshotId ?? '',
      nameTag: tagValue(snapshot.Tags, 'Name'),
      description: snapshot.Description ?? '',
      sizeGiB: snapshot.VolumeSize ?? 0,
      encrypted: snapshot.Encrypted ?? false,
      startedAt: isoTime(snapshot.StartTime),
    }))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    .slice(0, OFFERED);
}
