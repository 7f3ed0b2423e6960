import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPublicSnapshot, publicImagesOf } from '../../main/practice/cloud/data/public-images.ts';
import { accounts, commandOf, type Machine, nobody, type StorageCloud, startStorageCloud } from './storage-cloud.ts';

let it: StorageCloud;
let web: Machine;
let db: Machine;
beforeAll(async () => {
  it = await startStorageCloud();
  web = await it.machine('web-01');
  db = await it.machine('db-01');
});
beforeEach(() => it.pause());
afterAll(() => it.end());

const list = async (input: sdk.DescribeSnapshotsCommandInput, client = it.own) =>
  ((await client.send(new sdk.DescribeSnapshotsCommand(input))).Snapshots ?? []).map(
    ({ SnapshotId = '' }) => SnapshotId,
  );

describe('a snapshot of a volume', () => {
  test('gets on by the practice clock, and is complete in the end', async () => {
    const made = await it.own.send(
      new sdk.CreateSnapshotCommand({
        VolumeId: web.root,
        Description: 'Before the update',
        TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Name', Value: 'web' }] }],
      }),
    );
    const { SnapshotId = '' } = made;
    expect(made).toMatchObject({ VolumeId: web.root, State: 'pending', Progress: '', OwnerId: accounts.own });
    await it.step(30);
    expect(await it.lookAtSnapshot(SnapshotId)).toMatchObject({ State: 'pending', Progress: '50%' });
    expect(await it.lookAtSnapshot(SnapshotId)).not.toHaveProperty('CompletionTime');
    await it.step(28);
    expect(await it.lookAtSnapshot(SnapshotId)).toMatchObject({
      State: 'pending',
      Progress: expect.stringMatching(/^9\d%$/),
    });
    await it.step(3);
    expect(await it.lookAtSnapshot(SnapshotId)).toEqual({
      SnapshotId,
      VolumeId: web.root,
      VolumeSize: 8,
      Description: 'Before the update',
      Encrypted: false,
      OwnerId: accounts.own,
      State: 'completed',
      Progress: '100%',
      StartTime: expect.any(Date),
      CompletionTime: expect.any(Date),
      StorageTier: 'standard',
      TransferType: 'standard',
      Tags: [{ Key: 'Name', Value: 'web' }],
    });
  });

  test('holds what is on the disk of a running machine at that moment', async () => {
    const file = { kind: 'file', mode: 0o644, modifiedAt: '2026-11-24T00:00:00Z', base64: 'aGk=' } as const;
    it.machines.disks.set(web.id, { files: { '/home/ubuntu/new.txt': file } });
    const SnapshotId = await it.snapshot(web.root);
    const { ImageId } = await it.own.send(
      new sdk.RegisterImageCommand({
        Name: 'from-snapshot',
        RootDeviceName: '/dev/sda1',
        VirtualizationType: 'hvm',
        Architecture: 'x86_64',
        BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId } }],
      }),
    );
    await it.step(10);
    const launched = await it.own.send(
      new sdk.RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
    );
    await it.cloud.machinesReady();
    const spec = it.machines.specs.find(({ instanceId }) => instanceId === launched.Instances?.[0]?.InstanceId);
    expect(spec?.disk?.files).toEqual({ '/home/ubuntu/new.txt': file });
  });

  test('ends in error where a fault asks for it', async () => {
    await it.cloud.request('addFault', { operation: 'CreateSnapshot', mode: 'fail-later', times: 1 });
    const id = await it.snapshot(web.root);
    const shown = await it.lookAtSnapshot(id);
    expect(shown).toMatchObject({ State: 'error', StateMessage: expect.stringMatching(/could not be completed/) });
    expect(shown).not.toHaveProperty('CompletionTime');
    const use = it.own.send(new sdk.CreateVolumeCommand({ AvailabilityZone: 'eu-central-1a', SnapshotId: id }));
    await expect(use).rejects.toMatchObject({ name: 'IncorrectState' });
  });
});

