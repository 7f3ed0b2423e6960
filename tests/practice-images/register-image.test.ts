import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ImageCloud, idOf, nobody, snapshotsOf, startImageCloud } from './image-cloud.ts';

let it: ImageCloud;
let SnapshotId: string;
beforeAll(async () => {
  it = await startImageCloud();
  [SnapshotId = ''] = snapshotsOf(await it.image('source-1'));
});
afterAll(() => it.end());

const input = (change: Partial<sdk.RegisterImageCommandInput> = {}): sdk.RegisterImageCommandInput => ({
  Name: 'registered-1',
  Architecture: 'x86_64',
  VirtualizationType: 'hvm',
  RootDeviceName: '/dev/sda1',
  BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId } }],
  ...change,
});

describe('an image of a snapshot', () => {
  test('is what the request says, and is ready in a moment', async () => {
    const { ImageId = '' } = await it.own.send(
      new sdk.RegisterImageCommand(
        input({
          Description: 'Of a snapshot',
          BootMode: 'uefi',
          TpmSupport: 'v2.0',
          ImdsSupport: 'v2.0',
          EnaSupport: true,
          SriovNetSupport: 'simple',
          TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Name', Value: 'registered' }] }],
          BlockDeviceMappings: [
            { DeviceName: '/dev/sda1', Ebs: { SnapshotId, VolumeType: 'gp3', VolumeSize: 12 } },
            { DeviceName: '/dev/sdb', Ebs: { VolumeSize: 3, Encrypted: true } },
          ],
        }),
      ),
    );
    expect((await it.look(ImageId)).State).toBe('pending');
    await it.step(5);
    const image = await it.look(ImageId);
    expect(image).toMatchObject({
      State: 'available',
      Description: 'Of a snapshot',
      BootMode: 'uefi',
      TpmSupport: 'v2.0',
      ImdsSupport: 'v2.0',
      EnaSupport: true,
      SriovNetSupport: 'simple',
      RootDeviceName: '/dev/sda1',
      Tags: [{ Key: 'Name', Value: 'registered' }],
    });
    expect(image.BlockDeviceMappings).toMatchObject([
      { DeviceName: '/dev/sda1', Ebs: { SnapshotId, VolumeSize: 12, DeleteOnTermination: true } },
      { DeviceName: '/dev/sdb', Ebs: { VolumeSize: 3, Encrypted: true } },
    ]);
    expect(image).not.toHaveProperty('SourceInstanceId');
    expect(image).not.toHaveProperty('SourceImageId');
  });

  test('without a word on it has no support for ENA, IMDSv2 or TPM', async () => {
    const { ImageId = '' } = await it.own.send(new sdk.RegisterImageCommand(input({ Name: 'plain-1' })));
    const image = await it.look(ImageId);
    expect(image.EnaSupport).toBe(false);
    for (const name of ['ImdsSupport', 'TpmSupport', 'SriovNetSupport', 'BootMode']) {
      expect(image).not.toHaveProperty(name);
    }
  });

  test('boots the system and the files that the snapshot holds, also when its first image is gone', async () => {
    const stopped = await it.image('amazon-1', {
      InstanceId: (
        await it.own.send(new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['build-01'] }] }))
      ).Reservations?.[0]?.Instances?.[0]?.InstanceId,
    });
    const [snapshotId = ''] = snapshotsOf(stopped);
    await it.own.send(new sdk.DeregisterImageCommand({ ImageId: idOf(stopped) }));
    const { ImageId } = await it.own.send(
      new sdk.RegisterImageCommand(
        input({
          Name: 'amazon-2',
          RootDeviceName: '/dev/sda1',
          BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: snapshotId } }],
        }),
      ),
    );
    await it.step(5);
    const { Instances = [] } = await it.own.send(
      new sdk.RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
    );
    await it.cloud.machinesReady();
    const spec = it.machines.specs.find(({ instanceId }) => instanceId === Instances[0]?.InstanceId);
    expect(spec?.platform).toBe('amazon-linux');
    expect(Object.keys(spec?.disk?.files ?? {})).toContain('/home/ec2-user/build.sh');
  });

  test('ends failed when a fault asks for it', async () => {
    await it.cloud.request('addFault', { operation: 'RegisterImage', mode: 'fail-later', times: 1 });
    const { ImageId = '' } = await it.own.send(new sdk.RegisterImageCommand(input({ Name: 'doomed-1' })));
    await it.step(5);
    expect(await it.look(ImageId)).toMatchObject({ State: 'failed', StateReason: { Code: 'Client.InternalError' } });
  });
});

describe('registering is refused for', () => {
  const cases: [string, Partial<sdk.RegisterImageCommandInput>, string, RegExp][] = [
    ['a name of two letters', { Name: 'ab' }, 'InvalidAMIName.Malformed', /between 3 and 128/],
    ['a taken name', { Name: 'source-1' }, 'InvalidAMIName.Duplicate', /already in use/],
    ['no root device', { RootDeviceName: '' }, 'MissingParameter', /RootDeviceName/],
    ['a root device without a mapping', { RootDeviceName: '/dev/xvda' }, 'InvalidBlockDeviceMapping', /not among/],
    [
      'an empty root disk',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 8 } }] },
      'InvalidBlockDeviceMapping',
      /requires a snapshot/,
    ],
    [
      'a snapshot of nobody',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: `snap-${nobody}` } }] },
      'InvalidSnapshot.NotFound',
      /does not exist/,
    ],
    ['a chip of no kind', { Architecture: 'z80' as never }, 'InvalidParameterValue', /architecture/],
    ['a paravirtual image', { VirtualizationType: 'paravirtual' }, 'UnsupportedOperation', /paravirtual/],
    ['no word on virtualization', { VirtualizationType: undefined }, 'UnsupportedOperation', /hvm/],
    ['a boot mode of no kind', { BootMode: 'floppy' as never }, 'InvalidParameterValue', /bootMode/],
    ['TPM without UEFI', { TpmSupport: 'v2.0' }, 'InvalidParameterCombination', /uefi/],
    ['IMDS of another version', { ImdsSupport: 'v1.0' as never }, 'InvalidParameterValue', /imdsSupport/],
    ['BIOS on Arm', { Architecture: 'arm64', BootMode: 'legacy-bios' }, 'InvalidParameterCombination', /arm64/],
    ['a manifest in S3', { ImageLocation: 'bucket/manifest.xml' }, 'UnsupportedOperation', /ImageLocation/],
    ['a kernel', { KernelId: 'aki-12345678' }, 'UnsupportedOperation', /KernelId/],
    [
      'tags for snapshots',
      { TagSpecifications: [{ ResourceType: 'snapshot', Tags: [] }] },
      'InvalidParameterValue',
      /taggable/,
    ],
  ];
  test.each(cases)('%s', async (_name, change, code, message) => {
    const sent = it.own.send(new sdk.RegisterImageCommand(input({ Name: 'refused-1', ...change })));
    await expect(sent).rejects.toMatchObject({ name: code, message: expect.stringMatching(message) });
  });

  test('a snapshot that is not complete', async () => {
    const { ImageId = '' } = await it.own.send(new sdk.CreateImageCommand({ InstanceId: it.web, Name: 'too-early-1' }));
    const [pending = ''] = snapshotsOf(await it.look(ImageId));
    const sent = it.own.send(
      new sdk.RegisterImageCommand(
        input({
          Name: 'refused-1',
          BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: pending } }],
        }),
      ),
    );
    await expect(sent).rejects.toMatchObject({
      name: 'IncorrectState',
      message: 'Snapshot is in invalid state - pending',
    });
  });
});
