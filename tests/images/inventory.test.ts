import { CreateTagsCommand, DisableImageCommand, EC2Client, ModifyImageAttributeCommand } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/app/clock.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { crowd } from './crowded-world.ts';
import { listed, rowsQuery } from './listed.ts';

let side: MainSide;

afterEach(async () => {
  await side?.stop();
});

/** A client of the practice cloud that is not the app's. */
function client(person = 'trainee'): EC2Client {
  const { endpoint, people, defaultRegion } = side.cloud.ready;
  const found = people.find(({ userName }) => userName === person) ?? people[0];
  const { accessKeyId, secretAccessKey } = found;
  return new EC2Client({ endpoint, region: defaultRegion, credentials: { accessKeyId, secretAccessKey } });
}

const ownImage = async () => (await listed(side)).rows[0]?.imageId ?? '';

describe('every image is listed once, whatever their number', () => {
  test.each([0, 1, 49, 50, 51, 999, 1_000, 1_001, 25_000])(
    '%d images',
    async (count) => {
      side = await openPaperSide({ clock: systemClock });
      await crowd(side.cloud, count);
      const first = await listed(side, { sort: { column: 'amiName', descending: false } });
      expect(first).toMatchObject({ total: count, matched: count, complete: true, failures: [] });
      const names = new Set<string>();
      for (let page = 1; names.size < Math.min(count, 1_200); page += 1) {
        const answer = await listed(side, { page, sort: { column: 'amiName', descending: false } });
        for (const { name } of answer.rows) names.add(name);
        expect(names.size).toBe(Math.min(page * 100, count));
      }
      if (count > 0) {
        const last = await listed(side, { page: 1_000_000, sort: { column: 'amiName', descending: false } });
        expect(last.rows.at(-1)?.name).toBe(`crowd-${String(count - 1).padStart(5, '0')}`);
      }
    },
    60_000,
  );

  test('the first rows are there long before the last', async () => {
    side = await openPaperSide();
    await crowd(side.cloud, 25_000);
    const early = await side.handlers.images.rows(rowsQuery({ pageSize: 20 }));
    expect(early.complete).toBe(false);
    expect(early.rows).toHaveLength(20);
    expect(early.total).toBeLessThan(25_000);
  });
});

test('a filter is answered from what is loaded, without a call', async () => {
  side = await openPaperSide();
  await crowd(side.cloud, 300);
  await listed(side);
  await side.fault({ operation: '*', mode: 'error', code: 'InternalError', status: 500, times: 1_000 });
  const found = await listed(side, { filter: { text: 'crowd-0002 n=29' } });
  expect(found.rows.map(({ name }) => name)).toEqual(['crowd-00029']);
});

test('a Region that fails is named, the others stay, and it comes when it is tried again', async () => {
  side = await openPaperSide();
  const refusal = { code: 'UnauthorizedOperation', message: 'Not here.', status: 403, region: 'us-east-1' };
  await side.fault({ operation: 'DescribeImages', mode: 'error', ...refusal });
  const answer = await listed(side, { everywhere: true });
  expect(answer.regions).toBeGreaterThan(5);
  expect(answer.failures.map(({ region }) => region)).toEqual(['us-east-1']);
  expect(answer.failures[0]?.message).toMatch(/may not/);
  expect(answer.rows).toHaveLength(1);
  await side.handlers.images.refresh({ view: 'own', everywhere: true, text: '', ifStale: false, region: 'us-east-1' });
  await expect.poll(async () => (await listed(side, { everywhere: true })).failures).toEqual([]);
});

test('being asked to slow down is borne with patience', async () => {
  side = await openPaperSide();
  await crowd(side.cloud, 1_500);
  await side.fault({ operation: 'DescribeImages', mode: 'error', code: 'RequestLimitExceeded', status: 503, times: 4 });
  expect(await listed(side)).toMatchObject({ total: 1_500, failures: [] });
});

