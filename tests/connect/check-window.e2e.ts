import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../../src/instances/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { eventually, launchMachine } from '../desktop/machine.ts';
import { setTheme, violations } from '../renderer/violations.ts';

let launched: LaunchedApp;
let page: Page;
let instanceId: string;
let rule: object;
let groupId: string;

const link = (words: string) => page.getByRole('button', { name: words, exact: true });
const screen = async () => ((await page.locator('.xterm-rows').textContent()) ?? '').replaceAll('\u00a0', ' ');
const shows = (text: string) =>
  eventually(`“${text}” on the terminal`, async () => (await screen()).includes(text), 20_000);

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
  await page.getByRole('heading', { name: 'Instances' }).first().waitFor();
  await answer(page, 'keys.create', { name: 'check-key', type: 'ed25519' });
  instanceId = await launchMachine(page, 'check-key', 'check-01');
  const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
  groupId = instances.find((one) => one.instanceId === instanceId)?.groups[0]?.groupId ?? '';
  const { address } = await answer<{ address: string }>(page, 'network.myAddress', {});
  rule = { protocol: 'tcp', fromPort: 22, toPort: 22, source: `${address}/32` };
}, 120_000);

afterAll(() => launched.close());

test('the check of a machine that is in order is green from end to end, from the Instances page on', async () => {
  await page
    .getByRole('row', { name: /check-01/ })
    .getByRole('radio')
    .or(page.getByRole('row', { name: /check-01/ }).getByRole('checkbox'))
    .first()
    .click();
  await page.getByRole('link', { name: 'Check the connection' }).click();
  await page.getByRole('heading', { name: 'Connection check of check-01', level: 1 }).waitFor();
  await page.getByText('Every link holds').waitFor();
  expect(
    await page.getByRole('list', { name: 'The way from this computer to the machine' }).getByRole('listitem').count(),
  ).toBe(11);
  // By keyboard: a link tells what was found of it.
  await link('Route: in order').focus();
  await page.keyboard.press('Enter');
  await page.getByText('The subnet’s route for everywhere', { exact: false }).waitFor();
});

test('a connection fails, the picture shows the red link, its remedy is clicked, and the terminal opens', async () => {
  await answer(page, 'network.removeRule', { groupId, rule });
  await page.evaluate((id) => {
    location.hash = `#/instances/${id}/connect`;
  }, instanceId);
  await page.locator('form').getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('No answer on port 22.').waitFor({ timeout: 25_000 });
  await link('Security group: broken').waitFor();
  await page.getByText('lets nobody use SSH', { exact: false }).waitFor();
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(page, theme);
    expect(await violations(page, ['.xterm'])).toEqual([]);
  }
  await page.getByRole('button', { name: 'Let my address in' }).click();
  await page.getByText('may use SSH.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Connect as ubuntu' }).click();
  await shows('Welcome to Ubuntu');
}, 60_000);

test('a wrong user is told from a wrong key, and one click logs in as the right one', async () => {
  await page.getByRole('button', { name: 'End session' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await page.getByLabel('User name').fill('ec2-user');
  await page.locator('form').getByRole('button', { name: 'Connect', exact: true }).click();
  await link('User: broken').waitFor();
  await page.getByText('but it does let ubuntu in', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Log in as ubuntu' }).last().click();
  await shows('Welcome to Ubuntu');
  expect(launched.complaints).toEqual([]);
}, 30_000);
