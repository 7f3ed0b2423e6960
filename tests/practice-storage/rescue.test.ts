import * as sdk from '@aws-sdk/client-ec2';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMachines } from '../../main/practice/cloud/machines/machines.ts';
import { durations } from '../../main/practice/cloud/world/settling.ts';
import { instanceNamed } from '../practice/practice-cloud.ts';
import { type StorageCloud, startStorageCloud } from './storage-cloud.ts';

let it: StorageCloud;
let key: string;
let one: sdk.Instance;
let two: sdk.Instance;
beforeAll(async () => {
  it = await startStorageCloud({ machines: createMachines });
  const made = await it.own.send(new sdk.CreateKeyPairCommand({ KeyName: 'rescue', KeyType: 'ed25519' }));
  key = made.KeyMaterial ?? '';
  one = await launch('one');
  two = await launch('two');
});
afterAll(() => it.end());

/** A new machine of the web server's image, beside the web server. */
async function launch(name: string): Promise<sdk.Instance> {
  const web = await instanceNamed(it.own, 'web-01');
  await it.own.send(
    new sdk.RunInstancesCommand({
      ImageId: web.ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName: 'rescue',
      SubnetId: web.SubnetId,
      SecurityGroupIds: web.SecurityGroups?.map(({ GroupId = '' }) => GroupId),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
    }),
  );
  await it.cloud.machinesReady();
  await it.step(durations.pending / 1000 + 1);
  return instanceNamed(it.own, name);
}

/** Runs one command on a machine as its user. */
async function run({ InstanceId = '' }: sdk.Instance, command: string): Promise<string> {
  await it.cloud.machinesReady();
  const { machines } = await it.cloud.request('machines', {});
  const port = machines.find(({ instanceId }) => instanceId === InstanceId)?.port ?? 0;
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.on('error', reject);
    client.on('ready', () => {
      client.exec(command, (cause, channel) => {
        if (cause) return reject(cause);
        channel.end();
        let output = '';
        const take = (chunk: Buffer) => {
          output += chunk.toString('utf8');
        };
        channel.on('data', take);
        channel.stderr.on('data', take);
        channel.on('close', () => {
          client.end();
          resolve(output.trim());
        });
      });
    });
    client.connect({
      host: '127.0.0.1',
      port,
      username: 'ubuntu',
      privateKey: key,
      hostVerifier: () => true,
      readyTimeout: 5_000,
    });
  });
}

const zoneOf = ({ Placement }: sdk.Instance) => Placement?.AvailabilityZone ?? '';
const attach = (VolumeId: string, { InstanceId }: sdk.Instance, Device: string) =>
  it.own.send(new sdk.AttachVolumeCommand({ VolumeId, InstanceId, Device }));
const detach = (VolumeId: string) => it.own.send(new sdk.DetachVolumeCommand({ VolumeId }));
const rootOf = ({ BlockDeviceMappings = [] }: sdk.Instance) => BlockDeviceMappings[0]?.Ebs?.VolumeId ?? '';

describe('a data volume that is worked with on real machines', () => {
  test('is formatted and filled, snapshotted while it is mounted, and read on another machine', async () => {
    const id = await it.volume({ AvailabilityZone: zoneOf(one) });
    await attach(id, one, '/dev/sdf');
    expect(await run(one, 'lsblk -f')).toMatch(/nvme1n1/);
    await run(one, 'sudo mkfs.ext4 /dev/nvme1n1; sudo mkdir /data; sudo mount /dev/nvme1n1 /data');
    await run(one, 'echo bread | sudo tee /data/list.txt');
    const before = await it.snapshot(id);
    await run(one, 'echo butter | sudo tee -a /data/list.txt');
    // It is taken off without being unmounted; what was written is there all the same.
    await detach(id);
    await attach(id, two, '/dev/sdf');
    const read = (device: string) =>
      run(two, `sudo mkdir -p /mnt${device}; sudo mount ${device} /mnt${device}; cat /mnt${device}/list.txt`);
    expect(await read('/dev/nvme1n1')).toBe('bread\nbutter');
    await run(two, 'echo jam | sudo tee -a /mnt/dev/nvme1n1/list.txt');
    // The first machine, which still has its folder, does not write over it.
    await run(one, 'echo stale | sudo tee -a /data/list.txt');
    await it.snapshot((await it.machine('one')).root);
    const restored = await it.volume({ SnapshotId: before, AvailabilityZone: zoneOf(two) });
    await attach(restored, two, '/dev/sdg');
    expect(await read('/dev/nvme2n1')).toBe('bread');
    const copy = await it.volume({ SnapshotId: await it.snapshot(id), AvailabilityZone: zoneOf(two) });
    await attach(copy, two, '/dev/sdh');
    expect(await read('/dev/nvme3n1')).toBe('bread\nbutter\njam');
  });
});

describe('a machine that nobody can log in to any more', () => {
  test('is rescued by way of another one: its root volume is mounted there and mended', async () => {
    await run(one, 'rm .ssh/authorized_keys; echo kept > notes.txt');
    await expect(run(one, 'true')).rejects.toThrow(/authentication/);
    const InstanceIds = [one.InstanceId ?? ''];
    await it.own.send(new sdk.StopInstancesCommand({ InstanceIds }));
    await it.step(durations.stopping / 1000 + 1);
    const root = rootOf(one);
    await detach(root);
    await attach(root, two, '/dev/sdk');
    await run(two, 'sudo mkdir -p /rescue; sudo mount /dev/sdk /rescue');
    expect(await run(two, 'sudo cat /rescue/home/ubuntu/notes.txt')).toBe('kept');
    await run(
      two,
      'sudo mkdir -p /rescue/home/ubuntu/.ssh; sudo cp .ssh/authorized_keys /rescue/home/ubuntu/.ssh/authorized_keys; sudo umount /rescue',
    );
    await detach(root);
    await attach(root, one, one.RootDeviceName ?? '');
    await it.own.send(new sdk.StartInstancesCommand({ InstanceIds }));
    await it.cloud.machinesReady();
    await it.step(durations.pending / 1000 + 1);
    expect(await run(one, 'cat notes.txt')).toBe('kept');
  });
});
