import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let page: Page;
const NAME = 'web-ubuntu-24.04-2026-10-01';
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const goTo = (path: string) => page.evaluate((to) => location.assign(`#${to}`), path);
const heading = (name: string) => page.getByRole('heading', { level: 1, name });
const imageId = async () =>
  (await answer<{ images: { imageId: string }[] }>(page, 'images.list', {})).images[0]?.imageId ?? '';

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await goTo('/images');
  await row(NAME).waitFor();
}, 60_000);

afterAll(async () => {
  await app?.close();
});

test('every view is reached, says what it holds, and passes axe', async () => {
  const empty = [
    ['Shared with me', 'No images are shared with this account'],
    ['Public', 'Look for a public image by its name'],
    ['Disabled', 'No disabled images'],
    ['Recycle Bin', 'The Recycle Bin is empty'],
  ] as const;
  for (const [view, title] of empty) {
    await button(new RegExp(`^${view}`)).click();
    await page.getByText(title).waitFor();
    expect(await violations(page), view).toEqual([]);
  }
  await button('Owned by me (1)').click();
  await row(NAME).waitFor();
});

test('public images are found by name, and conditions narrow them', async () => {
  await button('Public').click();
  await page.getByRole('searchbox', { name: /^Filter/ }).fill('ubuntu');
  await row('ubuntu/images').first().waitFor();
  const all = await page.getByRole('row').count();
  await page.getByRole('button', { name: /^Architecture/ }).click();
  await page.getByRole('option', { name: 'Arm (64-bit)' }).click();
  await expect.poll(() => page.getByRole('row').count()).toBeLessThan(all);
  await page.getByRole('searchbox', { name: /^Filter/ }).fill('');
  await page.getByText('Look for a public image by its name').waitFor();
});

test('a view is saved, survives the window, and brings back what it was', async () => {
  await button(/^Owned by me/).click();
  await page.getByRole('button', { name: /^Architecture/ }).click();
  await page.getByRole('option', { name: 'Any architecture' }).click();
  await page.getByRole('searchbox', { name: /^Filter/ }).fill('web 24.04');
  await page.getByText('All Regions').click();
  await row(NAME).getByText('eu-central-1').waitFor();
  await button('Views').click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  await button('Save').click();
  await page.getByText('Give the view a name.').waitFor();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Web everywhere');
  await page.keyboard.press('Enter');
  await button('View: Web everywhere').waitFor();
  await page.reload();
  await goTo('/images');
  await row(NAME).waitFor();
  expect(await row(NAME).getByText('eu-central-1').count()).toBe(0);
  await button('Views').click();
  await page.getByRole('menuitem', { name: 'Web everywhere' }).click();
  await row(NAME).getByText('eu-central-1').waitFor();
  expect(await page.getByRole('searchbox', { name: /^Filter/ }).inputValue()).toBe('web 24.04');
  expect(await violations(page)).toEqual([]);
});

test('an image has an address of its own, with the command of each action', async () => {
  await row(NAME).getByRole('link').click();
  await heading(NAME).waitFor();
  await page.getByRole('tab', { name: 'AWS CLI' }).click();
  await page.getByText(`aws ec2 disable-image --image-id ${await imageId()}`).waitFor();
  await button('Windows PowerShell').click();
  expect(await violations(page)).toEqual([]);
});

test('an id that is not there leads to Where is my image?, which says what may be the matter', async () => {
  await goTo('/images/us-east-1/ami-0123456789abcdef0');
  await page.getByText('cannot be seen from us-east-1').first().waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Where is my image?' }).click();
  await heading('Where is my image?').waitFor();
  await page.getByLabel('Id or part of the name').fill('ami-0123456789abcdefo');
  await page.keyboard.press('Enter');
  await page.getByText('it may be a zero').first().waitFor();
  await page.getByLabel('Id or part of the name').fill(await imageId());
  await button('Look in all Regions').click();
  await row('eu-central-1').getByRole('link').waitFor();
  expect(await violations(page)).toEqual([]);
});

test('two images that are ticked can be compared, one alone cannot', async () => {
  await goTo('/images');
  // One Region is enough: with all, newer images come in between while they answer.
  await page.getByText('All Regions').click();
  await button('Public').click();
  await page.getByRole('searchbox', { name: /^Filter/ }).fill('ubuntu');
  await row('ubuntu/images').nth(1).waitFor();
  await row('ubuntu/images').first().getByRole('checkbox').click();
  await button('Actions').click();
  const compare = page.getByRole('menuitem', { name: /^Compare two/ });
  expect(await compare.getAttribute('aria-disabled')).toBe('true');
  await page.keyboard.press('Escape');
  await row('ubuntu/images').nth(1).getByRole('checkbox').click();
  await button('Actions').click();
  expect(await compare.getAttribute('aria-disabled')).not.toBe('true');
  await page.keyboard.press('Escape');
  expect(app.complaints).toEqual([]);
});
