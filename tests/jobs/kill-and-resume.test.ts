import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../../main/practice/cloud/cloud.ts';
import { added, inventory } from '../desktop/cloud-eyes.ts';
import { availableImage, imageRequest, launchRequest } from '../desktop/journey-inputs.ts';
import { createMemoryCipher, type MainSide, openMainSide } from '../desktop/main-side.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';

/**
 * The app is ended, as by kill -9, instead of each line that it would write to its journal; then it is started again.
 *
 * Whatever the moment: one image or one machine, and a job that is followed to its end once.
 */
let cloud: Cloud;
let folder: string;
const cipher = createMemoryCipher();
afterEach(async () => {
  await cloud.stop();
  await rm(folder, { recursive: true, force: true });
});

const begin = async (killBefore?: number): Promise<MainSide> => {
  return openMainSide({ cloud, folder, cipher, ...(killBefore ? { killBefore } : {}) });
};

const fresh = async (): Promise<void> => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-kill-'));
  cloud = await startCloud({ world: null, speed: 100, machines: createPaperMachines().create });
};

const doneJobs = async (side: MainSide) => {
  const { jobs } = await side.handlers.jobs.list({});
  return Promise.all(jobs.map(({ jobId }) => side.ended(jobId)));
};

describe('an image', () => {
  // started, intent, result, intent, result, ended
  test.each([1, 2, 3, 4, 5, 6])('killed before line %i of its journal: one image, one end', async (line) => {
    await fresh();
    const before = await inventory(cloud);
    const dying = await begin(line);
    const request = await imageRequest(dying);
    const asked = dying.handlers.images.create(request).catch(() => undefined);
    await dying.killed;
    await asked;
    const side = await dying.killAndRestart();
    const jobs = await doneJobs(side);
    const news = added(before, await inventory(cloud));
    // Before the first line nothing was promised, so nothing happens.
    expect(jobs.map(({ state }) => state)).toEqual(line === 1 ? [] : ['done']);
    expect(news.images).toEqual(line === 1 ? [] : [jobs[0]?.imageId]);
    await side.stop();
  });
});

describe('a launch with a new security group', () => {
  // started, then intent and result of five steps, then ended
  test.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'killed before line %i: one machine, one group, one end',
    async (line) => {
      await fresh();
      const first = await begin();
      const imageId = await availableImage(first);
      await first.stop();
      const before = await inventory(cloud);
      const dying = await begin(line);
      const request = await launchRequest(dying, imageId, {
        firewall: {
          kind: 'new',
          name: 'closed',
          description: 'Nobody in',
          rules: [{ service: 'http', source: '0.0.0.0/0' }],
        },
      });
      const asked = dying.handlers.launch.start(request).catch(() => undefined);
      await dying.killed;
      await asked;
      const side = await dying.killAndRestart();
      const job = (await doneJobs(side)).find(({ kind }) => kind === 'launch.start');
      expect(job).toMatchObject({ state: 'done', leftBehind: [] });
      const news = added(before, await inventory(cloud));
      expect(news.instances).toEqual(job?.instanceIds);
      expect(news.groups).toHaveLength(1);
      await side.stop();
    },
  );
});

test('an ended job is not taken up again', async () => {
  await fresh();
  const first = await begin();
  await availableImage(first);
  await first.stop();
  const side = await begin();
  const { jobs } = await side.handlers.jobs.list({});
  expect(jobs).toMatchObject([{ state: 'done' }]);
  expect(side.told).toEqual([]);
  await side.stop();
});
