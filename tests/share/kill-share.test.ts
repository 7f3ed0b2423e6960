import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../../main/practice/cloud/cloud.ts';
import type { JobKind } from '../../src/jobs/contract.ts';
import { added, inventory, nothing } from '../desktop/cloud-eyes.ts';
import { createMemoryCipher, type MainSide, openMainSide } from '../desktop/main-side.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';
import {
  actAs,
  encryptedImage,
  giveRequest,
  type Held,
  held,
  PARTNER,
  partner,
  personNamed,
  REGION,
} from './share-rig.ts';

/** The app is ended, as by kill -9, instead of each line that it would write to its journal; then it is started again. */
let cloud: Cloud;
let folder: string;
let imageId: string;
let keyArn: string;
let before: Held;
const cipher = createMemoryCipher();

const begin = (killBefore?: number): Promise<MainSide> =>
  openMainSide({ cloud, folder, cipher, ...(killBefore ? { killBefore } : {}) });
const now = () => held(cloud, imageId, keyArn);

/** A killed app keeps its connections, and a practice cloud takes so many: so many lives are lived on one. */
const LIVES = 8;
let lives = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-kill-'));
  if (lives++ % LIVES > 0) return;
  await cloud?.stop();
  cloud = await startCloud({ world: null, speed: 100, machines: createPaperMachines().create });
  const side = await begin();
  ({ imageId, keyArn } = await encryptedImage(side, 'customer'));
  before = await now();
  await side.stop();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => cloud.stop());
afterEach(() => rm(folder, { recursive: true, force: true }));

const give = (side: MainSide) => side.handlers.share.give(giveRequest(imageId, { copy: true, keyPolicy: 'apply' }));
const takeBack = (side: MainSide) =>
  side.handlers.share.takeBack({ region: REGION, imageId, receivers: [partner], what: 'all' });
const endOf = async (side: MainSide, kind: JobKind) => {
  const { jobs } = await side.handlers.jobs.list({});
  const job = jobs.find((one) => one.kind === kind);
  return job && side.ended(job.jobId);
};
/** Kills the app before a line of its journal, starts it again, and answers how the job ended. */
const killed = async (line: number, work: (side: MainSide) => Promise<unknown>) => {
  const dying = await begin(line);
  const asked = work(dying).catch(() => undefined);
  await dying.killed;
  await asked;
  const side = await dying.killAndRestart();
  return { side, job: await endOf(side, 'share.change') };
};
// started, then intent and result of seven steps, then ended
const LINES = Array.from({ length: 16 }, (_, index) => index + 1);

describe('sharing with key and snapshots', () => {
  test.each(LINES)('killed before line %i: all of it or nothing, and taken back exactly', async (line) => {
    const { side, job } = await killed(line, give);
    if (line === 1) {
      expect(job).toBeUndefined();
      expect(await now()).toEqual(before);
    } else {
      expect(job).toMatchObject({ state: 'done', leftBehind: [] });
      expect(await now()).toMatchObject({ image: [PARTNER], snapshots: [PARTNER] });
    }
    const { jobId } = await takeBack(side);
    await side.ended(jobId);
    expect(await now()).toEqual(before);
    await side.stop();
  });
});

describe('taking it back', () => {
  test.each(LINES)('killed before line %i: nobody has it, and the key is as before', async (line) => {
    const first = await begin();
    const { jobId } = await give(first);
    await first.ended(jobId);
    await first.stop();
    await rm(folder, { recursive: true, force: true });
    const { side, job } = await killed(line, takeBack);
    if (line === 1) expect(job).toBeUndefined();
    else expect(job).toMatchObject({ state: 'done', leftBehind: [] });
    if (line === 1) await side.ended((await takeBack(side)).jobId);
    expect(await now()).toEqual(before);
    await side.stop();
  });
});

describe('making somebody else’s image one’s own', () => {
  // started, then intent and result of eight steps, then ended
  const lines = Array.from({ length: 18 }, (_, index) => index + 1);
  test.each(lines)('killed before line %i: one image, and no machine is left', async (line) => {
    const first = await begin();
    await first.ended((await give(first)).jobId);
    await actAs(first, 'partner');
    await first.stop();
    const earlier = await inventory(cloud, REGION, personNamed(cloud, 'partner'));
    const dying = await begin(line);
    const request = { region: REGION, imageId, name: `mine-${line}`, description: '' };
    const asked = dying.handlers.share.makeMine(request).catch(() => undefined);
    await dying.killed;
    await asked;
    const side = await dying.killAndRestart();
    const job = await endOf(side, 'share.make-mine');
    const news = added(earlier, await inventory(cloud, REGION, personNamed(cloud, 'partner')));
    if (line === 1) expect(news).toEqual(nothing);
    else {
      expect(job).toMatchObject({ state: 'done', leftBehind: [] });
      expect(news).toMatchObject({ images: [job?.imageId], instances: [] });
    }
    await side.stop();
  });
});
