import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import { type CreateImageFacts, createImageDefaults } from '../../src/images/create-form.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { Job } from '../../src/jobs/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer, ask } from '../desktop/ask.ts';
import { hearCalls } from '../desktop/calls-heard.ts';
import { complaintsOf } from '../desktop/complaints.ts';
import { badInputs } from '../images-rules/bad-inputs.ts';
import { TAKEN } from '../images-rules/facts.ts';
import { until } from '../journey/stage.ts';
import { TYPING } from './typed-inputs.ts';

let app: LaunchedApp;
let page: Page;
let facts: CreateImageFacts;
let calls: () => Promise<string[]>;

const next = () => page.getByRole('button', { name: 'Next', exact: true });
const images = async () => (await answer<{ images: Image[] }>(page, 'images.list', {})).images;
const creations = async () => (await calls()).filter((call) => call === 'images.create').length;
const jobs = async () => (await answer<{ jobs: Job[] }>(page, 'jobs.list', {})).jobs;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
  const instance = instances.find(({ state }) => state === 'running');
  if (!instance) throw new Error('The practice cloud has no running instance.');
  // The one name of the table that must be taken already.
  const good = createImageDefaults({ instance, takenNames: [] }, TAKEN);
  await answer(page, 'images.create', { ...good, reboot: false });
  await until('the taken name', async () => (await images()).some(({ name }) => name === TAKEN));
  facts = await answer<CreateImageFacts>(page, 'images.createForm', { instanceId: instance.instanceId });
  calls = await hearCalls(app);
}, 90_000);

afterAll(async () => {
  await app?.close();
});

/** Opens the wizard anew and goes on to a step. */
async function openAt(step: string): Promise<void> {
  await page.evaluate(() => location.assign('#/settings'));
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.evaluate((id) => location.assign(`#/instances/${id}/create-image`), facts.instance.instanceId);
  for (const title of ['Name and description', 'Restart', 'Volumes', 'Tags', 'Review']) {
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    if (title === step) return;
    await next().click();
  }
}

// What no hand can type: the root disk's box is locked, a field of one line takes no line break, and the practice
// cloud's machines have no second disk to collide with. The table itself is held without a window.
const untypeable = new Set(['the root disk left out', 'the device name of another disk', 'a line break in a key']);
const typed = badInputs.filter(({ what }) => !untypeable.has(what));
const steps = [...new Set(typed.map(({ field }) => TYPING[field.split('.')[0] ?? '']?.step ?? ''))];

describe('bad inputs, typed into the real wizard', () => {
  test.each(steps)('at the step %s each gets its sentence, and Next does not go on', async (step) => {
    const before = { images: (await images()).length, jobs: (await jobs()).length, creations: await creations() };
    await openAt(step);
    const name = step === 'Name and description' ? await page.getByLabel('Image name').inputValue() : 'not-shown';
    const good = createImageDefaults(facts, name);
    for (const { what, change, field, sentence } of typed) {
      const typing = TYPING[field.split('.')[0] ?? ''];
      if (typing?.step !== step) continue;
      await typing.type(page, change(good));
      await next().click();
      await expect.poll(() => complaintsOf(page), { message: what, timeout: 10_000 }).toContain(sentence);
      expect(await page.getByRole('heading', { level: 1, name: step }).count(), what).toBe(1);
      // Fifty-one rows are sooner gone with the form than one by one.
      if (field === 'tags') await openAt(step);
      else await typing.type(page, good);
      await expect.poll(() => complaintsOf(page), { message: `${what}, put right`, timeout: 10_000 }).toBe('');
    }
    expect({ images: (await images()).length, jobs: (await jobs()).length, creations: await creations() }).toEqual(
      before,
    );
  });

  test('a form that is right goes on to Review', async () => {
    await openAt('Review');
    await page.getByRole('button', { name: 'Create image', exact: true }).waitFor();
  });

  test('the root disk cannot be left out', async () => {
    await openAt('Volumes');
    const root = facts.instance.volumes.find((volume) => volume.isRoot)?.deviceName ?? '';
    expect(await page.getByRole('checkbox', { name: `Include ${root}` }).isDisabled()).toBe(true);
  });

  test('a taken name comes with the next free one at a click', async () => {
    await openAt('Name and description');
    await page.getByLabel('Image name').fill(TAKEN);
    await page.getByRole('button', { name: `Use ${TAKEN}-2` }).click();
    expect(await page.getByLabel('Image name').inputValue()).toBe(`${TAKEN}-2`);
    await next().click();
    await page.getByRole('heading', { level: 1, name: 'Restart' }).waitFor();
  });

  test('a name that somebody takes meanwhile is told under the name, and nothing typed is lost', async () => {
    await openAt('Name and description');
    await page.getByLabel('Image name').fill('taken-meanwhile');
    await page.getByRole('textbox', { name: 'Image description' }).fill('kept by the form');
    for (let step = 0; step < 4; step++) await next().click();
    const good = createImageDefaults(facts, 'taken-meanwhile');
    await answer(page, 'images.create', { ...good, reboot: false });
    const named = async () => (await images()).filter(({ name }) => name === 'taken-meanwhile').length;
    await expect.poll(named, { timeout: 15_000 }).toBe(1);
    await page.getByRole('button', { name: 'Create image', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Name and description' }).waitFor();
    expect(await page.getByLabel('Image name').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('textbox', { name: 'Image description' }).inputValue()).toBe('kept by the form');
    expect(await named()).toBe(1);
  });

  test('a new volume smaller than its snapshot, which the cloud alone knows, is told under its size', async () => {
    const { imageId } = (await images()).find(({ name }) => name === TAKEN) ?? { imageId: '' };
    const root = async () => (await images()).find((each) => each.imageId === imageId)?.volumes[0];
    await expect.poll(async () => (await root())?.snapshotId, { timeout: 15_000 }).toBeDefined();
    const { snapshotId = '', sizeGiB = 2 } = (await root()) ?? {};
    const before = (await jobs()).length;
    await openAt('Volumes');
    await page.getByRole('button', { name: 'Add volume', exact: true }).click();
    const group = page.getByRole('group', { name: 'New volume 1' });
    await group.getByLabel('Snapshot (optional)').fill(snapshotId);
    await group.getByLabel('Size (GiB)').fill(String(sizeGiB - 1));
    await next().click();
    await next().click();
    await page.getByRole('button', { name: 'Create image', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Volumes' }).waitFor();
    await expect.poll(() => complaintsOf(page), { timeout: 10_000 }).toContain('This snapshot needs at least');
    expect(await group.getByLabel('Size (GiB)').getAttribute('aria-invalid')).toBe('true');
    expect(await jobs()).toHaveLength(before);
  });

  test('what no hand can type is refused by the main process, and no job begins', async () => {
    const before = (await jobs()).length;
    const [root] = facts.instance.volumes;
    const untyped = badInputs.filter(({ what }) => untypeable.has(what) && what !== 'the device name of another disk');
    expect(root?.isRoot).toBe(true);
    for (const { what, change, field } of untyped) {
      const reply = await ask(page, 'images.create', change(createImageDefaults(facts, 'not-typed')));
      expect(reply, what).toMatchObject({ ok: false, error: { field } });
    }
    expect(await jobs()).toHaveLength(before);
  });
});
