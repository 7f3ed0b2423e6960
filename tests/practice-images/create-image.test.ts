import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageLimits } from '../../main/practice/cloud/data/image-limits.ts';
import { instanceNamed } from '../practice/practice-cloud.ts';
import { accounts, type ImageCloud, idOf, nobody, snapshotsOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
beforeAll(async () => {
  it = await startImageCloud();
});
afterAll(() => it.end());

const snapshot = async (id: string) =>
  (await it.own.send(new sdk.DescribeSnapshotsCommand({ SnapshotIds: [id] }))).Snapshots?.[0];

describe('an image of an instance', () => {
  test('is pending while its snapshot gets on, and available when that is complete', async () => {
    const { ImageId = '' } = await it.own.send(
      new sdk.CreateImageCommand({
        InstanceId: it.web,
        Name: 'web-1',
        Description: 'The first',
        TagSpecifications: [
          { ResourceType: 'image', Tags: [{ Key: 'Name', Value: 'web' }] },
          { ResourceType: 'snapshot', Tags: [{ Key: 'Of', Value: 'web' }] },
        ],
      }),
    );
    const pending = await it.look(ImageId);
    expect(pending).toMatchObject({
      State: 'pending',
      Name: 'web-1',
      Description: 'The first',
      OwnerId: accounts.own,
      ImageLocation: `${accounts.own}/web-1`,
      SourceInstanceId: it.web,
      SourceImageRegion: 'eu-central-1',
      Public: false,
      ImdsSupport: 'v2.0',
      BootMode: 'uefi-preferred',
      DeregistrationProtection: 'disabled',
      FreeTierEligible: true,
      Tags: [{ Key: 'Name', Value: 'web' }],
    });
    expect(pending.SourceImageId).toBe((await instanceNamed(it.own, 'web-01')).ImageId);
    expect(pending).not.toHaveProperty('StateReason');
    expect(pending).not.toHaveProperty('Platform');
    const [id = ''] = snapshotsOf(pending);
    expect(await snapshot(id)).toMatchObject({
      State: 'pending',
      Description: `Created by CreateImage(${it.web}) for ${ImageId}`,
      Tags: [{ Key: 'Of', Value: 'web' }],
    });
    await it.ready(0.5);
    expect((await snapshot(id))?.Progress).toMatch(/^5\d%$/);
    expect((await it.look(ImageId)).State).toBe('pending');
    await it.ready(0.5);
    expect((await snapshot(id))?.State).toBe('completed');
    expect((await it.look(ImageId)).State).toBe('available');
  });

  test('holds what the disk held, and gives it to what is launched from it', async () => {
    const image = await it.image('holds-1');
    const { Instances = [] } = await it.own.send(
      new sdk.RunInstancesCommand({ ImageId: idOf(image), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
    );
    await it.cloud.machinesReady();
    const spec = it.machines.specs.find(({ instanceId }) => instanceId === Instances[0]?.InstanceId);
    expect(Object.keys(spec?.disk?.files ?? {})).toContain('/var/www/html/index.html');
  });

  test('restarts the machine, unless it is told not to, or the instance is stopped', async () => {
    const boots = () => it.machines.specs.filter(({ instanceId }) => instanceId === it.web).length;
    await it.cloud.machinesReady();
    const before = boots();
    await it.image('restart-1');
    await it.cloud.machinesReady();
    expect(boots()).toBe(before + 1);
    await it.image('no-restart-1', { NoReboot: true });
    await it.cloud.machinesReady();
    expect(boots()).toBe(before + 1);
    const stopped = await instanceNamed(it.own, 'build-01');
    expect((await it.image('stopped-1', { InstanceId: stopped.InstanceId })).State).toBe('available');
    expect((await instanceNamed(it.own, 'build-01')).State?.Name).toBe('stopped');
  });

  test('leaves volumes out, keeps them longer, and adds empty ones and ones of snapshots', async () => {
    const db = await instanceNamed(it.own, 'db-01');
    const [from = ''] = snapshotsOf(await it.image('from-1'));
    const image = await it.image('mappings-1', {
      InstanceId: db.InstanceId,
      BlockDeviceMappings: [
        { DeviceName: '/dev/sda1', Ebs: { DeleteOnTermination: false } },
        { DeviceName: '/dev/sdf', NoDevice: '' },
        { DeviceName: '/dev/sdg', Ebs: { VolumeSize: 20, VolumeType: 'gp3', Encrypted: true } },
        { DeviceName: '/dev/sdh', Ebs: { SnapshotId: from } },
      ],
    });
    const mappings = new Map(image.BlockDeviceMappings?.map(({ DeviceName, Ebs }) => [DeviceName, Ebs]));
    expect([...mappings.keys()]).toEqual(['/dev/sda1', '/dev/sdg', '/dev/sdh']);
    expect(mappings.get('/dev/sda1')).toMatchObject({ DeleteOnTermination: false, VolumeSize: 10 });
    expect(mappings.get('/dev/sdg')).toMatchObject({ VolumeSize: 20, Encrypted: true, DeleteOnTermination: false });
    expect(mappings.get('/dev/sdg')).not.toHaveProperty('SnapshotId');
    expect(mappings.get('/dev/sdh')).toMatchObject({ SnapshotId: from, VolumeSize: 8 });
  });

  test('takes a size, type and encryption that are the same as they were', async () => {
    const image = await it.image('same-1', {
      BlockDeviceMappings: [
        { DeviceName: '/dev/sda1', Ebs: { VolumeSize: 8, VolumeType: 'gp3', Iops: 3000, Encrypted: false } },
      ],
    });
    expect(image.State).toBe('available');
  });

  test('keeps the product code of an instance of a product', async () => {
    await it.edit(([path, id, record]) => {
      if (path.endsWith('/instances') && id === it.web) record.productCodes = ['5n0u1exw4bst7ckpr2ct1ce60'];
    });
    const image = await it.image('product-1');
    expect(image.ProductCodes).toEqual([
      { ProductCodeId: '5n0u1exw4bst7ckpr2ct1ce60', ProductCodeType: 'marketplace' },
    ]);
    expect(image.FreeTierEligible).toBe(false);
    await it.edit(([path, id, record]) => {
      if (path.endsWith('/instances') && id === it.web) record.productCodes = [];
    });
  });

  test('ends failed with its snapshot when a fault asks for it, and its name is free again', async () => {
    await it.cloud.request('addFault', { operation: 'CreateImage', mode: 'fail-later', times: 1 });
    const image = await it.image('doomed-1');
    expect(image).toMatchObject({
      State: 'failed',
      StateReason: { Code: 'Client.InternalError', Message: expect.stringContaining('could not be completed') },
    });
    expect((await snapshot(snapshotsOf(image)[0] ?? ''))?.State).toBe('error');
    expect((await it.image('doomed-1')).State).toBe('available');
  });

  test('tells the reason that the fault has', async () => {
    await it.cloud.request('addFault', {
      operation: 'CreateImage',
      mode: 'fail-later',
      code: 'Client.InvalidSnapshot',
      message: 'Client.InvalidSnapshot: The disk is on fire',
      times: 1,
    });
    const image = await it.image('doomed-2');
    expect(image.StateReason).toEqual({
      Code: 'Client.InvalidSnapshot',
      Message: 'Client.InvalidSnapshot: The disk is on fire',
    });
  });
});

describe('an image is refused for', () => {
  const device = (Ebs: sdk.EbsBlockDevice, DeviceName = '/dev/sda1') => ({
    BlockDeviceMappings: [{ DeviceName, Ebs }],
  });
  const cases: [string, Partial<sdk.CreateImageCommandInput>, string, RegExp][] = [
    ['no name', { Name: '' }, 'MissingParameter', /Name/],
    ['a name with an exclamation mark', { Name: 'web!' }, 'InvalidAMIName.Malformed', /between 3 and 128/],
    ['a taken name', { Name: 'taken-1' }, 'InvalidAMIName.Duplicate', /taken-1 is already in use by AMI ami-/],
    ['another size', device({ VolumeSize: 9 }), 'InvalidBlockDeviceMapping', /size of \/dev\/sda1 cannot be changed/],
    ['another type', device({ VolumeType: 'io2', Iops: 3000 }), 'InvalidBlockDeviceMapping', /type of/],
    ['another speed', device({ Iops: 4000 }), 'InvalidBlockDeviceMapping', /IOPS of/],
    ['encryption of a plain volume', device({ Encrypted: true }), 'InvalidBlockDeviceMapping', /encryption of/],
    ['a snapshot for a volume', device({ SnapshotId: `snap-${nobody}` }), 'InvalidBlockDeviceMapping', /snapshot of/],
    ['a key', device({ VolumeSize: 4, KmsKeyId: 'alias/x' }, '/dev/sdf'), 'InvalidParameter', /KmsKeyId/],
    ['a snapshot of nobody', device({ SnapshotId: `snap-${nobody}` }, '/dev/sdf'), 'InvalidSnapshot.NotFound', /exist/],
    ['a new disk of no size', device({}, '/dev/sdf'), 'MissingParameter', /size or snapshotId/],
    [
      'a huge new disk',
      device({ VolumeSize: 70_000, VolumeType: 'gp3' }, '/dev/sdf'),
      'InvalidParameterValue',
      /65536/,
    ],
    ['a place for snapshots', { SnapshotLocation: 'local' }, 'UnsupportedOperation', /SnapshotLocation/],
    ['a boot mode', { BootModeOverride: 'uefi' }, 'UnsupportedOperation', /BootModeOverride/],
    ['an instance of nobody', { InstanceId: `i-${nobody}` }, 'InvalidInstanceID.NotFound', /does not exist/],
  ];
  beforeAll(() => it.image('taken-1').then(() => undefined));
  test.each(cases)('%s', async (_name, change, code, message) => {
    const sent = it.own.send(new sdk.CreateImageCommand({ InstanceId: it.web, Name: 'refused-1', ...change }));
    await expect(sent).rejects.toMatchObject({ name: code, message: expect.stringMatching(message) });
    const { Images } = await it.own.send(
      new sdk.DescribeImagesCommand({ Owners: ['self'], Filters: [{ Name: 'name', Values: ['refused-1'] }] }),
    );
    expect(Images).toEqual([]);
  });

  test('encryption said of a disk that comes of a snapshot, whatever is said', async () => {
    const [SnapshotId = ''] = snapshotsOf(await it.image('encrypted-from-1'));
    for (const Encrypted of [true, false]) {
      const sent = it.own.send(
        new sdk.CreateImageCommand({
          InstanceId: it.web,
          Name: 'refused-2',
          ...device({ SnapshotId, Encrypted }, '/dev/sdf'),
        }),
      );
      await expect(sent).rejects.toMatchObject({
        name: 'InvalidBlockDeviceMapping',
        message: 'the encrypted flag cannot be specified since device /dev/sdf has a snapshot specified.',
      });
    }
  });

  test("another account's snapshot, until that is shared", async () => {
    const [SnapshotId = ''] = snapshotsOf(await it.image('lent-disk-1'));
    const { Instances = [] } = await it.other.send(
      new sdk.RunInstancesCommand({
        ImageId: (await instanceNamed(it.own, 'web-01')).ImageId,
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
      }),
    );
    await it.step(60);
    const input = {
      InstanceId: Instances[0]?.InstanceId,
      Name: 'of-a-lent-disk',
      ...device({ SnapshotId }, '/dev/sdf'),
    };
    await expect(it.other.send(new sdk.CreateImageCommand(input))).rejects.toMatchObject({
      name: 'InvalidSnapshot.NotFound',
    });
    await it.edit(([path, id, record]) => {
      if (path.endsWith('/snapshots') && id === SnapshotId) record.sharedWith = [accounts.other];
    });
    await expect(it.other.send(new sdk.CreateImageCommand(input))).resolves.toHaveProperty('ImageId');
  });

  test('an instance that is on its way down', async () => {
    const web = await instanceNamed(it.own, 'web-02');
    await it.own.send(new sdk.StopInstancesCommand({ InstanceIds: [web.InstanceId ?? ''] }));
    const sent = it.own.send(new sdk.CreateImageCommand({ InstanceId: web.InstanceId, Name: 'too-early' }));
    await expect(sent).rejects.toMatchObject({ name: 'IncorrectInstanceState' });
  });

  test('more at once than EBS takes of one volume', async () => {
    const create = (Name: string, NoReboot: boolean) =>
      it.own.send(new sdk.CreateImageCommand({ InstanceId: it.web, Name, NoReboot }));
    for (let count = 0; count < imageLimits.pendingSnapshotsPerVolume; count += 1) await create(`many-${count}`, true);
    await expect(create('one-more', true)).rejects.toMatchObject({
      name: 'ConcurrentCreateImageNoRebootLimitExceeded',
    });
    await expect(create('one-more', false)).rejects.toMatchObject({ name: 'ConcurrentSnapshotLimitExceeded' });
    await it.ready();
    await expect(create('one-more', false)).resolves.toHaveProperty('ImageId');
  });
});
