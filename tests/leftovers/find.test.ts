import {
  CreateLaunchTemplateCommand,
  CreateVolumeCommand,
  DeregisterImageCommand,
  type EC2Client,
  ModifySnapshotAttributeCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Leftover } from '../../src/leftovers/contract.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import {
  keepImages,
  launchWizardGroup,
  looseVolume,
  makeImage,
  oneOfEach,
  outsider,
  ownBackup,
  settled,
} from './left-over-things.ts';

let side: MainSide;
let ec2: EC2Client;
beforeEach(async () => {
  side = await openPaperSide();
  ec2 = outsider(side.cloud);
});
afterEach(async () => {
  ec2.destroy();
  await side.stop();
});

const find = async (everywhere = false) => (await side.handlers.leftovers.find({ everywhere })).leftovers;
const ids = (found: readonly Pick<Leftover, 'id'>[]) => found.map(({ id }) => id).sort();

describe('left-overs', () => {
  test('are one of each kind, with money, age, name and reason', async () => {
    const before = ids(await find());
    const left = await oneOfEach(side);
    const found = await find();
    expect(ids(found)).toEqual([...before, ...Object.values(left)].sort());
    const of = (id: string) => found.find((one) => one.id === id);
    expect(of(left.snapshot)).toMatchObject({
      kind: 'snapshot',
      monthly: expect.closeTo(0.4),
      why: expect.stringMatching(/^It was made for the image ami-\w+ of i-\w+, which is gone\.$/),
      sharedWith: [],
      marks: [],
    });
    expect(of(left.volume)).toMatchObject({ kind: 'volume', nameTag: 'old-data', monthly: expect.closeTo(1.6) });
    expect(of(left.group)).toMatchObject({
      kind: 'group',
      about: 'launch-wizard-1',
      monthly: 0,
      marks: [expect.stringContaining('whole internet')],
    });
    expect(of(left.address)).toMatchObject({ kind: 'address', monthly: 3.65, since: '' });
    expect(of(left.image)).toMatchObject({
      kind: 'image',
      about: 'broken-image',
      why: expect.stringContaining('failed'),
    });
    expect(of(left.volume)?.since).toMatch(/^2\d{3}-/);
  });

  test('are not what an image, an instance, a template or another group needs', async () => {
    const before = ids(await find());
    await makeImage(ec2, 'kept-image');
    await settled(side);
    const named = await launchWizardGroup(ec2, 'launch-wizard-7');
    await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: 'web',
        LaunchTemplateData: { SecurityGroupIds: [named] },
      }),
    );
    expect(ids(await find())).toEqual(before);
  });

  test('are not the snapshots of an image that can still be had back', async () => {
    const before = ids(await find());
    await keepImages(side, 7);
    const imageId = await makeImage(ec2, 'binned-image');
    await settled(side);
    await ec2.send(new DeregisterImageCommand({ ImageId: imageId }));
    expect(ids(await find())).toEqual(before);
  });

  test('are told apart: made for an image that is gone, or perhaps a backup on purpose', async () => {
    const backup = await ownBackup(ec2);
    expect(ids(await find())).not.toContain(backup);
    await settled(side);
    expect((await find()).find(({ id }) => id === backup)?.why).toContain('on purpose');
  });

  test('say with whom a snapshot is shared, and which volumes were made of it', async () => {
    const left = await oneOfEach(side);
    const partner = side.cloud.ready.people.find(({ userName }) => userName === 'partner')?.accountId ?? '';
    await ec2.send(
      new ModifySnapshotAttributeCommand({
        SnapshotId: left.snapshot,
        CreateVolumePermission: { Add: [{ UserId: partner }] },
      }),
    );
    const { VolumeId } = await ec2.send(
      new CreateVolumeCommand({
        AvailabilityZone: `${side.cloud.ready.defaultRegion}a`,
        SnapshotId: left.snapshot,
        VolumeType: 'gp3',
      }),
    );
    await settled(side);
    const found = (await find()).find(({ id }) => id === left.snapshot);
    expect(found?.sharedWith).toEqual([partner]);
    expect(found?.marks).toEqual([
      `The volume ${VolumeId} was made of it, and does not need it any more.`,
      `It is shared with account ${partner}.`,
    ]);
  });

  test('are found in every Region of the account', async () => {
    const elsewhere = side.cloud.ready.regions.find((region) => region !== side.cloud.ready.defaultRegion) ?? '';
    const there = outsider(side.cloud, elsewhere);
    const volume = await looseVolume(there, `${elsewhere}a`);
    await settled(side);
    there.destroy();
    expect(ids(await find())).not.toContain(volume);
    expect((await find(true)).find(({ id }) => id === volume)).toMatchObject({ region: elsewhere });
  });

  test.each([
    ['DescribeVolumes', ['volume', 'snapshot']],
    ['DescribeSnapshots', ['snapshot']],
    ['ListImagesInRecycleBin', ['snapshot']],
    ['DescribeImages', ['image', 'snapshot']],
    ['DescribeSecurityGroups', ['group']],
    ['DescribeNetworkInterfaces', ['group']],
    ['DescribeLaunchTemplateVersions', ['group']],
    ['DescribeAddresses', ['address']],
    ['DescribeSnapshotAttribute', ['snapshot']],
  ])('when %s fails, the rest is found, and what is missing is told', async (operation, kinds) => {
    const left = await oneOfEach(side);
    await side.fault({ operation, mode: 'error', code: 'OperationNotPermitted', status: 400, message: 'Not today.' });
    const { leftovers, notLookedAt } = await side.handlers.leftovers.find({ everywhere: false });
    expect(notLookedAt.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    const seen = new Set(leftovers.map(({ kind }) => kind));
    for (const kind of Object.keys(left) as (keyof typeof left)[]) expect(seen.has(kind)).toBe(!kinds.includes(kind));
  });

  test('when nothing can be looked at, the reason is the answer', async () => {
    await side.fault({ operation: '*', mode: 'error', code: 'UnauthorizedOperation', status: 403, times: 20 });
    await expect(side.handlers.leftovers.find({ everywhere: false })).rejects.toMatchObject({ code: 'aws.denied' });
  });
});
