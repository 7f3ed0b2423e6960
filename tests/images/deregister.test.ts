import { DescribeImagesCommand, DescribeSnapshotsCommand, RegisterImageCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { clientsOf, HOME, OWN, quickImage, soon } from './image-rig.ts';

let side: MainSide;
let imageId: string;
let snapshotId: string;
beforeEach(async () => {
  side = await openPaperSide();
  imageId = await quickImage(side, 'going');
  snapshotId = (await side.handlers.images.get({ region: HOME, imageId })).image.volumes[0]?.snapshotId ?? '';
});
afterEach(() => side.stop());

const place = () => ({ region: HOME, imageId });
const ec2 = () => clientsOf(side.cloud, 'trainee').ec2;
const retain = (imageRetentionDays: number | null) =>
  side.cloud.request('configure', { accountId: OWN, region: HOME, imageRetentionDays });
const deregister = async (deleteSnapshots: boolean) =>
  soon(side, (await side.handlers.images.deregister({ ...place(), deleteSnapshots, typedName: '' })).jobId);

const snapshots = async () => {
  const { Snapshots = [] } = await ec2().send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  return Snapshots.map(({ SnapshotId }) => SnapshotId);
};
const isThere = async () => {
  const { Images = [] } = await ec2().send(new DescribeImagesCommand({ Owners: ['self'] }));
  return Images.some(({ ImageId }) => ImageId === imageId);
};

/** Another image of the same snapshot. */
async function sibling(name: string): Promise<string> {
  const { ImageId = '' } = await ec2().send(
    new RegisterImageCommand({
      Name: name,
      Architecture: 'x86_64',
      VirtualizationType: 'hvm',
      RootDeviceName: '/dev/sda1',
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { SnapshotId: snapshotId } }],
    }),
  );
  return ImageId;
}

describe('deregistering', () => {
  /** Whether the list of the AMIs page shows it. */
  const listed = async () => {
    const query = { view: 'own', everywhere: false, filter: { text: '' }, page: 1, pageSize: 50 } as const;
    const sort = { column: 'created', descending: true } as const;
    const { rows } = await side.handlers.images.rows({ ...query, sort });
    return rows.some((row) => row.imageId === imageId);
  };

  test('keeps the snapshots when that is asked, and offers the way back from the Recycle Bin', async () => {
    await expect.poll(listed).toBe(true);
    const job = await deregister(false);
    await expect.poll(listed).toBe(false);
    expect(job).toMatchObject({ state: 'done', takeBack: 'restore', imageId, leftBehind: [] });
    expect(job.sentence).toMatch(/in the Recycle Bin until \d{4}-\d\d-\d\d \d\d:\d\d UTC and can be restored/);
    expect(await isThere()).toBe(false);
    expect(await snapshots()).toContain(snapshotId);
    const { binned } = await side.handlers.images.binned(place());
    expect(binned).toMatchObject({ imageId, name: 'going' });
    await side.handlers.images.restore(place());
    expect(await isThere()).toBe(true);
    await expect.poll(listed).toBe(true);
    expect(await side.handlers.images.binned(place())).toEqual({ binned: null });
  });

  test('deletes the snapshots that nothing else needs, and then offers no restore', async () => {
    const job = await deregister(true);
    expect(job.sentence).toContain(`Deleted: ${snapshotId}.`);
    expect(job.sentence).toContain('only if its snapshots are restored first');
    expect(job.takeBack).toBeUndefined();
    expect(await snapshots()).not.toContain(snapshotId);
    await expect(side.handlers.images.restore(place())).rejects.toMatchObject({
      code: 'images.restore-without-snapshots',
    });
  });

  test('keeps what another image needs: said before, and said after', async () => {
    const other = await sibling('needs-it-too');
    const before = await side.handlers.images.impact(place());
    expect(before.snapshots).toMatchObject({
      known: true,
      value: [{ snapshotId, otherImages: [{ imageId: other, name: 'needs-it-too' }] }],
    });
    const job = await deregister(true);
    expect(job.sentence).toContain(`Kept, because other images need it: ${snapshotId}.`);
    expect(await snapshots()).toContain(snapshotId);
    expect(await side.handlers.images.get({ region: HOME, imageId: other })).toMatchObject({
      image: { state: 'available' },
    });
  });

  test('without a retention rule says that it cannot be had back', async () => {
    await retain(null);
    const job = await deregister(false);
    expect(job.sentence).toContain('No retention rule caught it: it cannot be had back.');
    expect(job.takeBack).toBeUndefined();
    await expect(side.handlers.images.restore(place())).rejects.toMatchObject({ code: 'images.not-in-bin' });
  });

  test('says when the bin could not be seen', async () => {
    await side.fault({
      operation: 'ListImagesInRecycleBin',
      mode: 'error',
      code: 'UnauthorizedOperation',
      status: 403,
    });
    const job = await deregister(false);
    expect(job).toMatchObject({ state: 'done' });
    expect(job.sentence).toContain('Whether the Recycle Bin caught it could not be seen.');
  });

  test.each(['drop-reply', 'drop'] as const)(
    'a lost answer (%s): gone once, and every snapshot is told',
    async (mode) => {
      await side.fault({ operation: 'DeregisterImage', mode: 'error', code: 'DryRunOperation', status: 412 });
      await side.fault({ operation: 'DeregisterImage', mode });
      const job = await deregister(true);
      expect(job).toMatchObject({ state: 'done' });
      expect(job.sentence).toContain(`Deleted: ${snapshotId}.`);
      expect(await isThere()).toBe(false);
    },
  );

  test('a lost answer with a snapshot that another image needs is told rightly too', async () => {
    await sibling('needs-it-too');
    await side.fault({ operation: 'DeregisterImage', mode: 'error', code: 'DryRunOperation', status: 412 });
    await side.fault({ operation: 'DeregisterImage', mode: 'drop-reply' });
    expect((await deregister(true)).sentence).toContain(`Kept, because other images need it: ${snapshotId}.`);
  });

  test('a lost answer after which the snapshots may not be looked at is told, and the image is gone', async () => {
    await side.fault({ operation: 'DeregisterImage', mode: 'drop-reply', skip: 1 });
    await side.fault({ operation: 'DescribeSnapshots', mode: 'error', code: 'UnauthorizedOperation', status: 403 });
    const job = await deregister(true);
    expect(job).toMatchObject({ state: 'done' });
    expect(job.sentence).toContain('What became of its snapshots could not be seen');
    expect(job.takeBack).toBeUndefined();
    expect(await isThere()).toBe(false);
  });
});