test('each view shows its images, and how many there are', async () => {
  side = await openPaperSide();
  const imageId = await ownImage();
  const own = client();
  const permission = { Add: [{ UserId: '444455556666' }] };
  await own.send(new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: permission }));
  await side.handlers.accounts.use({ source: { kind: 'practice', person: 'partner' }, region: 'eu-central-1' });
  expect((await listed(side)).rows).toEqual([]);
  expect((await listed(side, { view: 'shared' })).rows).toMatchObject([{ imageId, own: false }]);

  await side.handlers.accounts.use({ source: { kind: 'practice' }, region: 'eu-central-1' });
  await own.send(new DisableImageCommand({ ImageId: imageId }));
  await side.handlers.images.refresh({ view: 'own', everywhere: false, text: '', ifStale: false });
  await expect.poll(async () => (await listed(side, { view: 'disabled' })).rows[0]?.imageId).toBe(imageId);
  expect((await listed(side)).rows).toEqual([]);
  await expect.poll(async () => (await listed(side)).counts).toEqual({ own: 0, disabled: 1, shared: 0, bin: 0 });
  own.destroy();
});

test('public images are looked for by name, verified publishers first, and never all of them', async () => {
  side = await openPaperSide();
  expect(await listed(side, { view: 'public' })).toMatchObject({ total: 0, regions: 0 });
  const { rows, total } = await listed(side, { view: 'public', filter: { text: 'ubuntu' } });
  expect(total).toBeGreaterThan(3);
  expect(rows.every(({ name }) => name.includes('ubuntu'))).toBe(true);
  const verified = rows.map(({ ownerAlias }) => ownerAlias !== undefined);
  expect(verified).toEqual([...verified].sort((a, b) => Number(b) - Number(a)));
  expect(verified).toContain(true);
});

test('a change made elsewhere comes by the next listing, and one made here at once', async () => {
  side = await openPaperSide();
  const imageId = await ownImage();
  const other = client();
  await other.send(new CreateTagsCommand({ Resources: [imageId], Tags: [{ Key: 'Name', Value: 'elsewhere' }] }));
  await side.handlers.images.refresh({ view: 'own', everywhere: false, text: '', ifStale: false });
  await expect.poll(async () => (await listed(side)).rows[0]?.nameTag).toBe('elsewhere');
  await side.handlers.images.setName({ imageId, name: 'here' });
  await expect.poll(async () => (await listed(side)).rows[0]?.nameTag).toBe('here');
  other.destroy();
});

test('a pending image is followed by itself for more than an hour, until it is there', async () => {
  side = await openPaperSide();
  const { instances } = await side.handlers.instances.list({});
  const instanceId = instances.find(({ state }) => state === 'running')?.instanceId ?? '';
  await side.cloud.request('setSpeed', { speed: 1 });
  const { jobId } = await side.handlers.images.create({
    instanceId,
    name: 'slow-one',
    description: '',
    reboot: false,
    existingVolumes: [],
    newVolumes: [],
    tags: [],
    tagSnapshots: false,
    snapshotTags: [],
  });
  const slow = async () => (await listed(side)).rows.find(({ name }) => name === 'slow-one');
  await expect.poll(slow, { timeout: 10_000 }).toMatchObject({ state: 'pending' });
  const before = side.told.filter(({ event }) => event === 'images.changed').length;
  // Nobody asks in between: what is told was found out by itself.
  await side.cloud.request('step', { seconds: 4_000 });
  await expect
    .poll(() => side.told.filter(({ event }) => event === 'images.changed').length, { timeout: 10_000 })
    .toBeGreaterThan(before);
  await expect.poll(slow, { timeout: 10_000 }).toMatchObject({ state: 'available' });
  await side.ended(jobId);
});

test('another account’s images are never shown as this one’s', async () => {
  side = await openPaperSide();
  expect((await listed(side)).total).toBe(1);
  await side.handlers.accounts.use({ source: { kind: 'practice', person: 'partner' }, region: 'eu-central-1' });
  expect((await listed(side)).total).toBe(0);
});
