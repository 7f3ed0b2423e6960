import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { Template } from '../../src/launch/template.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let page: Page;
let images: Image[];

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  ({ images } = await answer<{ images: Image[] }>(page, 'images.list', {}));
}, 60_000);
afterAll(() => app?.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const field = (name: string) => page.getByLabel(name, { exact: true });

async function openForm(): Promise<void> {
  await page.evaluate(() => location.assign('#/key-pairs'));
  await page.getByRole('heading', { name: 'Key pairs' }).waitFor();
  const imageId = images.find(({ state }) => state === 'available')?.imageId ?? '';
  await page.evaluate((id) => location.assign(`#/images/${id}/launch`), imageId);
  await button('Launch instance').waitFor();
}

async function chooseTemplates(entry: string): Promise<void> {
  await button('Launch templates').click();
  await page.getByRole('menuitem', { name: entry }).click();
}

const userData = () => page.getByLabel('User data');

async function chooseSnippet(title: RegExp): Promise<void> {
  await button('Insert a snippet').click();
  await page.getByRole('menuitem', { name: title }).first().click();
}

test('snippets are put into the user data one below the other, and replace nothing without being asked', async () => {
  await openForm();
  await button('Advanced details').click();
  await chooseSnippet(/^Set the time zone/);
  await chooseSnippet(/^Set the host name/);
  await expect.poll(() => userData().inputValue()).toMatch(/^#!\/bin\/bash\n[\s\S]*set-timezone[\s\S]*set-hostname/);
  await userData().fill('#cloud-config\npackages: [git]');
  await chooseSnippet(/^Set the time zone/);
  await page.getByText('Replace what is there by “Set the time zone”?').waitFor();
  expect(await violations(page)).toEqual([]);
  await button('Keep what is there').click();
  expect(await userData().inputValue()).toContain('#cloud-config');
  await chooseSnippet(/^Set the time zone/);
  await button('Replace it').click();
  await expect.poll(() => userData().inputValue()).toContain('set-timezone');
});

test('the form is saved as a template; a bad name is told under its field', async () => {
  await field('Name').fill('from a template');
  await chooseTemplates('Save as launch template');
  await dialog().getByText('Not kept in a template').waitFor();
  await dialog().getByLabel('Template name').fill('web server');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().getByText('without spaces').waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog().getByLabel('Template name').fill('web-server');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await page.getByText('Launch template web-server, version 1, is saved.').waitFor();
  const { templates } = await answer<{ templates: Template[] }>(page, 'launch.templates', {});
  expect(templates).toMatchObject([{ name: 'web-server', latestVersion: 1 }]);
});

test('a second version is saved, and a form that is begun from it is filled', async () => {
  await field('Name').fill('second version');
  await chooseTemplates('Save as launch template');
  await dialog().getByRole('radio', { name: 'A new version of a template' }).check();
  await dialog()
    .getByRole('button', { name: /^Launch template/ })
    .click();
  await page.getByRole('option', { name: /^web-server/ }).click();
  await dialog().getByRole('button', { name: 'Save' }).click();
  await page.getByText('Launch template web-server, version 2, is saved.').waitFor();

  await openForm();
  await chooseTemplates('Start from a launch template');
  await dialog()
    .getByRole('button', { name: /^Launch template/ })
    .click();
  await page.getByRole('option', { name: /^web-server/ }).click();
  await dialog().getByText('Version 2').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Fill the form' }).click();
  await page.getByText('Filled from the launch template web-server, version 2').waitFor();
  expect(await field('Name').inputValue()).toBe('second version');
  await button('Advanced details').click();
  expect(await userData().inputValue()).toContain('set-timezone');
  expect(await violations(page)).toEqual([]);
});

test('a template of another image takes the form there, and fills it', async () => {
  // The public image that a machine of the account was launched from.
  const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
  const imageId = instances.find(({ state }) => state === 'running')?.imageId ?? '';
  await answer(page, 'launch.saveTemplate', {
    target: { kind: 'new', name: 'of-another-image' },
    description: '',
    settings: { imageId, volumes: [], tags: [{ key: 'Name', value: 'elsewhere' }], keyName: 'nobody' },
  });
  await openForm();
  await chooseTemplates('Start from a launch template');
  await dialog()
    .getByRole('button', { name: /^Launch template/ })
    .click();
  await page.getByRole('option', { name: /^of-another-image/ }).click();
  await dialog().getByRole('radio', { name: 'The template’s image' }).waitFor();
  await dialog().getByRole('button', { name: 'Fill the form' }).click();
  await page.getByText('Key pair “nobody”: there is none of this name in this Region.').waitFor();
  expect(await field('Name').inputValue()).toBe('elsewhere');
  await page.getByText(imageId).first().waitFor();
  expect(app.complaints).toEqual([]);
});