describe('protection', () => {
  const protect = (on: boolean, withCooldown = false) => side.handlers.images.protect({ ...place(), on, withCooldown });

  test('refuses deregistering until it is switched off', async () => {
    expect(await protect(true)).toEqual({ protection: 'enabled-without-cooldown' });
    await expect(deregister(false)).rejects.toMatchObject({ code: 'images.protected' });
    await protect(false);
    expect(await deregister(false)).toMatchObject({ state: 'done' });
  });

  test('with a cooldown holds a day longer, and says until when', async () => {
    await protect(true, true);
    const { protection } = await protect(false);
    const until = protection.replace('disabled-after-', '');
    await expect(deregister(false)).rejects.toMatchObject({
      code: 'images.protected',
      message: expect.stringContaining(until),
    });
    await side.cloud.request('step', { seconds: 86_400 });
    expect(await deregister(false)).toMatchObject({ state: 'done' });
  });

  test('that somebody switches on meanwhile is told by the job, and nothing is gone', async () => {
    await side.fault({ operation: 'DeregisterImage', mode: 'error', code: 'DryRunOperation', status: 412 });
    await side.fault({ operation: 'DeregisterImage', mode: 'error', code: 'OperationNotPermitted', status: 400 });
    expect(await deregister(true)).toMatchObject({ state: 'failed', error: { code: 'aws.protected' }, leftBehind: [] });
    expect(await isThere()).toBe(true);
    expect(await snapshots()).toContain(snapshotId);
  });
});

describe('deprecating', () => {
  const deprecate = (at: string | null) => side.handlers.images.deprecate({ ...place(), at });
  const inYears = (years: number) => new Date(Date.now() + years * 365.25 * 86_400_000).toISOString();
  const day = async () => (await side.handlers.images.get(place())).image.deprecatedAt;

  test('sets a day and takes it back', async () => {
    await deprecate(inYears(1));
    expect(await day()).toMatch(/^\d{4}-/);
    await deprecate(null);
    expect(await day()).toBeUndefined();
  });

  test.each([
    ['more than ten years ahead', 10.5],
    ['in the past', -1],
  ])('a day %s is refused under the day', async (_name, years) => {
    await expect(deprecate(inYears(years))).rejects.toMatchObject({ details: { field: 'at' } });
    expect(await day()).toBeUndefined();
  });

  test('what AWS’s own clock refuses is told under the day too', async () => {
    await side.cloud.request('step', { seconds: 40 * 86_400 });
    const at = new Date(Date.now() + 30 * 86_400_000).toISOString();
    await expect(deprecate(at)).rejects.toMatchObject({
      code: 'images.deprecation-day',
      message: expect.stringContaining('must not be in the past'),
      details: { field: 'at' },
    });
  });
});
