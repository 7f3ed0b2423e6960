import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { setTheme, violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let page: Page;
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const dialog = () => page.getByRole('dialog');
const names = async () =>
  (await answer<{ people: { name: string }[] }>(page, 'access.people', {})).people.map(({ name }) => name);
const bothThemes = async () => {
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
};

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await page.evaluate(() => location.assign('#/people'));
  await row('auditor').getByText('200 days old').waitFor();
}, 90_000);
afterAll(() => app?.close());

test('by keyboard: a user is created, what is wrong is told under its field, and the card is shown once', async () => {
  await page.getByRole('button', { name: 'Create user' }).first().focus();
  await page.keyboard.press('Enter');
  await dialog().getByRole('textbox', { name: 'User name' }).focus();
  await page.keyboard.type('mia berg');
  await page.keyboard.press('Enter');
  await dialog().getByText('Leave out spaces').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('mia.berg');
  await page.keyboard.press('Enter');
  const card = page.getByRole('region', { name: 'Card for the new person' });
  await card.getByText('First password: ').waitFor();
  const password = /First password: (\S+)/.exec(await card.innerText())?.[1] ?? '';
  expect(password).toHaveLength(20);
  await bothThemes();
  await dialog().getByRole('button', { name: 'I have handed it over' }).focus();
  await page.keyboard.press('Enter');
  await row('mia.berg').getByText('yes').waitFor();
  expect(await page.content()).not.toContain(password);
});

test('by mouse: what they may do is told, with the gate that stops it, and any other thing can be asked', async () => {
  await page.getByRole('link', { name: 'auditor' }).click();
  await page.getByText('Share images with other accounts').click();
  const sharing = page.getByLabel(/^No\s+Share images/);
  await sharing.getByText('Nothing forbids it, but no policy of auditor allows it.').waitFor();
  await sharing.getByRole('list', { name: 'Gates' }).getByText('stops it').waitFor();
  await page.getByText('See the instances').click();
  await page
    .getByLabel(/^Yes\s+See the instances/)
    .getByText('Allowed by a statement')
    .waitFor();
  const ask = page.getByRole('region', { name: 'Would this work?' });
  await ask.getByRole('textbox', { name: 'Action' }).fill('ec2:DescribeVpcs');
  await page.keyboard.press('Enter');
  await ask.getByText('Yes', { exact: true }).waitFor();
  await bothThemes();
});

test('a key is switched off and on again, and a user is deleted after what goes with it was read', async () => {
  await page.getByRole('tab', { name: 'Permissions' }).click();
  await page.getByText('Managed policy, attached directly').waitFor();
  await page.getByRole('tab', { name: 'Access keys' }).click();
  await page.getByRole('button', { name: /^Switch off/ }).click();
  await page.getByText('Switched off', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Switch on/ }).click();
  await page.getByText('Active', { exact: true }).waitFor();
  await page.evaluate(() => location.assign('#/people'));
  await page.getByRole('radio', { name: 'Select mia.berg' }).click();
  await page.getByRole('button', { name: 'Delete user' }).click();
  await dialog().getByText('its console password').waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Delete user' }).click();
  await page.getByText('User mia.berg deleted').waitFor();
  expect(await names()).not.toContain('mia.berg');
});
