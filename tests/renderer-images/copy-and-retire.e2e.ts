import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import { createImageDefaults } from '../../src/images/create-form.ts';
import type { Impact } from '../../src/images/retire.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { Job } from '../../src/jobs/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { until } from '../journey/stage.ts';
import { setTheme, violations } from '../renderer/violations.ts';

const NAME = 'website-v1';
const OTHERS = ['444455556666', '777788889999'];
let app: LaunchedApp;
let page: Page;
let image: Image;

const images = async () => (await answer<{ images: Image[] }>(page, 'images.list', {})).images;
const jobs = async () => (await answer<{ jobs: Job[] }>(page, 'jobs.list', {})).jobs;
const place = () => ({ region: image.region, imageId: image.imageId });
const sharedWith = async (): Promise<string[]> => {
  const { shares } = await answer<Impact>(page, 'images.impact', place());
  return shares.known ? shares.value.map(({ id }) => id).sort() : [];
};
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Selects the image on the AMIs page and chooses from Actions, by mouse. */
async function choose(entry: string): Promise<void> {
  // Coming anew, so that nothing is selected yet.
  await page.evaluate(() => location.assign('#/settings'));
  await heading('Settings');
  await page.evaluate(() => location.assign('#/images'));
  await page
    .getByRole('row')
    .filter({ hasText: image.imageId })
    .getByRole('radio')
    .or(page.getByRole('row').filter({ hasText: image.imageId }).getByRole('checkbox'))
    .first()
    .click();
  await button('Actions').click();
  await page.getByRole('menuitem', { name: entry }).click();
}

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await answer(page, 'practice.setSpeed', { speed: 100 });
  const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
  const instance = instances.find(({ state }) => state === 'running');
  if (!instance) throw new Error('The practice cloud has no running instance.');
  await answer(page, 'images.create', createImageDefaults({ instance, takenNames: [] }, NAME));
  image = await until('the image', async () =>
    (await images()).find(({ name, state }) => name === NAME && state === 'available'),
  );
  const receivers = OTHERS.map((id) => ({ kind: 'account', id }));
  await answer(page, 'share.give', { ...place(), receivers, copy: false, keyPolicy: 'none' });
  await until('the shares', async () => (await sharedWith()).length === OTHERS.length);
}, 90_000);

afterAll(async () => {
  await app?.close();
});

test('a copy to two Regions by mouse: the taken name is told, each copy has its bar and its end', async () => {
  await choose('Copy image');
  await heading('Copy image');
  await button('Copy image').click();
  await page.getByText('Choose at least one Region.').waitFor();
  await page.getByLabel('Copy to').click();
  await page.getByRole('option', { name: 'where it is now' }).click();
  await page.getByRole('option', { name: 'eu-west-1' }).click();
  await page.keyboard.press('Escape');
  await page.getByText(`In ${image.region} the image ${image.imageId} has this name already.`).waitFor();
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await button(`Use ${NAME}-2`).click();
  await button('Copy to 2 Regions').click();
  await page.getByText(`The copy “${NAME}-2”`).nth(1).waitFor({ timeout: 30_000 });
  // The copy of this Region can be launched from here, the other one looked at.
  await button('Launch instance').first().waitFor();
  await button('Open image').waitFor();
  const copies = (await jobs()).filter(({ kind }) => kind === 'images.copy');
  expect(copies.map(({ account, state }) => [account.region, state]).sort()).toEqual([
    ['eu-central-1', 'done'],
    ['eu-west-1', 'done'],
  ]);
  expect((await images()).some(({ name }) => name === `${NAME}-2`)).toBe(true);
});

test('disabling names whoever loses the image, and enabling gives it back to them', async () => {
  await choose('Disable image');
  await heading(`Disable image: ${NAME}`);
  const sheet = page.getByRole('table', { name: 'What is affected' });
  for (const id of OTHERS) await sheet.getByText(`account ${id}`).waitFor();
  expect(await violations(page)).toEqual([]);
  await button('Disable image').click();
  await page.getByText('is disabled: hidden').waitFor();
  expect(await sharedWith()).toEqual([]);
  await button('Enable it again').click();
  await heading(`Enable image: ${NAME}`);
  await page.getByRole('checkbox', { name: OTHERS[0] ?? '' }).waitFor();
  await button('Enable image').click();
  await page.getByText('is enabled and can be launched again').waitFor();
  expect(await sharedWith()).toEqual(OTHERS);
});

test('a protected image is not deregistered until the switch on the page is off; then it can be restored', async () => {
  await answer(page, 'images.protect', { ...place(), on: true, withCooldown: false });
  await choose('Deregister image');
  await heading(`Deregister image: ${NAME}`);
  await page.getByText('The image is protected from deregistration.').waitFor();
  expect(await button('Deregister image').count()).toBe(0);
  await button('Switch the protection off').click();
  await page.getByRole('radio', { name: 'Keep them' }).waitFor();
  await page.getByText('Take it that this cannot be undone').waitFor();
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await button('Deregister image').click();
  await page.getByText('It lies in the Recycle Bin until').waitFor();
  expect((await images()).some(({ imageId }) => imageId === image.imageId)).toBe(false);
  await button('Restore').click();
  await heading(`Restore image: ${NAME}`);
  await button('Restore image').click();
  await page.getByText('is back. It can be launched again.').waitFor();
  expect((await images()).some(({ imageId }) => imageId === image.imageId)).toBe(true);
  expect(await sharedWith()).toEqual(OTHERS);
});

test('a deprecation is set by typing its day, and a day that is past is refused', async () => {
  await choose('Deprecate image');
  await heading(`Deprecate image: ${NAME}`);
  const day = page.getByRole('textbox', { name: 'Deprecated from' });
  await day.fill('2020/01/01');
  await button('Deprecate').click();
  await page.getByText('Choose a day that is still to come.').waitFor();
  const next = `${new Date().getUTCFullYear() + 1}/06/01`;
  await day.fill(next);
  await button('Deprecate').click();
  await page.getByText(`${NAME} is deprecated from`).waitFor();
  expect((await images()).find(({ imageId }) => imageId === image.imageId)?.deprecatedAt).toContain(
    String(new Date().getUTCFullYear() + 1),
  );
});

test('nothing was refused by the content policy, and no error went to the console', () => {
  expect(app.complaints).toEqual([]);
});
