import { DescribeImagesCommand, DescribeSnapshotsCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyErrors } from '../../src/images/copy-words.ts';
import { type NamingRules, NO_RULES, readRules } from '../../src/images/naming-rules.ts';
import { imageRequest } from '../desktop/journey-inputs.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { outsider } from '../leftovers/left-over-things.ts';
import { copyRequest, HOME, quickImage, soon } from './image-rig.ts';

let side: MainSide;
beforeEach(async () => {
  side = await openPaperSide();
});
afterEach(() => side.stop());

const rules: NamingRules = {
  pattern: 'shop-{purpose}-{date}',
  requiredTags: [{ key: 'team', values: ['web'] }],
  enforced: true,
};
const fitting = { name: 'shop-web-2026-11-03', tags: [{ key: 'team', value: 'web' }] };
const jobs = async () => (await side.handlers.jobs.list({})).jobs;

describe('enforced rules', () => {
  test.each([
    ['a name', { ...fitting, name: 'mine' }, 'name'],
    ['a missing tag', { ...fitting, tags: [] }, 'tags'],
    ['a value', { ...fitting, tags: [{ key: 'team', value: 'mine' }] }, 'tags.0.value'],
    ['snapshots tagged apart', { ...fitting, tagSnapshots: false }, 'snapshotTags'],
  ])('refuse %s in the main process too, before anything begins', async (_, change, field) => {
    await side.handlers.settings.setNamingRules(rules);
    await expect(side.handlers.images.create(await imageRequest(side, change))).rejects.toMatchObject({
      code: 'images.against-rules',
      details: { field },
    });
    expect(await jobs()).toEqual([]);
  });

  test('let through what keeps them, and advice refuses nothing', async () => {
    await side.handlers.settings.setNamingRules(rules);
    const { jobId } = await side.handlers.images.create(await imageRequest(side, fitting));
    expect(await side.ended(jobId)).toMatchObject({ state: 'done' });
    await side.handlers.settings.setNamingRules({ ...rules, enforced: false });
    const second = await side.handlers.images.create(await imageRequest(side, { name: 'mine' }));
    expect(await side.ended(second.jobId)).toMatchObject({ state: 'done' });
  });

  test('hold for a copy under a new name, and let one pass that keeps its source’s', async () => {
    const imageId = await quickImage(side, 'before-the-rules');
    await side.handlers.settings.setNamingRules(rules);
    const ask = (name: string) => side.handlers.images.copy(copyRequest(imageId, { name }));
    await expect(ask('mine')).rejects.toMatchObject({ code: 'images.against-rules', details: { field: 'name' } });
    expect(copyErrors(copyRequest(imageId, { name: 'mine' }), [], 'before-the-rules', rules).name).toContain('pattern');
    for (const name of ['before-the-rules', fitting.name]) {
      const [copy] = (await ask(name)).jobs;
      expect(await soon(side, copy?.jobId ?? '')).toMatchObject({ state: 'done' });
    }
  });

  test('hold for an image that is made of somebody else’s', async () => {
    const imageId = await quickImage(side, 'theirs');
    await side.handlers.settings.setNamingRules(rules);
    await expect(
      side.handlers.share.makeMine({ region: HOME, imageId, name: 'mine', description: '' }),
    ).rejects.toMatchObject({ code: 'images.against-rules', details: { field: 'name' } });
  });

  test('are none to begin with, outlive kill -9, and are handed on as a file', async () => {
    expect(await side.handlers.settings.namingRules({})).toEqual(NO_RULES);
    await side.handlers.settings.setNamingRules(rules);
    side = await side.killAndRestart();
    expect(await side.handlers.settings.namingRules({})).toEqual(rules);
    expect(await side.handlers.settings.exportNamingRules({})).toEqual({ saved: true });
    expect(readRules(side.saved[0]?.text ?? '')).toEqual({ rules });
  });
});

