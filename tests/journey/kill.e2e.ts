import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import type { Job } from '../../src/jobs/contract.ts';
import { launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { openCloudSide } from './cloud-side.ts';
import { until } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'amiable-kill-'));
const connectionFile = join(folder, 'practice.json');
const NAME = 'kept-through-a-kill';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open() {
  rmSync(connectionFile, { force: true });
  return launchApp({
    userDataDir: join(folder, 'data'),
    args: [`--practice-connection-file=${connectionFile}`],
  });
}

const cloudSide = () => until('the practice cloud', () => openCloudSide(connectionFile).catch(() => undefined));

const jobsOf = async (page: Page) => (await answer<{ jobs: readonly Job[] }>(page, 'jobs.list', {})).jobs;

test('an image that is pending when the app is killed is followed to its end at the next start, once', async () => {
  const first = await open();
  const before = await cloudSide();
  const source = await until('the machine to copy', () => before.instanceNamed('web-01'));
  await answer(first.page, 'images.create', {
    instanceId: source.InstanceId ?? '',
    name: NAME,
    description: '',
    reboot: false,
    existingVolumes: [],
    newVolumes: [],
    tags: [],
    tagSnapshots: false,
  });
  const pending = await until('the pending image', () => before.image(NAME));
  expect(pending.State).toBe('pending');
  await first.kill9();

  const second = await open();
  const after = await cloudSide();
  const done = await until(
    'the job’s end',
    async () => (await jobsOf(second.page)).find((job) => job.state === 'done'),
    90_000,
  );
  expect(done.imageId).toBe(pending.ImageId);
  expect((await after.image(NAME))?.State).toBe('available');
  expect((await after.images()).filter((name) => name === NAME)).toHaveLength(1);
  expect(await jobsOf(second.page)).toHaveLength(1);
  await second.page.getByText(NAME).first().waitFor();
  await second.close();
});
