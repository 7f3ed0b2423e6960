import { type Image as AwsImage, DescribeSnapshotsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { chunks } from '../aws/shapes.ts';

/** Percent per image from its snapshots, weighted by size: an image has no progress of its own. */
export async function progressOf(client: EC2Client, images: readonly AwsImage[]): Promise<ReadonlyMap<string, number>> {
  const ids = images.flatMap((image) => (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []));
  const pages = await Promise.all(
    chunks([...new Set(ids)], 200).map((part) =>
      client.send(
        new DescribeSnapshotsCommand({ OwnerIds: ['self'], Filters: [{ Name: 'snapshot-id', Values: part }] }),
      ),
    ),
  );
  const snapshots = new Map(pages.flatMap(({ Snapshots = [] }) => Snapshots).map((entry) => [entry.SnapshotId, entry]));
  return new Map(
    images.map((image) => {
      const sizes = (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => {
        const snapshot = snapshots.get(Ebs?.SnapshotId);
        const percent = snapshot?.State === 'completed' ? 100 : Number.parseInt(snapshot?.Progress ?? '0', 10) || 0;
        return Ebs?.SnapshotId ? [{ size: Ebs.VolumeSize ?? snapshot?.VolumeSize ?? 1, percent }] : [];
      });
      const whole = sizes.reduce((sum, { size }) => sum + size, 0);
      const done = sizes.reduce((sum, { size, percent }) => sum + size * percent, 0);
      return [image.ImageId ?? '', whole === 0 ? 0 : Math.floor(done / whole)];
    }),
  );
}
