import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import {
  actAs,
  encryptedImage,
  giveRequest,
  held,
  launchAs,
  organization,
  PARTNER,
  partner,
  plainImage,
  REGION,
  unit,
} from './share-rig.ts';

let side: MainSide;
beforeAll(async () => {
  side = await openPaperSide();
});
afterAll(() => side.stop());

const give = async (...input: Parameters<typeof giveRequest>) => {
  const { jobId } = await side.handlers.share.give(giveRequest(...input));
  return side.ended(jobId);
};
const takeBack = async (imageId: string, what: 'all' | 'copy' = 'all', receivers = [partner]) => {
  const { jobId } = await side.handlers.share.takeBack({ region: REGION, imageId, receivers, what });
  return side.ended(jobId);
};
const look = (imageId: string) => side.handlers.share.look({ region: REGION, imageId });

describe('an image that is not encrypted', () => {
  test('is given to an account, which sees and launches it, and is taken back again', async () => {
    const imageId = await plainImage(side, 'plain-1');
    expect(await give(imageId)).toMatchObject({ state: 'done', leftBehind: [] });
    expect(await held(side.cloud, imageId)).toMatchObject({ image: [PARTNER], snapshots: [] });
    expect((await look(imageId)).access).toEqual([{ receiver: partner, copy: 'none', key: 'not-needed' }]);
    expect(await launchAs(side.cloud, 'partner', imageId)).toMatchObject({ state: 'running' });

    await actAs(side, 'partner');
    const received = await side.handlers.share.received({ region: REGION, imageId });
    expect(received).toMatchObject({ copy: { allowed: false }, leave: { allowed: true } });
    await actAs(side, 'trainee');

    expect(await takeBack(imageId)).toMatchObject({ state: 'done' });
    expect(await held(side.cloud, imageId)).toMatchObject({ image: [], snapshots: [] });
    await expect(launchAs(side.cloud, 'partner', imageId)).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
  });

  test('can be copied only once its snapshots are given too, and no longer after that is taken back alone', async () => {
    const imageId = await plainImage(side, 'plain-2');
    const mayCopy = async () => {
      await actAs(side, 'partner');
      const { copy } = await side.handlers.share.received({ region: REGION, imageId });
      await actAs(side, 'trainee');
      return copy.allowed;
    };
    await give(imageId);
    expect(await mayCopy()).toBe(false);
    await give(imageId, { copy: true });
    expect(await held(side.cloud, imageId)).toMatchObject({ image: [PARTNER], snapshots: [PARTNER] });
    expect((await look(imageId)).access).toMatchObject([{ copy: 'all' }]);
    expect(await mayCopy()).toBe(true);
    await takeBack(imageId, 'copy');
    expect(await held(side.cloud, imageId)).toMatchObject({ image: [PARTNER], snapshots: [] });
    expect(await mayCopy()).toBe(false);
  });

  test('is given to an organisation and a unit, who get no snapshots', async () => {
    const imageId = await plainImage(side, 'plain-3');
    expect(await give(imageId, { receivers: [organization, unit, partner], copy: true })).toMatchObject({
      state: 'done',
    });
    expect(await held(side.cloud, imageId)).toMatchObject({ snapshots: [PARTNER] });
    const { access } = await look(imageId);
    expect(access.map(({ receiver: { kind }, copy }) => [kind, copy])).toEqual(
      expect.arrayContaining([
        ['organization', 'never'],
        ['unit', 'never'],
        ['account', 'all'],
      ]),
    );
    await takeBack(imageId, 'all', [organization, unit, partner]);
    expect(await held(side.cloud, imageId)).toMatchObject({ image: [], snapshots: [] });
  });

  test('keeps what others were given before, also when it is given to them again and taken from one', async () => {
    const imageId = await plainImage(side, 'plain-4');
    const other = { kind: 'account', id: '777788889999' } as const;
    await give(imageId, { receivers: [other] });
    await give(imageId, { receivers: [other, partner] });
    await takeBack(imageId);
    expect(await held(side.cloud, imageId)).toMatchObject({ image: [other.id] });
  });
});

describe('an encrypted image', () => {
  test('of the default key is refused with the way out', async () => {
    const { imageId } = await encryptedImage(side, 'default');
    expect((await look(imageId)).keys).toMatchObject([{ manager: 'aws', alias: 'alias/aws/ebs' }]);
    await expect(side.handlers.share.give(giveRequest(imageId, { keyPolicy: 'apply' }))).rejects.toMatchObject({
      code: 'share.default-key',
      details: { field: 'receivers', fix: expect.stringContaining('Copy the image') },
    });
    expect(await held(side.cloud, imageId)).toMatchObject({ image: [] });
  });

  test('of a customer key starts for others only once the policy lets them, which is taken out again exactly', async () => {
    const { imageId, keyArn } = await encryptedImage(side, 'customer');
    const before = await held(side.cloud, imageId, keyArn);
    expect((await look(imageId)).keys).toMatchObject([
      { manager: 'customer', alias: 'alias/team', policy: expect.any(String) },
    ]);

    const handed = await give(imageId, { keyPolicy: 'hand-over' });
    expect(handed).toMatchObject({ state: 'done', sentence: expect.stringContaining('owner of the key') });
    expect((await held(side.cloud, imageId, keyArn)).policy).toEqual(before.policy);
    expect((await look(imageId)).access).toMatchObject([{ key: 'no' }]);
    expect(await launchAs(side.cloud, 'partner', imageId)).toMatchObject({
      state: 'terminated',
      reason: expect.stringContaining('Client.InternalError'),
    });

    await give(imageId, { keyPolicy: 'apply' });
    expect((await look(imageId)).access).toMatchObject([{ key: 'yes' }]);
    expect(await launchAs(side.cloud, 'partner', imageId)).toMatchObject({ state: 'running' });

    await takeBack(imageId);
    expect(await held(side.cloud, imageId, keyArn)).toEqual(before);
  });
});

test('an image of somebody else is not shared by whoever has it', async () => {
  const imageId = await plainImage(side, 'plain-5');
  await give(imageId);
  await actAs(side, 'partner');
  await expect(side.handlers.share.look({ region: REGION, imageId })).rejects.toMatchObject({
    code: 'share.not-owner',
  });
  await actAs(side, 'trainee');
});
