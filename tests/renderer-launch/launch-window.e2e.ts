import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecurityGroupCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';

let app: LaunchedApp;
let page: Page;
let ec2: EC2Client;
let image: Image;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-launch-'));
  const file = join(folder, 'connection.json');
  app = await launchApp({ args: [`--practice-connection-file=${file}`] });
  page = app.page;
  const { images } = await answer<{ images: Image[] }>(page, 'images.list', {});
  const found = images.find(({ state }) => state === 'available');
  if (!found) throw new Error('The practice cloud has no image to launch from.');
  image = found;
  const connection = JSON.parse(await readFile(file, 'utf8'));
  ec2 = new EC2Client({
    endpoint: connection.endpoint,
    region: connection.region,
    credentials: { accessKeyId: connection.accessKeyId, secretAccessKey: connection.secretAccessKey },
  });
}, 90_000);

afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Conditions are waited for; this is only how long a broken one may take to be told. */
const PATIENCE = { timeout: 15_000 };

const launch = () => page.getByRole('button', { name: 'Launch instance', exact: true });
const focused = () => page.locator(':focus');

async function openForm(): Promise<void> {
  // By way of another page: the form begins anew.
  await page.evaluate(() => location.assign('#/key-pairs'));
  await page.getByRole('heading', { name: 'Key pairs' }).waitFor();
  await page.evaluate((id) => location.assign(`#/images/${id}/launch`), image.imageId);
  await launch().waitFor();
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

async function instancesOnTheCloud(): Promise<number> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  return Reservations.flatMap(({ Instances = [] }) => Instances).length;
}

test('the form opens with a safe default everywhere except for the key pair', async () => {
  await openForm();
  const summary = page.getByRole('complementary', { name: 'Summary of the launch' });
  await expect.poll(() => summary.textContent(), PATIENCE).toContain('Not chosen yet');
  expect(await summary.textContent()).toMatch(/SSH from \d+\.\d+\.\d+\.\d+\/32/);
  expect(await page.getByRole('checkbox', { name: 'Encrypted' }).first().isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Advanced details' }).click();
  expect(await page.getByRole('checkbox', { name: 'Require metadata version 2 (IMDSv2)' }).isChecked()).toBe(true);
});

test('Launch goes to the first thing that is wrong, unfolds what hides one, and asks nothing of the cloud', async () => {
  await openForm();
  const before = await instancesOnTheCloud();
  await launch().click();
  await page.getByText('1 thing to put right').waitFor();
  await expect.poll(() => focused().getAttribute('aria-invalid'), PATIENCE).toBe('true');

  await focused().press('Enter');
  await page.getByRole('option', { name: /Proceed without a key pair/ }).click();
  await page.getByText('nobody can log in with SSH, and AWS').waitFor();
  const advanced = page.getByRole('button', { name: 'Advanced details' });
  await advanced.click();
  await page.getByLabel('User data').fill('é'.repeat(8_193));
  await advanced.click();
  await page.getByLabel('User data').waitFor({ state: 'hidden' });
  await launch().click();
  await expect.poll(() => focused().inputValue(), PATIENCE).toContain('é');
  await page.getByText('this has 16,386 bytes').first().waitFor();
  expect(await instancesOnTheCloud()).toBe(before);
});

test('a key pair made in the form is chosen at once, and its private half is on this computer', async () => {
  await openForm();
  await page.getByRole('button', { name: 'Create new key pair' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Key pair name').inputValue()).toMatch(/^amiable-key/);
  await dialog.getByLabel('Key pair name').fill('');
  await dialog.getByRole('button', { name: 'Create key pair' }).click();
  await dialog.getByText('Give the key pair a name.').waitFor();
  await dialog.getByLabel('Key pair name').fill('from-the-form');
  await dialog.getByLabel('Key pair name').press('Enter');
  await page.getByText('The private half is on this computer').waitFor();

  await page.evaluate(() => location.assign('#/key-pairs'));
  const row = page.getByRole('row').filter({ hasText: 'from-the-form' });
  await row.getByText('On this computer').waitFor();
});

test('what the cloud refuses stands under its field, and nothing that was typed is lost', async () => {
  await openForm();
  const before = await instancesOnTheCloud();
  await page.getByLabel('Name', { exact: true }).fill('kept by the form');
  await page.getByRole('button', { name: /^Key pair name/ }).click();
  await page.getByRole('option', { name: /Proceed without a key pair/ }).click();
  await page.getByLabel('Security group name').fill('made-meanwhile');
  await page.locator('[data-line="groups"]').filter({ hasText: 'made-meanwhile' }).waitFor();
  // Somebody else takes the name between the form's look and the launch.
  const { vpcs } = await answer<{ vpcs: { vpcId: string; isDefault: boolean }[] }>(page, 'network.list', {});
  const VpcId = vpcs.find(({ isDefault }) => isDefault)?.vpcId;
  await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'made-meanwhile', Description: 'test', VpcId }));
  await launch().click();

  await expect.poll(() => focused().inputValue(), PATIENCE).toBe('made-meanwhile');
  expect(await focused().getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('kept by the form');
  expect(await instancesOnTheCloud()).toBe(before);

  await page.getByLabel('Security group name').fill('another-name');
  // Slowly, so that the next test can look at the card.
  await answer(page, 'practice.setSpeed', { speed: 1 });
  await launch().click();
  await page.getByRole('heading', { name: 'Instances', exact: false }).first().waitFor();
  await page.getByRole('row').filter({ hasText: 'kept by the form' }).waitFor();
  await expect.poll(instancesOnTheCloud, PATIENCE).toBe(before + 1);
});

test('after Launch a card on the Instances page follows the machine: its state, its checks, SSH', async () => {
  const card = page.locator('.job-stages');
  await card.getByText('Instance state').waitFor();
  expect(await card.textContent()).toMatch(/Instance state: \w+\s*Status checks: .+SSH: /);
  expect(await violations('main')).toEqual([]);
});

test.each(['light', 'dark'] as const)('the form with its messages, and its dialog, pass axe in %s', async (theme) => {
  await answer(page, 'settings.set', { theme });
  await page.locator(theme === 'dark' ? 'body.awsui-dark-mode' : 'body:not(.awsui-dark-mode)').waitFor();
  await openForm();
  await page.getByLabel('SSH source').click();
  await page.getByRole('option', { name: /Anywhere/ }).click();
  await page.getByText('Anyone on the internet may knock').waitFor();
  await launch().click();
  await page.getByText('1 thing to put right').waitFor();
  expect(await violations('main')).toEqual([]);
  await page.getByRole('button', { name: 'Create new key pair' }).click();
  await page.getByRole('dialog').getByLabel('Key pair name').waitFor();
  expect(await violations('[role=dialog]')).toEqual([]);
  // Negative control: axe does look.
  await page
    .getByRole('dialog')
    .getByLabel('Key pair name')
    .evaluate((input) => {
      input.removeAttribute('aria-labelledby');
      input.removeAttribute('placeholder');
      input.removeAttribute('id');
    });
  expect(await violations('[role=dialog]')).not.toEqual([]);
});

test('security groups say in words what they let in, and mark what stands open to all', async () => {
  await page.evaluate(() => location.assign('#/security-groups'));
  await page.getByText('Anyone on the internet may use SSH (port 22)').waitFor();
  const marked = page.locator('[class*="awsui_status-warning"]').filter({ hasText: 'SSH (port 22)' });
  expect(await marked.count()).toBeGreaterThan(0);
});
