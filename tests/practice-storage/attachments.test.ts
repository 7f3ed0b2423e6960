import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Machine, nobody, type StorageCloud, startStorageCloud } from './storage-cloud.ts';

let it: StorageCloud;
let web: Machine;
let db: Machine;
let build: Machine;
beforeAll(async () => {
  it = await startStorageCloud();
  web = await it.machine('web-01');
  db = await it.machine('db-01');
  build = await it.machine('build-01');
});
beforeEach(() => it.pause());
afterAll(() => it.end());

const attach = (VolumeId: string, InstanceId: string, Device: string) =>
  it.own.send(new sdk.AttachVolumeCommand({ VolumeId, InstanceId, Device }));
const detach = (VolumeId: string, more: Partial<sdk.DetachVolumeCommandInput> = {}) =>
  it.own.send(new sdk.DetachVolumeCommand({ VolumeId, ...more }));
const file = (text: string) => ({
  kind: 'file' as const,
  mode: 0o644,
  modifiedAt: '2026-11-24T00:00:00Z',
  base64: Buffer.from(text).toString('base64'),
});

describe('a volume', () => {
  test('is attached to an instance in its zone, shown there, and taken off again', async () => {
    const id = await it.volume();
    expect(await attach(id, web.id, '/dev/sdf')).toMatchObject({
      VolumeId: id,
      InstanceId: web.id,
      Device: '/dev/sdf',
      State: 'attaching',
      DeleteOnTermination: false,
    });
    expect(await it.lookAtVolume(id)).toMatchObject({
      State: 'in-use',
      Attachments: [{ InstanceId: web.id, Device: '/dev/sdf', State: 'attached' }],
    });
    const { Reservations } = await it.own.send(new sdk.DescribeInstancesCommand({ InstanceIds: [web.id] }));
    const devices = Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings?.map(({ DeviceName }) => DeviceName);
    expect(devices).toEqual(['/dev/sda1', '/dev/sdf']);
    expect(await detach(id)).toMatchObject({ VolumeId: id, InstanceId: web.id, State: 'detaching' });
    expect(await it.lookAtVolume(id)).toMatchObject({ State: 'available', Attachments: [] });
    await attach(id, web.id, 'xvdba');
    await detach(id, { InstanceId: web.id, Device: 'xvdba' });
  });

  test('stays when its instance is terminated, with what was on it', async () => {
    const launched = await it.own.send(
      new sdk.RunInstancesCommand({
        ImageId: (await it.own.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }))).Images?.[0]?.ImageId,
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { DeleteOnTermination: false } }],
      }),
    );
    const id = launched.Instances?.[0]?.InstanceId ?? '';
    await it.cloud.machinesReady();
    await it.step(11);
    const [root = ''] = await volumesOf(id);
    it.machines.disks.set(id, { files: { '/home/ubuntu/last.txt': file('last words') } });
    await it.own.send(new sdk.TerminateInstancesCommand({ InstanceIds: [id] }));
    await it.step(30);
    expect((await it.lookAtVolume(root)).State).toBe('available');
    // Started from the volume's snapshot, another machine has it back.
    const SnapshotId = await it.snapshot(root);
    expect(await diskOf(SnapshotId)).toEqual({ '/home/ubuntu/last.txt': file('last words') });
  });
});

async function volumesOf(instanceId: string): Promise<string[]> {
  const Filters = [{ Name: 'attachment.instance-id', Values: [instanceId] }];
  const { Volumes = [] } = await it.own.send(new sdk.DescribeVolumesCommand({ Filters }));
  return Volumes.map(({ VolumeId = '' }) => VolumeId);
}

/** What a machine that is launched from a snapshot finds on its disk. */
async function diskOf(SnapshotId: string) {
  const { ImageId } = await it.own.send(
    new sdk.RegisterImageCommand({
      Name: `of-${SnapshotId}`,
      RootDeviceName: '/dev/sda1',
      VirtualizationType: 'hvm',
      Architecture: 'x86_64',
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId } }],
    }),
  );
  await it.step(10);
  const run = new sdk.RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 });
  const id = (await it.own.send(run)).Instances?.[0]?.InstanceId;
  await it.cloud.machinesReady();
  return it.machines.specs.find(({ instanceId }) => instanceId === id)?.disk?.files;
}

