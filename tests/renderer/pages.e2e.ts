import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGES } from '../../renderer/app/pages.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { setTheme, violations } from './violations.ts';

let app: LaunchedApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await page.getByRole('row').filter({ hasText: 'Running' }).first().waitFor();
}, 90_000);

afterAll(async () => {
  await app?.close();
});

const listed = PAGES.filter(({ nav }) => nav !== undefined);
const link = (name: string) => page.getByRole('link', { name, exact: true });
// The breadcrumbs are a navigation too, but never hold two pages of the list at once.
const navigation = () =>
  page
    .getByRole('navigation')
    .filter({ has: link('Settings') })
    .filter({ has: link('AMIs') });

test.each(['light', 'dark'] as const)(
  'every page of the navigation opens, has one first heading, and passes axe in %s',
  async (theme) => {
    await setTheme(page, theme);
    for (const { title, path } of listed) {
      await navigation().getByRole('link', { name: title, exact: true }).click({ timeout: 10_000 });
      await page.waitForFunction((hash) => location.hash === hash, `#${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await expect.poll(() => page.getByText(/^(Loading|Opening) /).count(), { timeout: 15_000 }).toBe(0);
      expect(await page.getByRole('heading', { level: 1 }).count(), title).toBe(1);
      expect(await violations(page), `${title} in ${theme}`).toEqual([]);
    }
  },
);

test.each(['light', 'dark'] as const)('the Create image wizard passes axe at every step in %s', async (theme) => {
  await setTheme(page, theme);
  await page.evaluate(() => location.assign('#/instances'));
  const row = page.getByRole('row').filter({ hasText: 'web-01' });
  await row.getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Image and templates' }).click();
  await page.getByRole('menuitem', { name: 'Create image' }).click();
  for (const title of ['Name and description', 'Restart', 'Volumes', 'Tags', 'Review']) {
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    if (title === 'Volumes') await page.getByRole('button', { name: 'Add volume' }).click();
    if (title === 'Tags') {
      await page.getByRole('button', { name: 'Add tag' }).click();
      await page.getByRole('textbox', { name: 'Key of tag 1' }).fill('purpose');
    }
    expect(await violations(page), `${title} in ${theme}`).toEqual([]);
    if (title !== 'Review') await page.getByRole('button', { name: 'Next', exact: true }).click();
  }
});

test('the strip, the title and the account menu say that this is the practice cloud', async () => {
  await page.getByRole('status').getByText('nothing here costs money or touches AWS').waitFor();
  expect(await page.title()).toBe('Practice cloud - Amiable');
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Switch account' }).click();
  await page.getByRole('dialog').getByText('Costs nothing, touches nothing.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('a column that is switched off stays off after the window is loaded again', async () => {
  await navigation().getByRole('link', { name: 'Instances', exact: true }).click();
  const header = () => page.getByRole('columnheader', { name: 'Status check', exact: true });
  await header().waitFor();
  await page.getByRole('button', { name: 'Preferences' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Status check', exact: true }).uncheck({ force: true });
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await header().waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByRole('columnheader', { name: 'Instance state' }).waitFor();
  expect(await header().count()).toBe(0);
});

test('nothing was refused by the content policy, and no error went to the console', () => {
  expect(app.complaints).toEqual([]);
});
