import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicImagesOf } from '../../main/practice/cloud/data/public-images.ts';
import type { Disk, MachineWorld, VolumeContent } from '../../main/practice/cloud/machines/machine.ts';
import { systemUuid } from '../../main/practice/cloud/machines/volume-uuid.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';
import { type Machine, type StorageCloud, startStorageCloud } from './storage-cloud.ts';

let it: StorageCloud;
let world: MachineWorld;
let web: Machine;
let build: Machine;
beforeAll(async () => {
  const paper = createPaperMachines();
  it = await startStorageCloud({
    machines: (given) => {
      world = given;
      return paper.create(given);
    },
  });
  web = await it.machine('web-01');
  build = await it.machine('build-01');
});
afterAll(() => it.end());

const attach = (VolumeId: string, InstanceId: string, Device: string) =>
  it.own.send(new sdk.AttachVolumeCommand({ VolumeId, InstanceId, Device }));
const detach = (VolumeId: string) => it.own.send(new sdk.DetachVolumeCommand({ VolumeId }));
const content = (id: string): VolumeContent | null => world.volume?.(id) ?? null;
const keep = (id: string, kept: VolumeContent) => world.keepVolume?.(id, kept);
const disk = (texts: Record<string, string>): Disk => ({
  files: Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [
      path,
      { kind: 'file', mode: 0o644, modifiedAt: '2026-11-24T00:00:00Z', base64: Buffer.from(text).toString('base64') },
    ]),
  ),
});
const uuid = '0f0e0d0c-0b0a-4908-a706-050403020100';

describe('what a machine puts on a data volume', () => {
  test('is there for the next machine, in its snapshots, and in volumes made of them', async () => {
    const id = await it.volume();
    await attach(id, web.id, '/dev/sdf');
    expect(content(id)).toBeNull();
    const made: VolumeContent = { type: 'ext4', uuid, disk: disk({ '/list.txt': 'bread' }) };
    keep(id, made);
    expect(content(id)).toEqual(made);
    const before = await it.snapshot(id);
    keep(id, { ...made, disk: disk({ '/list.txt': 'bread and butter' }) });
    await detach(id);
    expect(content(id)?.disk).toEqual(disk({ '/list.txt': 'bread and butter' }));
    const restored = await it.volume({ SnapshotId: before });
    expect(content(restored)).toEqual(made);
    const { Instances } = await it.own.send(
      new sdk.RunInstancesCommand({
        ImageId: (await it.own.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }))).Images?.[0]?.ImageId,
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        BlockDeviceMappings: [{ DeviceName: '/dev/sdg', Ebs: { SnapshotId: before } }],
      }),
    );
    const Filters = [
      { Name: 'attachment.instance-id', Values: [Instances?.[0]?.InstanceId ?? ''] },
      { Name: 'attachment.device', Values: ['/dev/sdg'] },
    ];
    const { Volumes } = await it.own.send(new sdk.DescribeVolumesCommand({ Filters }));
    expect(content(Volumes?.[0]?.VolumeId ?? '')).toEqual(made);
  });

  test('is kept while the volume is attached, and left alone after it', async () => {
    const id = await it.volume();
    keep(id, { type: 'xfs', uuid, disk: disk({}) });
    expect(content(id)).toBeNull();
    expect(content('vol-00000000000000000')).toBeNull();
  });

  test('survives the end of the practice cloud', async () => {
    const id = await it.volume();
    await attach(id, web.id, '/dev/sdh');
    const made: VolumeContent = { type: 'xfs', uuid, disk: disk({ '/a': 'b' }) };
    keep(id, made);
    const { world: text } = await it.cloud.request('exportWorld', {});
    await it.cloud.request('importWorld', { world: text });
    expect(content(id)).toEqual(made);
  });
});

describe("a machine's root volume, attached to another one", () => {
  test('shows what people put there, is changed, and goes back with the change', async () => {
    await detach(build.root);
    await attach(build.root, (await it.machine('web-02')).id, '/dev/sdf');
    const found = content(build.root);
    expect(found).toMatchObject({ type: 'xfs', uuid: systemUuid(build.root) });
    expect(Object.keys(found?.disk.files ?? {})).toEqual(['/home/ec2-user/build.sh']);
    const repaired = disk({ '/home/ec2-user/.ssh/authorized_keys': 'ssh-ed25519 AAAA mine' });
    keep(build.root, { type: 'xfs', uuid: systemUuid(build.root), disk: repaired });
    expect(content(build.root)?.disk).toEqual(repaired);
    await detach(build.root);
    await attach(build.root, build.id, '/dev/xvda');
    const { world: text } = await it.cloud.request('exportWorld', {});
    const rows = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as [string, string, { id: string; diskId?: string; disk?: Disk }]);
    const diskId = rows.find(([, id]) => id === build.id)?.[2].diskId;
    // What was deleted there stays away, also where a fresh system has it.
    expect(rows.find(([path, id]) => path.endsWith('/disks') && id === diskId)?.[2].disk?.files).toEqual({
      '/home/ec2-user/build.sh': { kind: 'removed' },
      ...repaired.files,
    });
  });

  test("of a public image's snapshot holds a fresh system, and can be formatted", async () => {
    const image = publicImagesOf('eu-central-1').find(({ platform }) => platform === 'ubuntu');
    const id = await it.volume({ SnapshotId: image?.snapshotId, Size: 20 });
    expect(content(id)).toEqual({ type: 'ext4', uuid: systemUuid(id), disk: { files: {} } });
    await attach(id, web.id, '/dev/sdi');
    keep(id, { type: 'ext4', uuid, disk: disk({}) });
    expect(content(id)?.uuid).toBe(uuid);
  });
});