describe('the root volume', () => {
  test('of a stopped instance is exchanged: the instance starts with what is on the other', async () => {
    const before = await it.snapshot(build.root);
    await it.own.send(new sdk.StartInstancesCommand({ InstanceIds: [build.id] }));
    await it.cloud.machinesReady();
    await it.step(11);
    it.machines.disks.set(build.id, { files: { '/home/ec2-user/broken.txt': file('broken') } });
    await expect(detach(build.root)).rejects.toMatchObject({
      name: 'OperationNotPermitted',
      message: `Unable to detach root volume '${build.root}' from instance '${build.id}'`,
    });
    await it.own.send(new sdk.StopInstancesCommand({ InstanceIds: [build.id] }));
    await it.step(30);
    await detach(build.root);
    const start = () => it.own.send(new sdk.StartInstancesCommand({ InstanceIds: [build.id] }));
    await expect(start()).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: `Invalid value '${build.id}' for instanceId. Instance does not have a volume attached at root (/dev/xvda)`,
    });
    const restored = await it.volume({ SnapshotId: before, AvailabilityZone: build.zone });
    await attach(restored, build.id, '/dev/xvda');
    await start();
    await it.cloud.machinesReady();
    const files = () => it.machines.specs.filter(({ instanceId }) => instanceId === build.id).at(-1)?.disk?.files;
    expect(Object.keys(files() ?? {})).toEqual(['/home/ec2-user/build.sh']);
    // And back: what was on the first one is still there.
    await it.step(11);
    await it.own.send(new sdk.StopInstancesCommand({ InstanceIds: [build.id] }));
    await it.step(30);
    await detach(restored);
    await attach(build.root, build.id, '/dev/xvda');
    await start();
    await it.cloud.machinesReady();
    expect(files()).toEqual({ '/home/ec2-user/broken.txt': file('broken') });
  });
});

describe('EC2 refuses', () => {
  test('to attach a volume from another zone, one that is attached, one that is being made', async () => {
    const far = await it.volume({ AvailabilityZone: 'eu-central-1b' });
    await expect(attach(far, web.id, '/dev/sdf')).rejects.toMatchObject({
      name: 'InvalidVolume.ZoneMismatch',
      message: `The volume '${far}' is not in the same availability zone as instance '${web.id}'`,
    });
    await expect(attach(db.data, web.id, '/dev/sdf')).rejects.toMatchObject({
      name: 'VolumeInUse',
      message: `${db.data} is already attached to an instance`,
    });
    const { VolumeId = '' } = await it.own.send(new sdk.CreateVolumeCommand({ AvailabilityZone: web.zone, Size: 1 }));
    await expect(attach(VolumeId, web.id, '/dev/sdf')).rejects.toMatchObject({
      name: 'IncorrectState',
      message: `${VolumeId} is not 'available'.`,
    });
  });

  test('device names that are none or taken, and a second root', async () => {
    const id = await it.volume();
    await expect(attach(id, web.id, 'C:')).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Value (C:) for parameter device is invalid. C: is not a valid EBS device name.',
    });
    for (const device of ['/dev/sda1', '/dev/sdf']) {
      await expect(attach(id, db.id, device)).rejects.toMatchObject({
        name: 'InvalidParameterValue',
        message: `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
      });
    }
    const nameless = it.own.send(new sdk.AttachVolumeCommand({ VolumeId: id, InstanceId: web.id, Device: undefined }));
    await expect(nameless).rejects.toMatchObject({ name: 'MissingParameter' });
  });

  test('what is not there', async () => {
    const id = await it.volume();
    await expect(attach(`vol-${nobody}`, web.id, '/dev/sdf')).rejects.toMatchObject({ name: 'InvalidVolume.NotFound' });
    await expect(attach(id, `i-${nobody}`, '/dev/sdf')).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
    await expect(detach(`vol-${nobody}`)).rejects.toMatchObject({ name: 'InvalidVolume.NotFound' });
  });

  test('more volumes than the machine takes', async () => {
    const taken = [];
    for (let count = 0; count < 26; count += 1) {
      const id = await it.volume({ Size: 1 });
      await attach(id, web.id, `xvdb${String.fromCharCode(97 + count)}`);
      taken.push(id);
    }
    await expect(attach(await it.volume({ Size: 1 }), web.id, '/dev/sdz')).rejects.toMatchObject({
      name: 'AttachmentLimitExceeded',
      message: expect.stringMatching(/27 volumes/),
    });
    for (const id of taken) await detach(id);
  });

  test('to detach what is not attached, or not as it is said', async () => {
    const id = await it.volume();
    await expect(detach(id)).rejects.toMatchObject({
      name: 'IncorrectState',
      message: `Volume '${id}' is in the 'available' state.`,
    });
    for (const more of [{ InstanceId: web.id }, { Device: '/dev/sdg' }]) {
      await expect(detach(db.data, more)).rejects.toMatchObject({ name: 'InvalidAttachment.NotFound' });
    }
    expect((await it.lookAtVolume(db.data)).State).toBe('in-use');
  });

  test('to attach to an instance that is neither running nor stopped', async () => {
    const run = new sdk.RunInstancesCommand({
      ImageId: (await it.own.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }))).Images?.[0]?.ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      Placement: { AvailabilityZone: 'eu-central-1a' },
    });
    const pending = (await it.own.send(run)).Instances?.[0]?.InstanceId ?? '';
    const { VolumeId = '' } = { VolumeId: await it.volume() };
    await expect(attach(VolumeId, pending, '/dev/sdf')).rejects.toMatchObject({
      name: 'IncorrectState',
      message: `Instance '${pending}' is not 'running'.`,
    });
  });
});
