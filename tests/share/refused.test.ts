import * as kms from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { share } from '../../src/share/contract.ts';
import type { Receiver } from '../../src/share/receivers.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import {
  actAs,
  clientsOf,
  encryptedImage,
  everyone,
  giveRequest,
  held,
  OWN,
  organization,
  PARTNER,
  partner,
  passTime,
  plainImage,
  REGION,
} from './share-rig.ts';

let side: MainSide;
let imageId: string;
beforeAll(async () => {
  side = await openPaperSide();
  imageId = await plainImage(side, 'refused');
});
afterAll(() => side.stop());

const give = (...input: Parameters<typeof giveRequest>) => side.handlers.share.give(giveRequest(...input));
const begun = async () => (await side.handlers.jobs.list({})).jobs.filter(({ kind }) => kind === 'share.change').length;

describe('before any job begins, under its field', () => {
  test.each<[string, readonly Receiver[], string]>([
    ['11 digits', [{ kind: 'account', id: '44445555666' }], 'An account number has 12 digits.'],
    ['hyphens', [{ kind: 'account', id: '4444-5555-6666' }], 'An account number has 12 digits.'],
    [
      'the ID of a unit',
      [{ kind: 'unit', id: 'ou-ab12-12345678' }],
      'This is not the ARN of a unit of an organisation.',
    ],
    [
      'the ID of an organisation',
      [{ kind: 'organization', id: 'o-1234567890' }],
      'This is not the ARN of an organisation.',
    ],
    ['another everyone', [{ kind: 'everyone', id: 'everybody' }], 'Everyone has no other name than “all”.'],
    ['nobody', [], 'Say whom to share with.'],
  ])('%s does not pass the gate', (_what, receivers, sentence) => {
    const { error } = share.calls.give.input.safeParse(giveRequest(imageId, { receivers: [...receivers] }));
    expect(error?.issues.map(({ message }) => message)).toEqual([sentence]);
    expect(error?.issues[0]?.path[0]).toBe('receivers');
  });

  test.each<[string, Partial<Parameters<typeof giveRequest>[1]>, string, string]>([
    ['the own account', { receivers: [partner, { kind: 'account', id: OWN }] }, 'share.own-account', 'receivers'],
    ['everyone while public images are blocked', { receivers: [everyone] }, 'share.public-blocked', 'receivers'],
    [
      'copying by an organisation alone',
      { receivers: [organization], copy: true },
      'share.copy-needs-accounts',
      'copy',
    ],
  ])('%s', async (_what, change, code, field) => {
    const before = await begun();
    await expect(give(imageId, change)).rejects.toMatchObject({ code, details: { field } });
    expect(await begun()).toBe(before);
    expect(await held(side.cloud, imageId)).toMatchObject({ image: [] });
  });

  test('whoever may only look, with the action that is missing', async () => {
    await actAs(side, 'auditor');
    await expect(give(imageId)).rejects.toMatchObject({
      code: 'aws.denied',
      message: expect.stringContaining('ec2:ModifyImageAttribute'),
    });
    await actAs(side, 'trainee');
  });

  test('an image of another account, and one that is not there', async () => {
    await actAs(side, 'partner');
    await expect(give(imageId)).rejects.toMatchObject({ code: 'images.not-found' });
    await actAs(side, 'trainee');
  });

  test('one receiver more than the quota of an image', async () => {
    const many = Array.from(
      { length: 1_000 },
      (_, n): Receiver => ({ kind: 'account', id: `9${String(n).padStart(11, '0')}` }),
    );
    const full = await plainImage(side, 'full');
    const { jobId } = await give(full, { receivers: many });
    expect(await side.ended(jobId)).toMatchObject({ state: 'done' });
    await expect(give(full)).rejects.toMatchObject({
      details: { field: 'receivers', awsCode: 'ResourceLimitExceeded', awsMessage: expect.stringContaining('1000') },
    });
    expect((await held(side.cloud, full)).image).not.toContain(PARTNER);
  });
});

