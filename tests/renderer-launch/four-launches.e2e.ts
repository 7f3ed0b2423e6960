import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import type { Instance } from '../../src/instances/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';

// The ways of launching that differ in what is there before and what is made on the way.
let app: LaunchedApp;
let page: Page;
let imageId: string;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await answer(page, 'practice.setSpeed', { speed: 100 });
  const { images } = await answer<{ images: Image[] }>(page, 'images.list', {});
  imageId = images.find(({ state }) => state === 'available')?.imageId ?? '';
}, 60_000);
afterAll(() => app?.close());

const PATIENCE = { timeout: 30_000 };
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = () => page.getByRole('dialog');
const field = (name: string) => page.getByLabel(name, { exact: true });
const option = (name: RegExp) => page.getByRole('option', { name });

async function openForm(): Promise<void> {
  await page.evaluate(() => location.assign('#/key-pairs'));
  await page.getByRole('heading', { name: 'Key pairs' }).waitFor();
  await page.evaluate((id) => location.assign(`#/images/${id}/launch`), imageId);
  await button(/^Launch instance/).waitFor();
}

async function chooseKey(name: RegExp): Promise<void> {
  await button(/^Key pair name/).click();
  await option(name).click();
}

async function launchAndLand(): Promise<void> {
  await button(/^Launch (instance|\d instances)$/).click();
  await page.waitForFunction(() => location.hash === '#/instances');
}

/** The machines of a name once all of them run. */
async function running(name: string, count: number): Promise<readonly Instance[]> {
  const of = async () =>
    (await answer<{ instances: Instance[] }>(page, 'instances.list', {})).instances.filter((one) => one.name === name);
  await expect.poll(async () => (await of()).map(({ state }) => state), PATIENCE).toEqual(Array(count).fill('running'));
  return of();
}

const groupsOf = (machines: readonly Instance[]) => machines.map(({ groups }) => groups.map(({ name }) => name));

test('with a new key pair and an existing group', async () => {
  await openForm();
  await field('Name').fill('new key');
  await button('Create new key pair').click();
  await dialog().getByLabel('Key pair name').fill('made-here');
  await dialog().getByLabel('Key pair name').press('Enter');
  await page.getByText('The private half is on this computer').waitFor();
  await page.getByRole('radio', { name: 'Select existing security group' }).check();
  await button(/^Security groups/).click();
  await option(/^web-servers/).click();
  await page.keyboard.press('Escape');
  await launchAndLand();
  const machines = await running('new key', 1);
  expect(machines[0]?.keyName).toBe('made-here');
  expect(groupsOf(machines)).toEqual([['web-servers']]);
});

test('with an existing key pair and a new group', async () => {
  await openForm();
  await field('Name').fill('new group');
  await chooseKey(/^made-here/);
  await field('Security group name').fill('group-of-its-own');
  await launchAndLand();
  const machines = await running('new group', 1);
  expect(machines[0]?.keyName).toBe('made-here');
  expect(groupsOf(machines)).toEqual([['group-of-its-own']]);
});

test('from a template, and three at once', async () => {
  await openForm();
  await field('Name').fill('of a template');
  await chooseKey(/^made-here/);
  await page.getByRole('radio', { name: 'Select existing security group' }).check();
  await button(/^Security groups/).click();
  await option(/^group-of-its-own/).click();
  await page.keyboard.press('Escape');
  await button('Launch templates').click();
  await page.getByRole('menuitem', { name: 'Save as launch template' }).click();
  await dialog().getByLabel('Template name').fill('three-of-these');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await page.getByText('Launch template three-of-these, version 1, is saved.').waitFor();

  await openForm();
  await button('Launch templates').click();
  await page.getByRole('menuitem', { name: 'Start from a launch template' }).click();
  await dialog()
    .getByRole('button', { name: /^Launch template/ })
    .click();
  await option(/^three-of-these/).click();
  await dialog().getByRole('button', { name: 'Fill the form' }).click();
  await page.getByText('Filled from the launch template three-of-these, version 1').waitFor();
  await field('Number of instances').fill('3');
  await launchAndLand();
  const machines = await running('of a template', 3);
  expect(new Set(machines.map(({ keyName }) => keyName))).toEqual(new Set(['made-here']));
  expect(groupsOf(machines)).toEqual(Array(3).fill(['group-of-its-own']));
  expect(app.complaints).toEqual([]);
});