test('the snapshots get tags of their own where they are tagged apart', async () => {
  const request = await imageRequest(side, {
    tagSnapshots: false,
    snapshotTags: [{ key: 'cost-centre', value: '42' }],
  });
  const { imageId } = await side.ended((await side.handlers.images.create(request)).jobId);
  const ec2 = outsider(side.cloud);
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [imageId ?? ''] }));
  const ids = Images[0]?.BlockDeviceMappings?.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: ids }));
  ec2.destroy();
  const keys = (tags: { Key?: string }[] = []) => tags.map(({ Key }) => Key).sort();
  expect(keys(Images[0]?.Tags)).toEqual(['amiable:operation', 'purpose']);
  expect(keys(Snapshots[0]?.Tags)).toEqual(['amiable:operation', 'cost-centre']);
});

describe('several instances in one go', () => {
  async function requests(...names: string[]) {
    const { instances } = await side.handlers.instances.list({});
    const one = await imageRequest(side);
    return names.map((name, index) => ({ ...one, instanceId: instances[index]?.instanceId ?? '', name }));
  }

  test('are a job each, every one followed to its end', async () => {
    const { jobIds } = await side.handlers.images.createSeveral({ requests: await requests('one', 'two', 'three') });
    const ended = await Promise.all(jobIds.map((jobId) => side.ended(jobId)));
    expect(ended.map(({ state, title }) => [state, title])).toEqual([
      ['done', 'Create image one'],
      ['done', 'Create image two'],
      ['done', 'Create image three'],
    ]);
  });

  test('begin all or none: one that is refused is told at its own field', async () => {
    await side.ended((await side.handlers.images.create(await imageRequest(side, { name: 'two' }))).jobId);
    await expect(side.handlers.images.createSeveral({ requests: await requests('one', 'two') })).rejects.toMatchObject({
      code: 'images.name-taken',
      details: { field: 'requests.1.name' },
    });
    await expect(
      side.handlers.images.createSeveral({ requests: await requests('same', 'same') }),
    ).rejects.toMatchObject({
      code: 'images.name-twice',
      details: { field: 'requests.1.name' },
    });
    expect(await jobs()).toHaveLength(1);
  });
});

test('the snapshots that a volume can be made of are offered, the newest first', async () => {
  const before = (await side.handlers.images.snapshots({})).snapshots;
  await side.ended((await side.handlers.images.create(await imageRequest(side))).jobId);
  const { snapshots } = await side.handlers.images.snapshots({});
  expect(snapshots).toHaveLength(before.length + 1);
  expect(snapshots[0]).toMatchObject({ sizeGiB: 8, description: expect.stringContaining('CreateImage') });
});

test('an image that is pending for more than an hour of practice time is still followed', async () => {
  await side.handlers.practice.setSpeed({ speed: 1 });
  const { jobId } = await side.handlers.images.create(await imageRequest(side, { name: 'slow-image' }));
  const slow = async () => (await side.handlers.images.list({})).images.find(({ name }) => name === 'slow-image');
  await expect.poll(slow).toMatchObject({ state: 'pending' });
  await putOff('slow-image', 2 * 3_600_000);
  await side.cloud.request('step', { seconds: 3_700 });
  expect(await slow()).toMatchObject({ state: 'pending' });
  expect((await jobs()).find((job) => job.jobId === jobId)).toMatchObject({ state: 'running' });
  await side.cloud.request('step', { seconds: 3_700 });
  expect(await side.ended(jobId)).toMatchObject({ state: 'done' });
});

/** Lets an image that is being made take so many milliseconds longer. */
async function putOff(name: string, ms: number): Promise<void> {
  const { world } = await side.cloud.request('exportWorld', {});
  const [, at = ''] = new RegExp(`"name":"${name}".*?"next":\\{[^}]*?"at":(\\d+)`).exec(world) ?? [];
  await side.cloud.request('importWorld', { world: world.replaceAll(at, String(Number(at) + ms)) });
}
