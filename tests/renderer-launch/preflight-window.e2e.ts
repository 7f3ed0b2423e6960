import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { hearCalls } from '../desktop/calls-heard.ts';
import { sendSigned } from '../practice/signed-post.ts';
import { setTheme, violations } from '../renderer/violations.ts';

/** The pre-flight check of the Launch page, used as a person does: red lines are put right by their buttons. */
let app: LaunchedApp;
let page: Page;
let ec2: EC2Client;
let imageId: string;
let folder: string;
let calls: () => Promise<string[]>;
let connection: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-preflight-'));
  const file = join(folder, 'connection.json');
  app = await launchApp({ args: [`--practice-connection-file=${file}`] });
  page = app.page;
  const { images } = await answer<{ images: Image[] }>(page, 'images.list', {});
  imageId = images.find(({ state, architecture }) => state === 'available' && architecture === 'x86_64')?.imageId ?? '';
  connection = JSON.parse(await readFile(file, 'utf8'));
  const { endpoint, region, accessKeyId, secretAccessKey } = connection;
  ec2 = new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  calls = await hearCalls(app);
}, 90_000);

afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Lets the next launch, but not its trial, meet a full zone. */
async function fillTheZone(): Promise<void> {
  const fault = { operation: 'RunInstances', mode: 'error', code: 'InsufficientInstanceCapacity', status: 400 };
  const { status } = await sendSigned({
    ...connection,
    service: 'practice',
    body: JSON.stringify({ ...fault, skip: 1, times: 1 }),
    headers: { 'x-amz-target': 'Practice.AddFault' },
  });
  expect(status).toBe(200);
}

const PATIENCE = { timeout: 15_000 };
const launch = () => page.getByRole('button', { name: 'Launch instance', exact: true });
const line = (id: string) => page.locator(`[data-line="${id}"]`);
const red = (id: string) => page.locator(`[data-line="${id}"][data-state="red"]`);
const green = (id: string) => page.locator(`[data-line="${id}"][data-state="green"]`);
const verdict = () => page.getByRole('complementary', { name: 'Summary of the launch' }).getByRole('status');

async function openForm(): Promise<void> {
  // By way of another page: the form begins anew, and with what is in the network now.
  await page.evaluate(() => location.assign('#/security-groups'));
  await page.getByRole('button', { name: 'Refresh Security groups' }).click();
  await page.evaluate((id) => location.assign(`#/images/${id}/launch`), imageId);
  await launch().waitFor();
  await page
    .getByRole('button', { name: /Choose a key pair/ })
    .first()
    .click();
  await page.getByRole('option', { name: /Proceed without a key pair/ }).click();
  // The list is about this choice now, so nothing is being looked at any more.
  await line('key').filter({ hasText: 'Without a key pair' }).waitFor();
}

async function choose(label: string, option: RegExp): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

async function launched(): Promise<void> {
  const before = await machines();
  await launch().click();
  await page
    .getByRole('heading', { name: /^Instances/ })
    .first()
    .waitFor();
  await expect.poll(machines, PATIENCE).toBeGreaterThan(before);
}

async function machines(): Promise<number> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  return Reservations.flatMap(({ Instances = [] }) => Instances).length;
}

test('with the defaults nothing stands in the way, and the list says so by itself, to a screen reader too', async () => {
  await openForm();
  await green('permission').waitFor();
  await expect.poll(() => verdict().textContent(), PATIENCE).toContain('Nothing stands in the way.');
  expect(await page.locator('[data-state="red"]').count()).toBe(0);
  await launch().waitFor();
  expect(await launch().getAttribute('aria-disabled')).not.toBe('true');
});

test('a name that is taken: Launch says why it cannot be pressed, one click puts it right, and the machine runs', async () => {
  await openForm();
  await page.getByLabel('Security group name').fill('web-servers');
  await red('groups').waitFor();
  await expect.poll(() => verdict().textContent(), PATIENCE).toContain('1 thing stands in the way.');
  await expect.poll(() => launch().getAttribute('aria-disabled'), PATIENCE).toBe('true');
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await launch().focus();
  await page
    .getByText(/The name “web-servers” is taken by sg-/)
    .first()
    .waitFor();
  await red('groups')
    .getByRole('button', { name: /^Name it launch-wizard-/ })
    .press('Enter');
  await green('groups').waitFor();
  // The button is gone; whoever works by keyboard is still at the list.
  expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Pre-flight check');
  await launched();
});

test('a subnet with too few addresses: another one, at a click', async () => {
  const { vpcs } = await answer<{ vpcs: { vpcId: string; isDefault: boolean }[] }>(page, 'network.list', {});
  const VpcId = vpcs.find(({ isDefault }) => isDefault)?.vpcId;
  await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '172.31.240.0/28' }));
  await openForm();
  await choose('Subnet', /172\.31\.240\.0\/28/);
  await page.getByLabel('Number of instances').fill('12');
  await red('addresses').waitFor();
  await red('addresses')
    .getByRole('button', { name: /^Use the subnet in/ })
    .click();
  await green('addresses').waitFor();
  await page.getByLabel('Number of instances').fill('1');
  await expect.poll(() => launch().getAttribute('aria-disabled'), PATIENCE).not.toBe('true');
  await launched();
});

test('a network without a subnet: the default one, at a click', async () => {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16' }));
  await openForm();
  await choose('VPC', new RegExp(Vpc?.VpcId ?? ''));
  await red('network').waitFor();
  await red('network').getByRole('button', { name: /^Use / }).click();
  await green('network').waitFor();
  await launched();
});

test('while somebody types, the cloud is asked once, and never twice at a time', async () => {
  await openForm();
  await green('permission').waitFor();
  const asked = async () => (await calls()).filter((call) => call === 'launch.preflight').length;
  const before = await asked();
  await page.getByLabel('Name', { exact: true }).pressSequentially('a long name, typed letter by letter', { delay: 5 });
  await expect.poll(asked, PATIENCE).toBe(before + 1);
});

test('a launch that fails after its group was made offers to remove the group, and removes it', async () => {
  await openForm();
  await green('permission').waitFor();
  const name = await page.getByLabel('Security group name').inputValue();
  const there = async () => {
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    return SecurityGroups.some(({ GroupName }) => GroupName === name);
  };
  // Capacity is found out only by the launch itself.
  await fillTheZone();
  await launch().click();
  await page.getByText('Amazon has no free machine of this type').first().waitFor();
  await page.getByText(`The security group “${name}”`).first().waitFor();
  expect(await there()).toBe(true);
  for (const action of ['Retry', 'Choose again and launch', 'Keep the security group']) {
    await page.getByRole('button', { name: action }).waitFor();
  }
  await page.getByRole('button', { name: 'Remove the security group' }).click();
  await page.getByText(`The security group ${name} removed`).waitFor();
  expect(await there()).toBe(false);
  expect(app.complaints).toEqual([]);
});
