import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';

let launched: LaunchedApp;
let page: Page;

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
  await page.getByRole('row').filter({ hasText: 'Running' }).first().waitFor();
}, 90_000);

afterAll(() => launched.close());

const hasFocus = async (target: Locator) =>
  (await target.count()) > 0 && target.first().evaluate((element) => element === document.activeElement);
const focusIn = (selector: string) =>
  page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector);

/** Presses a key until `there`, as somebody does who looks for the focus; fails where it never gets there. */
async function pressUntil(key: string, there: () => Promise<boolean>, what: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await there()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${what} was not reached by ${key}.`);
}
const to = (target: Locator, what: string, key = 'Tab') => pressUntil(key, () => hasFocus(target), what);
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('an image is made by the keyboard alone', async () => {
  await to(page.getByRole('searchbox', { name: 'Filter Instances' }), 'the filter');
  await page.keyboard.type('web-01');
  await expect.poll(() => page.getByRole('checkbox', { name: /^Select / }).count()).toBe(1);
  await pressUntil('Tab', () => focusIn('table'), 'the table');
  await pressUntil('ArrowDown', () => focusIn('tbody tr'), 'the row');
  await to(page.getByRole('checkbox', { name: 'Select web-01' }), 'the row’s choice', 'ArrowLeft');
  await page.keyboard.press('Space');
  await expect.poll(() => page.getByRole('checkbox', { name: 'Select web-01' }).isChecked()).toBe(true);

  await to(button('Actions'), 'Actions', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await to(page.getByRole('menuitem', { name: 'Image and templates' }), 'the group', 'ArrowDown');
  await page.keyboard.press('Enter');
  await to(page.getByRole('menuitem', { name: 'Create image' }), 'Create image', 'ArrowDown');
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { level: 1, name: 'Name and description' }).waitFor();
  await to(page.getByRole('textbox', { name: 'Image name' }), 'the name');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('made-without-a-mouse');
  for (const next of ['Restart', 'Volumes', 'Tags', 'Review']) {
    await to(button('Next'), `Next, before ${next}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: next }).waitFor();
  }
  await to(button('Create image'), 'Create image');
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { level: 1, name: 'Amazon Machine Images (AMIs)' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'made-without-a-mouse' }).getByText('Pending').waitFor();
  expect(launched.complaints).toEqual([]);
});
