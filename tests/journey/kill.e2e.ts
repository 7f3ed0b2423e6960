import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, test } from 'vitest';
import type { Job } from '../../src/jobs/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
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

test.each([
  ['killed', (app: LaunchedApp) => app.kill9()],
  ['closed', (app: LaunchedApp) => app.close()],
] as const)(
  'a machine that is pending when the app is %s is followed to its end at the next start, and is the only one',
  async (how, end) => {
    const name = `started-once-${how}`;
    const first = await open();
    await cloudSide();
    const { jobId } = await answer<{ jobId: string }>(first.page, 'launch.start', await launchOf(first.page, name));
    const jobIn = async (page: Page) => (await jobsOf(page)).find((job) => job.jobId === jobId);
    const [instanceId] = await until('the machine', async () => (await jobIn(first.page))?.instanceIds, 30_000);
    await end(first);

    const second = await open();
    const after = await cloudSide();
    await answer(second.page, 'practice.setSpeed', { speed: 100 });
    const job = await until(
      'the job’s end',
      async () => {
        const found = await jobIn(second.page);
        return found?.state === 'running' ? undefined : found;
      },
      60_000,
    );
    expect(job).toMatchObject({ state: 'done', instanceIds: [instanceId], leftBehind: [] });
    expect(await after.instanceNamed(name)).toMatchObject({ InstanceId: instanceId, count: 1 });
    // The card of the job is there again, with what to do next.
    await second.page.getByText(`${name} is running.`, { exact: false }).first().waitFor();
    await second.page.getByRole('button', { name: 'Connect' }).first().waitFor();
    await second.close();
  },
  120_000,
);

/** A launch whose new group lets no SSH in: its job ends with the machine's checks. */
async function launchOf(page: Page, name: string) {
  const { images } = await answer<{ images: { imageId: string; state: string }[] }>(page, 'images.list', {});
  const { vpcs } = await answer<{ vpcs: { vpcId: string; isDefault: boolean }[] }>(page, 'network.list', {});
  return {
    imageId: images.find(({ state }) => state === 'available')?.imageId ?? '',
    name,
    tags: [],
    instanceType: 't3.micro',
    key: { kind: 'none' },
    vpcId: vpcs.find(({ isDefault }) => isDefault)?.vpcId ?? '',
    publicIp: true,
    firewall: { kind: 'new', name, description: 'For a test', rules: [] },
    volumes: [],
    newVolumes: [],
    requireImdsV2: true,
    terminationProtection: false,
    shutdownBehavior: 'stop',
    userData: '',
    count: 1,
  };
}
