import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

const zone = { AvailabilityZone: 'eu-central-1a' } as const;
const create = (more: Partial<sdk.CreateVolumeCommandInput>) =>
  it.own.send(new sdk.CreateVolumeCommand({ ...zone, ...more }));
const list = async (input: sdk.DescribeVolumesCommandInput) =>
  ((await it.own.send(new sdk.DescribeVolumesCommand(input))).Volumes ?? []).map(({ VolumeId = '' }) => VolumeId);

describe('a new volume', () => {
  test('is being made for a moment, and is available then', async () => {
    const made = await create({
      Size: 20,
      VolumeType: 'gp3',
      Iops: 4000,
      Throughput: 250,
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'data' }] }],
    });
    const expected = {
      VolumeId: expect.stringMatching(/^vol-0[0-9a-f]{16}$/),
      AvailabilityZone: 'eu-central-1a',
      AvailabilityZoneId: 'euc1-az2',
      Size: 20,
      VolumeType: 'gp3',
      Iops: 4000,
      Throughput: 250,
      Encrypted: false,
      SnapshotId: '',
      CreateTime: expect.any(Date),
      State: 'creating',
      MultiAttachEnabled: false,
      Attachments: [],
      Tags: [{ Key: 'Name', Value: 'data' }],
    };
    expect(made).toMatchObject(expected);
    await it.step(4);
    expect(await it.lookAtVolume(made.VolumeId ?? '')).toEqual({ ...expected, State: 'available' });
  });

  test.each([
    ['gp3', { Size: 1 }, { Iops: 3000, Throughput: 125 }],
    ['gp2', { Size: 8 }, { Iops: 100 }],
    ['gp2', { Size: 1000 }, { Iops: 3000 }],
    ['gp2', { Size: 16_384 }, { Iops: 16_000 }],
    ['io1', { Size: 10, Iops: 500 }, { Iops: 500 }],
    ['io2', { Size: 4, Iops: 4000 }, { Iops: 4000 }],
    ['st1', { Size: 125 }, {}],
    ['sc1', { Size: 125 }, {}],
    ['standard', { Size: 1024 }, {}],
  ] as const)('of type %s with %j has %j', async (VolumeType, more, rates) => {
    const { Iops, Throughput } = await create({ VolumeType, ...more });
    expect({ Iops, Throughput }).toEqual({ Iops: undefined, Throughput: undefined, ...rates });
  });

  test('is as large as its snapshot, or larger, and known by its zone ID', async () => {
    const SnapshotId = await it.snapshot(web.root);
    expect(await create({ SnapshotId })).toMatchObject({ Size: 8, VolumeType: 'gp2', SnapshotId });
    expect((await create({ SnapshotId, Size: 12 })).Size).toBe(12);
    const byId = await create({ AvailabilityZone: undefined, AvailabilityZoneId: 'euc1-az3', Size: 1 });
    expect(byId.AvailabilityZone).toBe('eu-central-1b');
  });

  test('comes once for one client token', async () => {
    const ClientToken = 'once';
    const first = await create({ Size: 3, ClientToken });
    await it.step(5);
    expect(await create({ Size: 3, ClientToken })).toMatchObject({ VolumeId: first.VolumeId, State: 'available' });
    await expect(create({ Size: 4, ClientToken })).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
  });

  test('ends in error where a fault asks for it', async () => {
    await it.cloud.request('addFault', { operation: 'CreateVolume', mode: 'fail-later', times: 1 });
    const id = await it.volume();
    expect((await it.lookAtVolume(id)).State).toBe('error');
    const attach = new sdk.AttachVolumeCommand({ VolumeId: id, InstanceId: web.id, Device: '/dev/sdf' });
    await expect(it.own.send(attach)).rejects.toMatchObject({ name: 'IncorrectState' });
    await it.own.send(new sdk.DeleteVolumeCommand({ VolumeId: id }));
  });

  test('disappears where its key cannot be used', async () => {
    const { VolumeId = '' } = await create({ Size: 1, Encrypted: true, KmsKeyId: 'alias/nobody' });
    expect((await it.lookAtVolume(VolumeId)).State).toBe('creating');
    await it.step(4);
    await expect(it.lookAtVolume(VolumeId)).rejects.toMatchObject({ name: 'InvalidVolume.NotFound' });
  });
});

