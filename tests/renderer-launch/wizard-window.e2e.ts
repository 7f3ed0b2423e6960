import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';

let app: LaunchedApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
}, 90_000);
afterAll(() => app?.close());

/** Conditions are waited for; this is only how long a broken one may take to be told. */
const PATIENCE = { timeout: 15_000 };

const summary = () => page.getByRole('complementary', { name: 'Summary of the launch' });
const dialog = () => page.getByRole('dialog');
const field = (path: string) => page.locator(`[data-field="${path}"]`);

/** By way of another page, so that the form begins anew; from a quick start, as somebody without an image would. */
async function openForm(system = 'Ubuntu 24.04 LTS'): Promise<void> {
  await page.evaluate(() => location.assign('#/key-pairs'));
  await page.getByRole('heading', { name: 'Key pairs' }).waitFor();
  await page.getByRole('link', { name: 'Launch instances' }).click();
  await page.getByRole('tab', { name: 'Quick Start' }).click();
  await page.getByRole('button', { name: `Use ${system}` }).click();
  await summary().waitFor();
}

async function violations(within: string): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (selector) => {
    const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(selector, {
      resultTypes: ['violations'],
    });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, within);
}

test('without an image the wizard asks for one: a quick start, one of mine, or any by its name or ID', async () => {
  await page.evaluate(() => location.assign('#/instances'));
  await page.getByRole('button', { name: 'Launch instances' }).click();
  await page.getByRole('button', { name: 'Use Amazon Linux 2023' }).waitFor();
  await page.getByRole('tab', { name: 'My AMIs' }).click();
  await page.getByRole('button', { name: /^Use web-ubuntu/ }).waitFor();
  await page.getByRole('tab', { name: 'Recents' }).click();
  await page.getByText('You have launched nothing in this Region from here yet.').waitFor();

  await page.getByRole('tab', { name: 'Search' }).click();
  const wanted = page.getByLabel('ID or a part of the name');
  await wanted.fill('debian-12');
  await wanted.press('Enter');
  await page.getByRole('button', { name: /^Use debian-12-amd64/ }).waitFor();
  await wanted.fill('ami-0123456789abcdef0');
  await wanted.press('Enter');
  await page.getByText('This image cannot be seen from').waitFor();
  expect(await violations('main')).toEqual([]);
  const { images } = await answer<{ images: { imageId: string }[] }>(page, 'images.list', {});
  await wanted.fill(images[0]?.imageId ?? '');
  await wanted.press('Enter');
  await page.getByRole('button', { name: /^Use web-ubuntu/ }).click();
  await field('imageId')
    .getByText(images[0]?.imageId ?? '')
    .waitFor();
});

test('another image keeps what was filled in, and says what had to change', async () => {
  await openForm();
  await page.getByLabel('Name', { exact: true }).fill('kept through the change');
  await page.getByRole('button', { name: 'Change image' }).click();
  await page.getByRole('tab', { name: 'Quick Start' }).click();
  await page.getByRole('button', { name: '64-bit (Arm)' }).click();
  await page.getByRole('button', { name: 'Use Debian 12' }).click();
  await page.getByText('t3.micro cannot start this image, which is made for arm64. It is t4g.micro now.').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('kept through the change');
  await summary().getByText('t4g.micro: 2 vCPUs, 1 GiB memory').waitFor();
  expect(await violations('main')).toEqual([]);
});

test('the summary tells the price a month, an hour, of what it is made, and what goes on after a stop', async () => {
  await openForm();
  const cost = () => summary().getByRole('region', { name: 'What it costs' }).innerText();
  // t3.micro as eu-central-1 has it, 8 GiB of gp3, and an address.
  await expect
    .poll(cost, PATIENCE)
    .toMatch(/\$13\.02 a month\s+\$0\.0178 an hour\s+Machine\s+\$8\.73\s+Disks\s+\$0\.64/);
  expect(await cost()).toMatch(
    /Public address\s+\$3\.65\s+Stopped: the disks still cost \$0\.64 a month\. Terminated: nothing\./,
  );
  expect(await cost()).toContain('list price of us-east-1, July 2025');

  await page.getByLabel('Number of instances').fill('3');
  await page.getByRole('checkbox', { name: 'Auto-assign public IP' }).uncheck();
  await page.getByRole('spinbutton', { name: 'Size (GiB)' }).or(page.getByLabel('Size (GiB)')).first().fill('100');
  await expect.poll(cost, PATIENCE).toMatch(/3 machines\s+\$50\.19 a month/);
  expect(await cost()).not.toContain('Public address');
});

test('all types can be searched, narrowed, sorted by price and chosen by keyboard', async () => {
  await openForm();
  const opener = page.getByRole('button', { name: 'Compare all types' });
  await opener.focus();
  await opener.press('Enter');
  const rows = () => dialog().getByRole('row').allInnerTexts();
  await expect.poll(async () => (await rows()).length, PATIENCE).toBe(11);
  await dialog()
    .getByRole('button', { name: /At least so many vCPUs/ })
    .click();
  await page.getByRole('option', { name: '8 vCPUs or more' }).click();
  await dialog()
    .getByRole('button', { name: /At least so many GiB memory/ })
    .click();
  await page.getByRole('option', { name: '32 GiB memory or more', exact: true }).click();
  const prices = async () => (await rows()).slice(1).map((row) => Number(/\$(\d+\.\d{4})/.exec(row)?.[1]));
  await expect.poll(async () => (await prices())[0], PATIENCE).toBeGreaterThan(0.2);
  expect(await prices()).toEqual([...(await prices())].sort((a, b) => a - b));
  expect(await violations('[role=dialog]')).toEqual([]);

  await dialog().getByLabel('Find an instance type').fill('m7i.2x');
  await expect.poll(async () => (await rows()).length, PATIENCE).toBe(2);
  await dialog().getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await dialog().getByRole('button', { name: 'Choose m7i.2xlarge' }).press('Enter');
  await summary().getByText('m7i.2xlarge: 8 vCPUs, 32 GiB memory').waitFor();
  await field('instanceType').getByText('m7i.2xlarge').waitFor();
  await page.getByRole('button', { name: 'Advanced details' }).click();
  await page.getByRole('checkbox', { name: 'Detailed monitoring' }).check();
  await summary().getByText('Detailed monitoring').waitFor();
  // It has no credits, so nothing is asked about them.
  expect(await page.getByText('Credit specification').count()).toBe(0);
});

test('a key that exists elsewhere is imported in the form, which says that its private half is not here', async () => {
  await openForm();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog().getByLabel('Key pair name').fill('from-elsewhere');
  await dialog()
    .getByLabel('Public half')
    .fill('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@elsewhere');
  await dialog().getByRole('button', { name: 'Import key pair' }).click();
  await page.getByText('The private half of this key pair is not on this computer').waitFor();
  await summary().getByText('from-elsewhere').waitFor();
});

test('the network says whether the subnet is public, and what the address costs', async () => {
  await openForm();
  await field('subnetId').getByText('Public: its route leads to the internet (an internet gateway).').waitFor();
  await field('publicIp').getByText('$3.65 a month').waitFor();
  await field('publicIp').getByRole('checkbox').uncheck();
  await field('publicIp').getByText('you won’t reach this machine from here').waitFor();
});
