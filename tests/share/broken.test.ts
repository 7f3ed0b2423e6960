import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeFault } from '../../src/practice/port.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { encryptedImage, giveRequest, type Held, held, PARTNER, partner, REGION } from './share-rig.ts';

/**
 * Each call of a sharing, and of its end, is lost or refused in turn.
 *
 * Whatever happens: all of it is so, none of it is, or what is in between is said line by line.
 */
let side: MainSide;
let imageId: string;
let keyArn: string;
let before: Held;
beforeAll(async () => {
  side = await openPaperSide();
  ({ imageId, keyArn } = await encryptedImage(side, 'customer'));
  before = await held(side.cloud, imageId, keyArn);
});
afterAll(() => side.stop());

type Fault = Pick<PracticeFault, 'mode'> & Partial<PracticeFault>;
const refused: Fault = { mode: 'error', code: 'UnauthorizedOperation', message: 'No.', status: 403, times: 1 };
const lost: Fault = { mode: 'drop', times: 1 };
const unheard: Fault = { mode: 'drop-reply', times: 1 };
const silent: Fault = { mode: 'drop-reply', times: 60 };
const calls = ['PutKeyPolicy', 'ModifySnapshotAttribute', 'ModifyImageAttribute'] as const;
const faults: readonly [string, Fault][] = [
  ['refused', refused],
  ['lost once', lost],
  ['done and unheard once', unheard],
  ['done and never heard of', silent],
];
/** A policy that says so already is not written again, so silence after it was written is found out. */
const endsBadly = (operation: string, fault: Fault): boolean =>
  fault === refused || (fault === silent && operation !== 'PutKeyPolicy');
const table = calls.flatMap((operation) => faults.map(([what, fault]) => ({ operation, what, fault })));

const now = () => held(side.cloud, imageId, keyArn);
const give = async () => side.handlers.share.give(giveRequest(imageId, { copy: true, keyPolicy: 'apply' }));
const takeBack = async () =>
  side.handlers.share.takeBack({ region: REGION, imageId, receivers: [partner], what: 'all' });
/** Begins a job, puts the fault in its way, and waits for its end: what is asked before the job is not in the way. */
const through = async (begin: typeof give, operation: string, fault: Fault) => {
  const { jobId } = await begin();
  await side.fault({ operation, ...fault });
  const job = await side.ended(jobId);
  await side.cloud.request('clearFaults', {});
  return job;
};
const clean = async () => {
  const { jobId } = await takeBack();
  await side.ended(jobId);
  expect(await now()).toEqual(before);
};

describe('sharing', () => {
  test.each(table)('while $operation is $what', async ({ operation, fault }) => {
    const job = await through(give, operation, fault);
    const after = await now();
    if (job.state === 'done') {
      expect(after).toMatchObject({ image: [PARTNER], snapshots: [PARTNER] });
      expect(after.policy).not.toEqual(before.policy);
    } else if (job.leftBehind.length === 0) expect(after).toEqual(before);
    else {
      expect(job.error?.message).not.toBe('');
      const told = job.leftBehind.join('\n');
      if (after.image.length > 0) expect(told).toContain(`to launch ${imageId}`);
      if (after.snapshots.length > 0) expect(told).toContain('to copy snap-');
      if (JSON.stringify(after.policy) !== JSON.stringify(before.policy))
        expect(told).toContain('policy of alias/team');
    }
    expect(job.state).toBe(endsBadly(operation, fault) ? 'failed' : 'done');
    await clean();
  });

  test('a refusal at the last step takes the steps before it back, and says that nothing is left', async () => {
    const job = await through(give, 'ModifyImageAttribute', refused);
    expect(job).toMatchObject({ state: 'failed', leftBehind: [] });
    expect(await now()).toEqual(before);
  });

  test('what somebody had before is theirs after a failed sharing too', async () => {
    const { jobId } = await side.handlers.share.give(giveRequest(imageId, { keyPolicy: 'hand-over' }));
    await side.ended(jobId);
    const had = await now();
    const job = await through(give, 'ModifySnapshotAttribute', refused);
    expect(job.state).toBe('failed');
    expect(await now()).toEqual(had);
    await clean();
  });
});

describe('taking back', () => {
  test.each(table)('while $operation is $what', async ({ operation, fault }) => {
    const { jobId } = await give();
    await side.ended(jobId);
    const job = await through(takeBack, operation, fault);
    const after = await now();
    if (job.state === 'done') expect(after).toEqual(before);
    else {
      const told = job.leftBehind.join('\n');
      if (after.image.length > 0) expect(told).toContain(`to launch ${imageId}`);
      if (operation === 'ModifySnapshotAttribute' && after.snapshots.length > 0)
        expect(told).toContain('to copy snap-');
      if (operation === 'PutKeyPolicy') expect(told).toContain('policy of alias/team');
    }
    expect(job.state).toBe(endsBadly(operation, fault) ? 'failed' : 'done');
    await clean();
  });
});