describe('volumes are listed', () => {
  let ids: { plain: string; sealed: string };
  let filtered: (Name: string, ...Values: string[]) => Promise<string[]>;
  beforeAll(async () => {
    const tag = (Value: string) => ({
      TagSpecifications: [{ ResourceType: 'volume' as const, Tags: [{ Key: 'List', Value }] }],
    });
    const plain = await it.volume({ Size: 33, ...tag('one') });
    const sealed = await it.volume({
      VolumeType: 'st1',
      Size: 500,
      Encrypted: true,
      AvailabilityZone: 'eu-central-1b',
      ...tag('two'),
    });
    ids = { plain, sealed };
    filtered = (Name, ...Values) =>
      list({
        Filters: [
          { Name, Values },
          { Name: 'tag-key', Values: ['List'] },
        ],
      });
  });

  test('by each of their filters', async () => {
    const both = [ids.plain, ids.sealed];
    const shown = await it.lookAtVolume(ids.plain);
    expect(await filtered('volume-id', ids.plain)).toEqual([ids.plain]);
    expect(await filtered('availability-zone', 'eu-central-1b')).toEqual([ids.sealed]);
    expect(await filtered('availability-zone-id', 'euc1-az2')).toEqual([ids.plain]);
    expect(await filtered('create-time', shown.CreateTime?.toISOString() ?? '')).toEqual([ids.plain]);
    expect(await filtered('encrypted', 'true')).toEqual([ids.sealed]);
    expect(await filtered('fast-restored', 'false')).toEqual(both);
    expect(await filtered('multi-attach-enabled', 'true')).toEqual([]);
    expect(await filtered('size', '33', '34')).toEqual([ids.plain]);
    expect(await filtered('snapshot-id', '')).toEqual([]);
    expect(await filtered('status', 'available')).toEqual(both);
    expect(await filtered('status', 'creating')).toEqual([]);
    expect(await filtered('volume-type', 'st1')).toEqual([ids.sealed]);
    expect(await filtered('tag:List', 'o*')).toEqual([ids.plain]);
    const of = (Name: string, Value: string) => list({ Filters: [{ Name, Values: [Value] }] });
    expect((await of('attachment.instance-id', db.id)).sort()).toEqual([db.root, db.data].sort());
    expect(await of('attachment.device', '/dev/sdf')).toEqual([db.data]);
    expect(await of('attachment.delete-on-termination', 'false')).toEqual([db.data]);
    expect(await of('attachment.status', 'attached')).toEqual(await of('status', 'in-use'));
    const at = (await it.lookAtVolume(db.data)).Attachments?.[0]?.AttachTime?.toISOString() ?? '';
    expect(await of('attachment.attach-time', at)).toContain(db.data);
    await expect(of('colour', 'red')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  test('in pages, each once', async () => {
    const seen: string[] = [];
    for await (const { Volumes = [] } of sdk.paginateDescribeVolumes({ client: it.own, pageSize: 5 }, {})) {
      expect(Volumes.length).toBeLessThanOrEqual(5);
      seen.push(...Volumes.map(({ VolumeId = '' }) => VolumeId));
    }
    expect(seen).toEqual(await list({}));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('with their health, and what happens after a doubt about their data', async () => {
    const status = async (more: sdk.DescribeVolumeStatusCommandInput) =>
      (await it.own.send(new sdk.DescribeVolumeStatusCommand(more))).VolumeStatuses ?? [];
    expect(await status({ VolumeIds: [ids.plain] })).toEqual([
      expect.objectContaining({
        VolumeId: ids.plain,
        VolumeStatus: {
          Status: 'ok',
          Details: [
            { Name: 'io-enabled', Status: 'passed' },
            { Name: 'io-performance', Status: 'not-applicable' },
          ],
        },
      }),
    ]);
    const { VolumeId } = await create({ Size: 1 });
    const unknown = await status({ Filters: [{ Name: 'volume-status.status', Values: ['insufficient-data'] }] });
    expect(unknown.map((one) => one.VolumeId)).toEqual([VolumeId]);
    expect(await status({ Filters: [{ Name: 'event.event-type', Values: ['*'] }] })).toEqual([]);
    const auto = async () =>
      (await it.own.send(new sdk.DescribeVolumeAttributeCommand({ VolumeId: ids.plain, Attribute: 'autoEnableIO' })))
        .AutoEnableIO;
    expect(await auto()).toEqual({ Value: false });
    await it.own.send(new sdk.ModifyVolumeAttributeCommand({ VolumeId: ids.plain, AutoEnableIO: { Value: true } }));
    expect(await auto()).toEqual({ Value: true });
  });
});

describe('a volume is deleted', () => {
  test('when it is attached to nothing', async () => {
    const id = await it.volume();
    await it.own.send(new sdk.DeleteVolumeCommand({ VolumeId: id }));
    await expect(it.lookAtVolume(id)).rejects.toMatchObject({ name: 'InvalidVolume.NotFound' });
    await expect(it.own.send(new sdk.DeleteVolumeCommand({ VolumeId: db.data }))).rejects.toMatchObject({
      name: 'VolumeInUse',
      message: `Volume ${db.data} is currently attached to ${db.id}`,
    });
    expect((await it.lookAtVolume(db.data)).State).toBe('in-use');
  });
});

test('DryRun answers that it would work, and changes nothing', async () => {
  const VolumeId = await it.volume();
  const before = await it.lookAtVolume(VolumeId);
  const inputs: Record<string, object> = {
    CreateVolume: { ...zone, Size: 1 },
    AttachVolume: { VolumeId, InstanceId: db.id, Device: '/dev/sdg' },
    DetachVolume: { VolumeId: db.data },
    ModifyVolume: { VolumeId, Size: 20 },
    ModifyVolumeAttribute: { VolumeId, AutoEnableIO: { Value: true } },
    DescribeVolumes: {},
    DescribeVolumeStatus: {},
    DescribeVolumeAttribute: { VolumeId, Attribute: 'autoEnableIO' },
    DescribeVolumesModifications: {},
    EnableEbsEncryptionByDefault: {},
    DisableEbsEncryptionByDefault: {},
    GetEbsEncryptionByDefault: {},
    GetEbsDefaultKmsKeyId: {},
    ModifyEbsDefaultKmsKeyId: { KmsKeyId: 'alias/aws/ebs' },
    ResetEbsDefaultKmsKeyId: {},
    DeleteVolume: { VolumeId },
  };
  const count = (await list({})).length;
  for (const [name, input] of Object.entries(inputs)) {
    const sent = it.own.send(commandOf(name, { ...input, DryRun: true }));
    await expect(sent, name).rejects.toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
  }
  expect(await it.lookAtVolume(VolumeId)).toEqual(before);
  expect((await it.lookAtVolume(db.data)).State).toBe('in-use');
  expect(await list({})).toHaveLength(count);
  const encryption = await it.own.send(new sdk.GetEbsEncryptionByDefaultCommand({}));
  expect(encryption.EbsEncryptionByDefault).toBe(false);
});

describe('EC2 refuses in its own words', () => {
  const missing = `vol-${nobody}`;
  const refusals: [string, object, string, RegExp][] = [
    ['CreateVolume', { Size: 1 }, 'MissingParameter', /AvailabilityZone/],
    [
      'CreateVolume',
      { ...zone, AvailabilityZoneId: 'euc1-az2', Size: 1 },
      'InvalidParameterCombination',
      /AvailabilityZoneId/,
    ],
    [
      'CreateVolume',
      { AvailabilityZone: 'eu-central-1z', Size: 1 },
      'InvalidZone.NotFound',
      /The zone 'eu-central-1z' does not exist\./,
    ],
    ['CreateVolume', zone, 'MissingParameter', /size or snapshotId/],
    ['CreateVolume', { ...zone, SnapshotId: `snap-${nobody}` }, 'InvalidSnapshot.NotFound', /does not exist/],
    ['CreateVolume', { ...zone, Size: 1, VolumeType: 'gp9' }, 'InvalidParameterValue', /Invalid volume type: gp9/],
    [
      'CreateVolume',
      { ...zone, Size: 124, VolumeType: 'st1' },
      'InvalidParameterValue',
      /^Volume of 124GiB is too small for volume type st1; minimum is 125GiB\.$/,
    ],
    [
      'CreateVolume',
      { ...zone, Size: 16_385, VolumeType: 'gp2' },
      'InvalidParameterValue',
      /too large for volume type gp2; maximum is 16384GiB/,
    ],
    ['CreateVolume', { ...zone, Size: 10, VolumeType: 'io1' }, 'MissingParameter', /iops must be specified for io1/],
    [
      'CreateVolume',
      { ...zone, Size: 10, VolumeType: 'io1', Iops: 99 },
      'InvalidParameterValue',
      /^Volume iops of 99 is too low; minimum is 100\.$/,
    ],
    [
      'CreateVolume',
      { ...zone, Size: 10, VolumeType: 'io1', Iops: 501 },
      'InvalidParameterValue',
      /Iops to volume size ratio of 50\.100000 is too high; maximum is 50\.000000/,
    ],
    [
      'CreateVolume',
      { ...zone, Size: 8, VolumeType: 'gp3', Iops: 4001 },
      'InvalidParameterValue',
      /ratio of 500\.125000 is too high/,
    ],
    [
      'CreateVolume',
      { ...zone, Size: 8, VolumeType: 'gp3', Iops: 80_001 },
      'InvalidParameterValue',
      /too high; maximum is 80000/,
    ],
    [
      'CreateVolume',
      { ...zone, Size: 8, VolumeType: 'gp3', Throughput: 751 },
      'InvalidParameterValue',
      /Throughput \(MiBps\) to iops ratio of 0\.250333 is too high/,
    ],
    [
      'CreateVolume',
      { ...zone, Size: 8, VolumeType: 'gp2', Iops: 3000 },
      'InvalidParameterCombination',
      /iops is not supported for gp2/,
    ],
    [
      'CreateVolume',
      { ...zone, Size: 8, VolumeType: 'io2', Iops: 100, Throughput: 200 },
      'InvalidParameterCombination',
      /throughput is not supported for io2/,
    ],
    ['CreateVolume', { ...zone, Size: 65_536, VolumeType: 'io2', Iops: 100_001 }, 'MaxIOPSLimitExceeded', /100000/],
    [
      'CreateVolume',
      { ...zone, Size: 8, KmsKeyId: 'alias/x' },
      'InvalidParameterDependency',
      /KmsKeyId requires the parameter Encrypted/,
    ],
    ['CreateVolume', { ...zone, Size: 8, MultiAttachEnabled: true }, 'UnsupportedOperation', /MultiAttachEnabled/],
    ['CreateVolume', { ...zone, Size: 8, OutpostArn: 'arn:x' }, 'UnsupportedOperation', /OutpostArn/],
    [
      'CreateVolume',
      { ...zone, Size: 8, TagSpecifications: [{ ResourceType: 'snapshot', Tags: [] }] },
      'InvalidParameterValue',
      /taggable/,
    ],
    ['DescribeVolumes', { VolumeIds: [missing] }, 'InvalidVolume.NotFound', /The volume 'vol-.*' does not exist\./],
    ['DescribeVolumes', { VolumeIds: ['data'] }, 'InvalidVolumeID.Malformed', /expecting "vol-/],
    ['DescribeVolumes', { MaxResults: 4 }, 'InvalidParameterValue', /between 5 and 1000/],
    ['DescribeVolumes', { MaxResults: 5, VolumeIds: [missing] }, 'InvalidParameterCombination', /volumeSet/],
    ['DeleteVolume', { VolumeId: missing }, 'InvalidVolume.NotFound', /does not exist/],
    ['DeleteVolume', {}, 'MissingParameter', /VolumeId/],
    ['ModifyVolumeAttribute', { VolumeId: '<data>' }, 'MissingParameter', /AutoEnableIO/],
    ['DescribeVolumeAttribute', { VolumeId: '<data>', Attribute: 'colour' }, 'InvalidParameterValue', /colour/],
    ['ModifyEbsDefaultKmsKeyId', { KmsKeyId: 'my key' }, 'InvalidParameterValue', /my key/],
  ];
  test.each(refusals)('%s of %j: %s', async (name, input, code, words) => {
    const known = JSON.parse(JSON.stringify(input).replaceAll('<data>', db.data));
    const sent = it.own.send(commandOf(name, known));
    await expect(sent).rejects.toMatchObject({ name: code, message: expect.stringMatching(words) });
  });

  test('a volume that is smaller than its snapshot, or to be unencrypted unlike it', async () => {
    const SnapshotId = await it.snapshot(db.data);
    await expect(create({ SnapshotId, Size: 39 })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: `Volume of size 39GB is smaller than snapshot '${SnapshotId}', expect size >= 40GB`,
    });
    const sealed = await it.snapshot(await it.volume({ Encrypted: true }));
    await expect(create({ SnapshotId: sealed, Encrypted: false })).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
    });
  });

  test('what a policy does not let be made', async () => {
    const sent = it.auditor.send(new sdk.CreateVolumeCommand({ ...zone, Size: 1 }));
    await expect(sent).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringMatching(`ec2:CreateVolume on resource: arn:aws:ec2:eu-central-1:${accounts.own}:volume/`),
    });
  });
});
