import { afterEach, expect, test } from 'vitest';
import { imageRequest, launchRequest } from '../desktop/journey-inputs.ts';
import { type MainSide, openMainSide } from '../desktop/main-side.ts';

let side: MainSide;
afterEach(() => side.stop());

test('an image is made, becomes available, is launched with a new key and runs', async () => {
  side = await openMainSide();
  const { images, jobs, keys, launch, instances } = side.handlers;

  const { jobId } = await images.create(await imageRequest(side));
  const made = await side.ended(jobId);
  expect(made).toMatchObject({ state: 'done', title: 'Create image web-image', leftBehind: [] });
  const [image] = (await images.list({})).images;
  expect(image).toMatchObject({ imageId: made.imageId, name: 'web-image', state: 'available' });

  const pair = await keys.create({ name: 'clone-key', type: 'ed25519' });
  expect(pair).toMatchObject({ name: 'clone-key', privateHalfHere: true });

  const request = await launchRequest(side, made.imageId ?? '', { key: { kind: 'existing', name: 'clone-key' } });
  const launched = await side.ended((await launch.start(request)).jobId);
  expect(launched).toMatchObject({ state: 'done', leftBehind: [] });
  expect(launched.sentence).toBe('clone is running, and SSH answers.');
  const clone = (await instances.list({})).instances.find(({ name }) => name === 'clone');
  expect(clone).toMatchObject({
    state: 'running',
    imageId: made.imageId,
    keyName: 'clone-key',
    instanceType: 't3.micro',
  });
  expect(clone?.volumes.length).toBeGreaterThan(0);

  const { jobs: all } = await jobs.list({});
  expect(all.map(({ kind }) => kind)).toEqual(['launch.start', 'images.create']);
  await jobs.dismiss({ jobId });
  expect((await jobs.list({})).jobs).toHaveLength(1);
});