test('everyone gets it once the block is off, which takes a while, and the quota of public images holds', async () => {
  const state = async () => (await side.handlers.share.look({ region: REGION, imageId })).publicBlock.state;
  await side.handlers.share.setPublicBlock({ region: REGION, blocked: false });
  expect(await state()).toBe('on');
  await passTime(side.cloud);
  expect(await state()).toBe('off');
  await side.cloud.request('configure', { accountId: OWN, region: REGION, publicImageQuota: 0 });
  await expect(give(imageId, { receivers: [everyone] })).rejects.toMatchObject({
    details: { field: 'receivers', awsCode: 'ResourceLimitExceeded' },
  });
  await side.cloud.request('configure', { accountId: OWN, region: REGION, publicImageQuota: 5 });
  const { jobId } = await give(imageId, { receivers: [everyone] });
  expect(await side.ended(jobId)).toMatchObject({ state: 'done' });
  expect(await held(side.cloud, imageId)).toMatchObject({ image: ['all'] });
  const { publicImages, access } = await side.handlers.share.look({ region: REGION, imageId });
  expect({ publicImages, access }).toMatchObject({ publicImages: 1, access: [{ receiver: everyone }] });

  await actAs(side, 'partner');
  await expect(side.handlers.share.leave({ region: REGION, imageId })).rejects.toMatchObject({
    code: 'share.not-leavable',
    message: expect.stringContaining('public'),
  });
  await actAs(side, 'trainee');
  await side.handlers.share.setPublicBlock({ region: REGION, blocked: true });
  await passTime(side.cloud);
  expect(await state()).toBe('on');
});

describe('a customer key', () => {
  const statement = (Sid: string, Effect: string, Action: string, AWS: string) => ({
    Sid,
    Effect,
    Action,
    Resource: '*',
    Principal: { AWS },
  });
  const allowAll = statement('all', 'Allow', 'kms:*', `arn:aws:iam::${OWN}:root`);
  /** Denies the trainee one action, so that only somebody else can do it. */
  const deny = async (keyArn: string, action: string) => {
    const denial = statement('not-here', 'Deny', action, `arn:aws:iam::${OWN}:user/trainee`);
    await clientsOf(side.cloud, 'trainee').kms.send(
      new kms.PutKeyPolicyCommand({
        KeyId: keyArn,
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [allowAll, denial] }),
        BypassPolicyLockoutSafetyCheck: true,
      }),
    );
  };
  let sealed: { imageId: string; keyArn: string };
  beforeAll(async () => {
    sealed = await encryptedImage(side, 'customer');
  });

  test('must be decided about, and lets nobody be everyone', async () => {
    await expect(give(sealed.imageId)).rejects.toMatchObject({ code: 'share.key-undecided' });
    await expect(give(sealed.imageId, { receivers: [everyone], keyPolicy: 'apply' })).rejects.toMatchObject({
      code: 'share.public-encrypted',
    });
  });

  test('whose policy may not be read here: only its owner can add to it', async () => {
    await deny(sealed.keyArn, 'kms:GetKeyPolicy');
    await expect(give(sealed.imageId, { keyPolicy: 'apply' })).rejects.toMatchObject({
      code: 'share.key-unreadable',
      details: { field: 'keyPolicy' },
    });
    const { jobId } = await give(sealed.imageId, { keyPolicy: 'hand-over' });
    expect(await side.ended(jobId)).toMatchObject({ state: 'done' });
    const back = await side.handlers.share.takeBack({
      region: REGION,
      imageId: sealed.imageId,
      receivers: [partner],
      what: 'all',
    });
    expect(await side.ended(back.jobId)).toMatchObject({
      state: 'done',
      sentence: expect.stringContaining('You may not read the policy of alias/team'),
    });
  });

  test('whose policy may not be changed here: the job ends before anything is shared, and says so', async () => {
    await deny(sealed.keyArn, 'kms:PutKeyPolicy');
    const { jobId } = await give(sealed.imageId, { keyPolicy: 'apply', copy: true });
    expect(await side.ended(jobId)).toMatchObject({
      state: 'failed',
      leftBehind: [],
      error: { code: 'aws.denied', message: expect.stringContaining('kms:PutKeyPolicy') },
    });
    expect(await held(side.cloud, sealed.imageId)).toMatchObject({ image: [], snapshots: [] });
  });
});
