import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import { type CreateImageFacts, createImageDefaults } from '../../src/images/create-form.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { Job } from '../../src/jobs/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { badInputs } from '../images-rules/bad-inputs.ts';
import { TAKEN } from '../images-rules/facts.ts';
import { until } from '../journey/stage.ts';
import { TYPING } from './typed-inputs.ts';

let app: LaunchedApp;
let page: Page;
let facts: CreateImageFacts;

const next = () => page.getByRole('button', { name: 'Next', exact: true });
const images = async () => (await answer<{ images: Image[] }>(page, 'images.list', {})).images;
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
}, 90_000);

afterAll(async () => {
  await app?.close();
});

/** What the fields that are marked wrong say, as a screen reader tells it, and what is said of a whole list. */
function complaints(): Promise<string> {
  return page.evaluate(() => {
    const marked = [...document.querySelectorAll('[aria-invalid="true"]')];
    const words = marked.flatMap((field) => (field.getAttribute('aria-describedby') ?? '').split(' '));
    const told = words.map((id) => document.getElementById(id)?.textContent ?? '');
    const lists = [...document.querySelectorAll('[data-list-error]')].map((list) => list.textContent ?? '');
    return [...told, ...lists].join('\n').trim();
  });
}

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
    const before = { images: (await images()).length, jobs: (await jobs()).length };
    await openAt(step);
    const name = step === 'Name and description' ? await page.getByLabel('Image name').inputValue() : 'not-shown';
    const good = createImageDefaults(facts, name);
    for (const { what, change, field, sentence } of typed) {
      const typing = TYPING[field.split('.')[0] ?? ''];
      if (typing?.step !== step) continue;
      await typing.type(page, change(good));
      await next().click();
      await expect.poll(complaints, { message: what, timeout: 10_000 }).toContain(sentence);
      expect(await page.getByRole('heading', { level: 1, name: step }).count(), what).toBe(1);
      // Fifty-one rows are sooner gone with the form than one by one.
      if (field === 'tags') await openAt(step);
      else await typing.type(page, good);
      await expect.poll(complaints, { message: `${what}, put right`, timeout: 10_000 }).toBe('');
    }
    expect({ images: (await images()).length, jobs: (await jobs()).length }).toEqual(before);
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
});
