import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Table } from '../../main/practice/cloud/world/table.ts';
import { multiplyDisks } from './large-world.ts';
import { commandOf, type Machine, type StorageCloud, startStorageCloud } from './storage-cloud.ts';

let it: StorageCloud;
let db: Machine;
let ids: { volume: string; snapshot: string };
beforeAll(async () => {
  it = await startStorageCloud();
  await multiplyDisks(it.cloud, 500);
  db = await it.machine('db-01');
  const volume = await it.volume({ AvailabilityZone: db.zone });
  ids = { volume, snapshot: await it.snapshot(volume) };
});
afterAll(() => it.end());

/** The tables of disks that were walked through while something was done. */
async function walked(work: () => Promise<unknown>): Promise<string[]> {
  const paths: string[] = [];
  const note = ({ path }: { readonly path: string }) => {
    if (/\/(volumes|snapshots|kms-keys)$/.test(path)) paths.push(path);
  };
  const { all, [Symbol.iterator]: iterate } = Table.prototype;
  Table.prototype.all = function () {
    note(this);
    return all.call(this);
  };
  Table.prototype[Symbol.iterator] = function () {
    note(this);
    return iterate.call(this);
  };
  await work().finally(() => Object.assign(Table.prototype, { all, [Symbol.iterator]: iterate }));
  return [...new Set(paths)];
}

const send = (name: string, input: object) => () => it.own.send(commandOf(name, input));

describe('a call about few disks does not walk through all of them', () => {
  const calls: [string, (known: typeof ids) => object][] = [
    ['DescribeVolumes', ({ volume }) => ({ VolumeIds: [volume] })],
    ['DescribeVolumes', ({ volume }) => ({ Filters: [{ Name: 'volume-id', Values: [volume] }] })],
    ['DescribeVolumes', () => ({ Filters: [{ Name: 'attachment.instance-id', Values: [db.id] }] })],
    ['DescribeVolumeStatus', ({ volume }) => ({ VolumeIds: [volume] })],
    ['DescribeSnapshots', ({ snapshot }) => ({ SnapshotIds: [snapshot] })],
    ['DescribeSnapshots', ({ snapshot }) => ({ Filters: [{ Name: 'snapshot-id', Values: [snapshot] }] })],
    ['DescribeSnapshots', ({ volume }) => ({ Filters: [{ Name: 'volume-id', Values: [volume] }] })],
    ['DescribeSnapshotAttribute', ({ snapshot }) => ({ SnapshotId: snapshot, Attribute: 'createVolumePermission' })],
    ['CreateVolume', ({ snapshot }) => ({ AvailabilityZone: db.zone, SnapshotId: snapshot, Encrypted: true })],
    ['AttachVolume', ({ volume }) => ({ VolumeId: volume, InstanceId: db.id, Device: '/dev/sdp' })],
    ['CreateSnapshot', ({ volume }) => ({ VolumeId: volume })],
    ['ModifyVolume', ({ volume }) => ({ VolumeId: volume, Size: 11 })],
    ['DescribeVolumesModifications', ({ volume }) => ({ VolumeIds: [volume] })],
    ['DetachVolume', ({ volume }) => ({ VolumeId: volume })],
    ['DeleteVolume', ({ volume }) => ({ VolumeId: volume })],
    ['CopySnapshot', ({ snapshot }) => ({ SourceRegion: 'eu-central-1', SourceSnapshotId: snapshot })],
    ['DeleteSnapshot', ({ snapshot }) => ({ SnapshotId: snapshot })],
  ];
  test.each(calls)('%s', async (name, inputOf) => {
    expect(await walked(send(name, inputOf(ids)))).toEqual([]);
  });

  test('while one about all of them does', async () => {
    expect(await walked(send('DescribeVolumes', {}))).toEqual(['111122223333/eu-central-1/volumes']);
    expect(await walked(send('DescribeSnapshots', {}))).toEqual(['111122223333/eu-central-1/snapshots']);
  });
});

test('a page of a long list holds what it was asked for', async () => {
  const first = await it.own.send(new sdk.DescribeSnapshotsCommand({ MaxResults: 100 }));
  expect(first.Snapshots).toHaveLength(100);
  expect(first.NextToken).toBeDefined();
});
