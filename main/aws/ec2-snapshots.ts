import { DescribeSnapshotsCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from './cloud.ts';

/** The sizes in GiB of the snapshots that can be seen; asked by filter, so that an unknown id is merely missing. */
export async function snapshotSizes(cloud: Cloud, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { Snapshots = [] } = await cloud.read.send(
    new DescribeSnapshotsCommand({ Filters: [{ Name: 'snapshot-id', Values: [...new Set(ids)] }] }),
  );
  return new Map(Snapshots.map(({ SnapshotId = '', VolumeSize = 0 }) => [SnapshotId, VolumeSize]));
}