describe('snapshots of all volumes of an instance', () => {
  const create = async (
    more: Partial<sdk.CreateSnapshotsCommandInput> & { spec?: Partial<sdk.InstanceSpecification> } = {},
  ) => {
    const { spec, ...rest } = more;
    const made = await it.own.send(
      new sdk.CreateSnapshotsCommand({ InstanceSpecification: { InstanceId: db.id, ...spec }, ...rest }),
    );
    return made.Snapshots ?? [];
  };

  test('are of the same moment, with the tags of their volumes where that is wanted', async () => {
    const made = await create({
      Description: 'All of it',
      CopyTagsFromSource: 'volume',
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Why', Value: 'backup' }] }],
    });
    expect(made.map(({ VolumeId }) => VolumeId).sort()).toEqual([db.root, db.data].sort());
    expect(new Set(made.map(({ StartTime }) => StartTime?.getTime())).size).toBe(1);
    expect(made.find(({ VolumeId }) => VolumeId === db.data)).toMatchObject({
      Description: 'All of it',
      State: 'pending',
      VolumeSize: 40,
      OwnerId: accounts.own,
      Tags: [
        { Key: 'Name', Value: 'db-01 data' },
        { Key: 'Why', Value: 'backup' },
      ],
    });
  });

  test('leave out the root volume, or data volumes', async () => {
    expect((await create({ spec: { ExcludeBootVolume: true } })).map(({ VolumeId }) => VolumeId)).toEqual([db.data]);
    await it.pause();
    const rest = await create({ spec: { ExcludeDataVolumeIds: [db.data] } });
    expect(rest.map(({ VolumeId }) => VolumeId)).toEqual([db.root]);
  });

  test('are not made of what is no data volume of the instance, or of nothing', async () => {
    await expect(create({ spec: { ExcludeDataVolumeIds: [db.root] } })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(create({ spec: { ExcludeDataVolumeIds: [web.root] } })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    const nothing = create({ spec: { ExcludeBootVolume: true, ExcludeDataVolumeIds: [db.data] } });
    await expect(nothing).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});

describe('snapshots are listed', () => {
  let made: { first: string; second: string };
  beforeAll(async () => {
    const tag = (Value: string) => ({
      TagSpecifications: [{ ResourceType: 'snapshot' as const, Tags: [{ Key: 'List', Value }] }],
    });
    const first = await it.snapshot(web.root, { Description: 'nightly 1', ...tag('one') });
    await it.pause();
    made = { first, second: await it.snapshot(db.data, { Description: 'nightly 2', ...tag('two') }) };
  });
  const filtered = (Name: string, ...Values: string[]) =>
    list({
      OwnerIds: ['self'],
      Filters: [
        { Name, Values },
        { Name: 'tag-key', Values: ['List'] },
      ],
    });

  test('by each of their filters', async () => {
    const both = [made.first, made.second];
    const shown = await it.lookAtSnapshot(made.first);
    expect(await filtered('snapshot-id', made.second)).toEqual([made.second]);
    expect(await filtered('volume-id', web.root)).toEqual([made.first]);
    expect(await filtered('volume-size', '40')).toEqual([made.second]);
    expect(await filtered('owner-id', accounts.own)).toEqual(both);
    expect(await filtered('owner-alias', 'amazon')).toEqual([]);
    expect(await filtered('description', 'nightly ?')).toEqual(both);
    expect(await filtered('description', '*2')).toEqual([made.second]);
    expect(await filtered('encrypted', 'false')).toEqual(both);
    expect(await filtered('encrypted', 'true')).toEqual([]);
    expect(await filtered('progress', '100%')).toEqual(both);
    expect(await filtered('status', 'completed')).toEqual(both);
    expect(await filtered('status', 'pending', 'error')).toEqual([]);
    expect(await filtered('start-time', shown.StartTime?.toISOString() ?? '')).toEqual([made.first]);
    expect(await filtered('storage-tier', 'standard')).toEqual(both);
    expect(await filtered('storage-tier', 'archive')).toEqual([]);
    expect(await filtered('transfer-type', 'time-based')).toEqual([]);
    expect(await filtered('tag:List', 'two')).toEqual([made.second]);
    expect(await filtered('tag:List', 'tw*', 'on*')).toEqual(both);
    await expect(filtered('colour', 'red')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  test('in pages, each once', async () => {
    const seen: string[] = [];
    const pages = sdk.paginateDescribeSnapshots({ client: it.own, pageSize: 5 }, {});
    for await (const { Snapshots = [] } of pages) {
      expect(Snapshots.length).toBeLessThanOrEqual(5);
      seen.push(...Snapshots.map(({ SnapshotId = '' }) => SnapshotId));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.sort()).toEqual((await list({})).sort());
  });

  test('with the public ones of the Region, whose owners have aliases', async () => {
    const all = publicImagesOf('eu-central-1').map(({ snapshotId }) => snapshotId);
    expect(await list({})).toEqual(expect.arrayContaining(all));
    expect(await list({ RestorableByUserIds: ['all'] })).toEqual(all);
    const amazon = await list({ OwnerIds: ['amazon'] });
    expect(amazon.length).toBeGreaterThan(0);
    expect(amazon.every((id) => findPublicSnapshot('eu-central-1', id)?.ownerAlias === 'amazon')).toBe(true);
    expect(await list({ Filters: [{ Name: 'owner-alias', Values: ['amazon'] }] })).toEqual(amazon);
    expect(await it.lookAtSnapshot(amazon[0] ?? '')).toMatchObject({
      OwnerAlias: 'amazon',
      State: 'completed',
      Tags: [],
    });
  });

  test('without those that are too new to be seen, where that is asked for', async () => {
    await it.pause();
    await it.cloud.request('configure', { accountId: accounts.own, region: 'eu-central-1', visibilityDelay: 20 });
    const { SnapshotId = '' } = await it.own.send(new sdk.CreateSnapshotCommand({ VolumeId: web.root }));
    expect(await list({ OwnerIds: ['self'] })).not.toContain(SnapshotId);
    await expect(it.lookAtSnapshot(SnapshotId)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    await it.step(21);
    expect(await list({ OwnerIds: ['self'] })).toContain(SnapshotId);
    await it.cloud.request('configure', { accountId: accounts.own, region: 'eu-central-1', visibilityDelay: 0 });
  });

  test('with their storage tier', async () => {
    const { SnapshotTierStatuses } = await it.own.send(
      new sdk.DescribeSnapshotTierStatusCommand({ Filters: [{ Name: 'snapshot-id', Values: [made.first] }] }),
    );
    expect(SnapshotTierStatuses).toEqual([
      expect.objectContaining({ SnapshotId: made.first, StorageTier: 'standard', Status: 'completed' }),
    ]);
  });
});

describe('a snapshot is deleted', () => {
  test('when nothing needs it; what was made of it stays', async () => {
    const id = await it.snapshot(web.root);
    const volume = await it.volume({ SnapshotId: id });
    await it.own.send(new sdk.DeleteSnapshotCommand({ SnapshotId: id }));
    await expect(it.lookAtSnapshot(id)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
    expect((await it.lookAtVolume(volume)).SnapshotId).toBe(id);
  });

  test('only after its image, also while that is in the Recycle Bin', async () => {
    const { ImageId = '' } = await it.own.send(new sdk.CreateImageCommand({ InstanceId: web.id, Name: 'in-use' }));
    const { Images } = await it.own.send(new sdk.DescribeImagesCommand({ ImageIds: [ImageId] }));
    const SnapshotId = Images?.[0]?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '';
    const remove = () => it.own.send(new sdk.DeleteSnapshotCommand({ SnapshotId }));
    const inUse = {
      name: 'InvalidSnapshot.InUse',
      message: `The snapshot ${SnapshotId} is currently in use by ${ImageId}`,
    };
    await expect(remove()).rejects.toMatchObject(inUse);
    await it.step(200);
    await it.own.send(new sdk.DeregisterImageCommand({ ImageId }));
    await expect(remove()).rejects.toMatchObject(inUse);
    await it.step(8 * 86_400);
    await remove();
  });
});

test('DryRun answers that it would work, and changes nothing', async () => {
  const before = await list({ OwnerIds: ['self'] });
  const [SnapshotId = ''] = before;
  const inputs: Record<string, object> = {
    CreateSnapshot: { VolumeId: web.root },
    CreateSnapshots: { InstanceSpecification: { InstanceId: db.id } },
    CopySnapshot: { SourceRegion: 'eu-central-1', SourceSnapshotId: before.at(-1) },
    DescribeSnapshots: {},
    DescribeSnapshotTierStatus: {},
    DescribeSnapshotAttribute: { SnapshotId, Attribute: 'createVolumePermission' },
    ModifySnapshotAttribute: { SnapshotId, OperationType: 'add', UserIds: [accounts.other] },
    ResetSnapshotAttribute: { SnapshotId, Attribute: 'createVolumePermission' },
    EnableSnapshotBlockPublicAccess: { State: 'block-all-sharing' },
    DisableSnapshotBlockPublicAccess: {},
    GetSnapshotBlockPublicAccessState: {},
    DeleteSnapshot: { SnapshotId: before.at(-1) },
  };
  for (const [name, input] of Object.entries(inputs)) {
    const sent = it.own.send(commandOf(name, { ...input, DryRun: true }));
    await expect(sent, name).rejects.toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
  }
  expect(await list({ OwnerIds: ['self'] })).toEqual(before);
  const state = await it.own.send(new sdk.GetSnapshotBlockPublicAccessStateCommand({}));
  expect(state.State).toBe('unblocked');
});

describe('EC2 refuses in its own words', () => {
  const missing = `snap-${nobody}`;
  const publicId = publicImagesOf('eu-central-1')[0]?.snapshotId ?? '';
  const refusals: [string, object, string, RegExp][] = [
    ['CreateSnapshot', { VolumeId: `vol-${nobody}` }, 'InvalidVolume.NotFound', /The volume 'vol-.*' does not exist\./],
    ['CreateSnapshot', { VolumeId: 'root' }, 'InvalidVolumeID.Malformed', /expecting "vol-/],
    ['CreateSnapshot', { VolumeId: '<web>', Description: 'x'.repeat(256) }, 'InvalidParameterValue', /255/],
    ['CreateSnapshot', { VolumeId: '<web>', OutpostArn: 'arn:x' }, 'UnsupportedOperation', /OutpostArn/],
    ['CreateSnapshot', { VolumeId: '<web>', Location: 'local' }, 'UnsupportedOperation', /Location/],
    [
      'CreateSnapshot',
      { VolumeId: '<web>', TagSpecifications: [{ ResourceType: 'volume', Tags: [] }] },
      'InvalidParameterValue',
      /taggable/,
    ],
    [
      'CreateSnapshots',
      { InstanceSpecification: { InstanceId: `i-${nobody}` } },
      'InvalidInstanceID.NotFound',
      /does not exist/,
    ],
    [
      'DescribeSnapshots',
      { SnapshotIds: [missing] },
      'InvalidSnapshot.NotFound',
      /The snapshot 'snap-.*' does not exist\./,
    ],
    ['DescribeSnapshots', { SnapshotIds: ['latest'] }, 'InvalidSnapshotID.Malformed', /expecting "snap-/],
    ['DescribeSnapshots', { MaxResults: 4 }, 'InvalidParameterValue', /between 5 and 1000/],
    ['DescribeSnapshots', { MaxResults: 1001 }, 'InvalidParameterValue', /between 5 and 1000/],
    ['DescribeSnapshots', { MaxResults: 5, SnapshotIds: [publicId] }, 'InvalidParameterCombination', /snapshotIdSet/],
    ['DescribeSnapshots', { OwnerIds: ['me'] }, 'InvalidUserID.Malformed', /me/],
    ['DescribeSnapshots', { RestorableByUserIds: ['me'] }, 'InvalidUserID.Malformed', /me/],
    ['DescribeSnapshots', { NextToken: 'x' }, 'InvalidNextToken', /NextToken/],
    ['DeleteSnapshot', { SnapshotId: missing }, 'InvalidSnapshot.NotFound', /does not exist/],
    ['DeleteSnapshot', { SnapshotId: publicId }, 'AuthFailure', /Not authorized for snapshot/],
    [
      'DescribeSnapshotAttribute',
      { SnapshotId: publicId, Attribute: 'createVolumePermission' },
      'AuthFailure',
      /Not authorized/,
    ],
    [
      'EnableSnapshotBlockPublicAccess',
      { State: 'unblocked' },
      'InvalidParameterValue',
      /block-all-sharing or block-new-sharing/,
    ],
  ];
  test.each(refusals)('%s of %j: %s', async (name, input, code, words) => {
    const known = JSON.parse(JSON.stringify(input).replaceAll('<web>', web.root));
    const sent = it.own.send(commandOf(name, known));
    await expect(sent).rejects.toMatchObject({ name: code, message: expect.stringMatching(words) });
  });

  test('two snapshots of one volume within fifteen seconds', async () => {
    const create = () => it.own.send(new sdk.CreateSnapshotCommand({ VolumeId: web.root }));
    await create();
    await it.step(14);
    await expect(create()).rejects.toMatchObject({
      name: 'SnapshotCreationPerVolumeRateExceeded',
      message: expect.stringMatching(/Wait at least 15 seconds/),
    });
    await it.step(1);
    await create();
  });

  test('who may only look', async () => {
    const sent = it.auditor.send(new sdk.CreateSnapshotCommand({ VolumeId: web.root }));
    await expect(sent).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringMatching(
        /ec2:CreateSnapshot on resource: arn:aws:ec2:eu-central-1:111122223333:volume\/vol-/,
      ),
    });
  });
});
