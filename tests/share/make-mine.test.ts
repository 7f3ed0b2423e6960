import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeFault } from '../../src/practice/port.ts';
import { added, inventory, nothing } from '../desktop/cloud-eyes.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { actAs, encryptedImage, giveRequest, held, personNamed, plainImage, REGION } from './share-rig.ts';

let side: MainSide;
let plain: string;
let sealed: string;
beforeAll(async () => {
  side = await openPaperSide();
  plain = await plainImage(side, 'theirs');
  sealed = (await encryptedImage(side, 'customer')).imageId;
  for (const [imageId, keyPolicy] of [
    [plain, 'none'],
    [sealed, 'hand-over'],
  ] as const) {
    await side.ended((await side.handlers.share.give(giveRequest(imageId, { keyPolicy }))).jobId);
  }
  await actAs(side, 'partner');
});
afterAll(() => side.stop());
afterEach(async () => {
  await side.cloud.request('clearFaults', {});
});

const makeMine = async (imageId: string, name: string) =>
  side.handlers.share.makeMine({ region: REGION, imageId, name, description: 'Made from theirs' });

test('a machine is launched, imaged and ended; the image is one’s own', async () => {
  const before = await inventory(side.cloud, REGION, personNamed(side.cloud, 'partner'));
  const { jobId } = await makeMine(plain, 'mine');
  const job = await side.ended(jobId);
  expect(job).toMatchObject({ state: 'done', leftBehind: [], sentence: expect.stringContaining('is yours') });
  const news = added(before, await inventory(side.cloud, REGION, personNamed(side.cloud, 'partner')));
  expect(news).toMatchObject({ images: [job.imageId], instances: [], groups: [], keyPairs: [] });
  const { images } = await side.handlers.images.list({});
  expect(images.find(({ imageId }) => imageId === job.imageId)).toMatchObject({
    ownerId: '444455556666',
    name: 'mine',
  });
});

test('a machine whose key is closed ends at once: that is said, and nothing is left', async () => {
  const before = await inventory(side.cloud, REGION, personNamed(side.cloud, 'partner'));
  const { jobId } = await makeMine(sealed, 'sealed-mine');
  expect(await side.ended(jobId)).toMatchObject({
    state: 'failed',
    leftBehind: [],
    error: { code: 'share.key-closed', fix: expect.stringContaining('ask them to let it use the key') },
  });
  expect(added(before, await inventory(side.cloud, REGION, personNamed(side.cloud, 'partner')))).toEqual(nothing);
});

describe('refused before anything begins', () => {
  test('a name that is taken', async () => {
    await expect(makeMine(plain, 'mine')).rejects.toMatchObject({
      code: 'images.name-taken',
      details: { field: 'name' },
    });
  });

  test('one’s own image needs no making', async () => {
    const mine = (await side.handlers.images.list({})).images.find(({ name }) => name === 'mine')?.imageId ?? '';
    await expect(side.handlers.share.received({ region: REGION, imageId: mine })).rejects.toMatchObject({
      code: 'share.own-image',
    });
  });
});

describe('a call that fails', () => {
  type Fault = Pick<PracticeFault, 'mode'> & Partial<PracticeFault>;
  const refused: Fault = { mode: 'error', code: 'UnauthorizedOperation', message: 'No.', status: 403, times: 1 };
  const unheard: Fault = { mode: 'drop-reply', times: 1 };
  test.each<[string, string, Fault, 'done' | 'failed']>([
    ['RunInstances', 'refused', refused, 'failed'],
    ['RunInstances', 'unheard', unheard, 'done'],
    ['StopInstances', 'refused', refused, 'failed'],
    ['StopInstances', 'unheard', unheard, 'done'],
    ['CreateImage', 'refused', refused, 'failed'],
    ['CreateImage', 'unheard', unheard, 'done'],
    ['CreateImage', 'done and failing later', { mode: 'fail-later', times: 1 }, 'failed'],
    ['TerminateInstances', 'unheard', unheard, 'done'],
  ])('%s %s', async (operation, what, fault, state) => {
    const before = await inventory(side.cloud, REGION, personNamed(side.cloud, 'partner'));
    const { jobId } = await makeMine(plain, `mine-${operation}-${what}`.replace(/ /g, '-'));
    await side.fault({ operation, ...fault });
    const job = await side.ended(jobId);
    expect(job).toMatchObject({ state, leftBehind: [] });
    const news = added(before, await inventory(side.cloud, REGION, personNamed(side.cloud, 'partner')));
    expect(news).toMatchObject({ images: state === 'done' ? [job.imageId] : [], instances: [] });
  });

  test('that cannot be taken back is said: the machine that goes on costing money', async () => {
    const { jobId } = await makeMine(plain, 'mine-left');
    await side.fault({ operation: 'CreateImage', ...refused });
    await side.fault({ operation: 'TerminateInstances', ...refused, times: 20 });
    const job = await side.ended(jobId);
    expect(job).toMatchObject({ state: 'failed', leftBehind: [expect.stringMatching(/The machine i-\w+; it costs/)] });
  });
});

test('whoever leaves a share has it no longer, and only the owner can give it again', async () => {
  const look = () => side.handlers.share.received({ region: REGION, imageId: plain });
  expect(await look()).toMatchObject({ leave: { allowed: true }, copy: { allowed: false } });
  await side.handlers.share.leave({ region: REGION, imageId: plain });
  await expect(look()).rejects.toMatchObject({ code: 'images.not-found' });
  expect(await held(side.cloud, plain)).toMatchObject({ image: [] });
  await expect(side.handlers.share.leave({ region: REGION, imageId: plain })).rejects.toMatchObject({
    code: 'images.not-found',
  });
});
