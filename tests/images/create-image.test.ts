import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { added, inventory } from '../desktop/cloud-eyes.ts';
import { imageRequest } from '../desktop/journey-inputs.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

let side: MainSide;
beforeEach(async () => {
  side = await openPaperSide();
});
afterEach(() => side.stop());

const create = async (change = {}) =>
  side.ended((await side.handlers.images.create(await imageRequest(side, change))).jobId);

describe('a lost or refused answer of CreateImage', () => {
  test.each([
    ['done, and the answer lost', { mode: 'drop-reply' }],
    ['never done, and the connection cut', { mode: 'drop' }],
    ['a fault of the cloud', { mode: 'error', code: 'InternalError', status: 500 }],
    ['asked to slow down, six times', { mode: 'error', code: 'RequestLimitExceeded', status: 503, times: 6 }],
    ['a fault of the cloud without words', { mode: 'error', code: 'Unavailable', status: 503 }],
  ] as const)('%s: exactly one image is made', async (_name, fault) => {
    const before = await inventory(side.cloud);
    const request = await imageRequest(side);
    const { jobId } = await withFaultAfterDryRun(fault, () => side.handlers.images.create(request));
    const job = await side.ended(jobId);
    expect(job).toMatchObject({ state: 'done', leftBehind: [] });
    const news = added(before, await inventory(side.cloud));
    expect(news.images).toEqual([job.imageId]);
  });

  test('an image that ends as failed is told with its reason, and what is left is named', async () => {
    const request = await imageRequest(side);
    const { jobId } = await withFaultAfterDryRun({ mode: 'fail-later' }, () => side.handlers.images.create(request));
    const job = await side.ended(jobId);
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: 'images.failed', retryable: false },
      // Where the person begins again.
      sourceInstanceId: request.instanceId,
    });
    expect(job.leftBehind).toEqual([`The image “web-image” (${job.imageId}) and its snapshots.`]);
  });
});

/** Faults meet dry runs too: the first one answers as a dry run does, the second is met by the call itself. */
async function withFaultAfterDryRun<T>(fault: { mode: string }, work: () => Promise<T>): Promise<T> {
  await side.fault({ operation: 'CreateImage', mode: 'error', code: 'DryRunOperation', status: 412 });
  await side.fault({ operation: 'CreateImage', ...fault } as Parameters<MainSide['fault']>[0]);
  return work();
}

describe('what the cloud would refuse is refused before a job begins', () => {
  test('a name that is taken, with the next free one', async () => {
    await create({ name: 'web' });
    await expect(side.handlers.images.create(await imageRequest(side, { name: 'web' }))).rejects.toMatchObject({
      code: 'images.name-taken',
      details: { field: 'name', fix: expect.stringContaining('“web-2”') },
    });
    expect((await side.handlers.jobs.list({})).jobs).toHaveLength(1);
  });

  test('a permission that is missing', async () => {
    await side.fault({ operation: 'CreateImage', mode: 'error', code: 'UnauthorizedOperation', status: 403 });
    await expect(create()).rejects.toMatchObject({ code: 'aws.denied', details: { awsCode: 'UnauthorizedOperation' } });
    expect((await side.handlers.jobs.list({})).jobs).toHaveLength(0);
  });

  test('an instance that does not exist', async () => {
    await expect(create({ instanceId: 'i-00000000000000000' })).rejects.toMatchObject({
      code: 'instances.not-found',
      details: { field: 'instanceId' },
    });
  });
});

describe('volumes that the cloud would refuse are told under their field', () => {
  const disk = { deviceName: '/dev/sdf', sizeGiB: 1, type: 'gp3', deleteOnTermination: true } as const;

  test('a device name that the instance uses, or that is given twice', async () => {
    await expect(create({ newVolumes: [disk, disk] })).rejects.toMatchObject({
      code: 'images.device-taken',
      details: { field: 'newVolumes.1.deviceName' },
    });
  });

  test('a snapshot that cannot be seen', async () => {
    const newVolumes = [{ ...disk, snapshotId: 'snap-00000000000000000' }];
    await expect(create({ newVolumes })).rejects.toMatchObject({
      code: 'images.snapshot-not-found',
      details: { field: 'newVolumes.0.snapshotId' },
    });
  });

  test('a size below the snapshot’s', async () => {
    await create();
    const { volumes } = (await side.handlers.images.list({})).images[0] ?? { volumes: [] };
    const newVolumes = [{ ...disk, snapshotId: volumes[0]?.snapshotId ?? '' }];
    await expect(create({ name: 'second', newVolumes })).rejects.toMatchObject({
      code: 'images.volume-too-small',
      details: { field: 'newVolumes.0.sizeGiB' },
    });
  });

  test('leaving out the root volume, or naming one that is not there', async () => {
    const { instances } = await side.handlers.instances.list({});
    const root = instances.find(({ state }) => state === 'running')?.volumes.find(({ isRoot }) => isRoot);
    const existing = { deviceName: root?.deviceName ?? '', include: false, deleteOnTermination: true };
    await expect(create({ existingVolumes: [existing] })).rejects.toMatchObject({
      details: { field: 'existingVolumes.0.include' },
    });
    await expect(create({ existingVolumes: [{ ...existing, deviceName: '/dev/sdz' }] })).rejects.toMatchObject({
      details: { field: 'existingVolumes.0.deviceName' },
    });
  });
});

test('the tags of the person and the mark of the job are on the image', async () => {
  await create();
  const [image] = (await side.handlers.images.list({})).images;
  expect(image?.tags).toContainEqual({ key: 'purpose', value: 'test' });
  expect(image?.tags.some(({ key }) => key === 'amiable:operation')).toBe(true);
});

test('fifty tags leave no room for the mark, and the image is still adopted by its name', async () => {
  const tags = Array.from({ length: 50 }, (_, index) => ({ key: `key-${index}`, value: 'x' }));
  const before = await inventory(side.cloud);
  const request = await imageRequest(side, { tags });
  const { jobId } = await withFaultAfterDryRun({ mode: 'drop-reply' }, () => side.handlers.images.create(request));
  expect(await side.ended(jobId)).toMatchObject({ state: 'done' });
  expect(added(before, await inventory(side.cloud)).images).toHaveLength(1);
});

test('the Name tag of an image is set and removed', async () => {
  const { imageId = '' } = await create();
  await side.handlers.images.setName({ imageId, name: 'The good one' });
  expect((await side.handlers.images.list({})).images[0]?.nameTag).toBe('The good one');
  await side.handlers.images.setName({ imageId, name: '' });
  expect((await side.handlers.images.list({})).images[0]?.nameTag).toBe('');
});
