import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import { type NamingRules, NO_RULES, readRules, writeRules } from '../../src/images/naming-rules.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { complaintsOf } from '../desktop/complaints.ts';
import { selectRow } from '../journey/stage.ts';
import { violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let page: Page;

const next = () => page.getByRole('button', { name: 'Next', exact: true });
const kept = () => answer<NamingRules>(page, 'settings.namingRules', {});
const step = (title: string) => page.getByRole('heading', { level: 1, name: title }).waitFor();

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await page.getByRole('row').filter({ hasText: 'Running' }).first().waitFor();
}, 60_000);

afterAll(async () => {
  await app?.close();
});

async function openSettings(): Promise<void> {
  await page.evaluate(() => location.assign('#/settings'));
  await page.getByRole('heading', { name: 'Your team’s rules for images' }).waitFor();
}

async function openWizard(): Promise<void> {
  await page.evaluate(() => location.assign('#/instances'));
  await selectRow(page, 'web-01');
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Image and templates' }).click();
  await page.getByRole('menuitem', { name: 'Create image' }).click();
  await step('Name and description');
}

test('rules are set in Settings, with a sentence under what cannot be', async () => {
  await openSettings();
  const pattern = page.getByLabel('Pattern of names');
  await pattern.fill('shop-{colour}');
  await expect.poll(() => complaintsOf(page)).toContain('{colour} is not known');
  await pattern.fill('shop-{purpose}-{date}');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.getByLabel('Key of required tag 1').fill('team');
  await page.getByLabel('Allowed values of required tag 1').fill('web, data');
  await page.getByRole('checkbox', { name: 'Enforce the rules' }).click();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save the rules' }).click();
  await expect.poll(kept).toEqual({
    pattern: 'shop-{purpose}-{date}',
    requiredTags: [{ key: 'team', values: ['web', 'data'] }],
    enforced: true,
  });
});

test('they are written into a small file that others can import', async () => {
  const file = join(app.userDataDir, 'rules.json');
  await app.app.evaluate(({ dialog }, filePath) => {
    Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath }) });
  }, file);
  await page.getByRole('button', { name: 'Export' }).click();
  const rules = await kept();
  await expect.poll(() => readRules(readFileSync(file, 'utf8')), { timeout: 5_000 }).toEqual({ rules });

  const choose = page.locator('input[type=file]');
  await choose.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await page.getByText('This is not a file of naming rules.').waitFor();
  expect(await kept()).toEqual(rules);
  const others = Buffer.from(writeRules({ ...NO_RULES, pattern: 'imported-{date}' }));
  await choose.setInputFiles({ name: 'b.json', mimeType: 'application/json', buffer: others });
  await expect.poll(() => page.getByLabel('Pattern of names').inputValue()).toBe('imported-{date}');
  await choose.setInputFiles({ name: 'c.json', mimeType: 'application/json', buffer: readFileSync(file) });
  await expect.poll(kept).toEqual(rules);
});

test('the wizard fills them in, holds names and tags to them, and makes images of several instances in one go', async () => {
  await openWizard();
  const name = page.getByLabel('Image name', { exact: true });
  const proposed = await name.inputValue();
  expect(proposed).toMatch(/^shop-web-01-\d{4}-\d{2}-\d{2}$/);
  await name.fill('my-own-name');
  await next().click();
  await expect.poll(() => complaintsOf(page)).toContain('Your team names images after the pattern');
  await name.fill(proposed);

  await page.getByRole('button', { name: /Make images of these too/ }).click();
  await page.getByRole('option', { name: /web-02/ }).click();
  await page.keyboard.press('Escape');
  const second = page.getByLabel(/^Image name for web-02/);
  expect(await second.inputValue()).toMatch(/^shop-web-02-\d{4}-\d{2}-\d{2}$/);
  await second.fill(proposed);
  await expect.poll(() => complaintsOf(page)).toContain('Another image of this list has this name');
  await page.getByRole('button', { name: `Use ${proposed}-2` }).click();
  expect(await violations(page)).toEqual([]);
  await next().click();
  await step('Restart');
  await page.getByText('No restart', { exact: true }).click();
  await next().click();
  await step('Volumes');
  await next().click();
  await step('Tags');
  await next().click();
  await expect.poll(() => complaintsOf(page)).toContain('Your team asks for a value of “team”');
  await page.getByRole('button', { name: /Value of tag 1/ }).click();
  await page.getByRole('option', { name: 'web', exact: true }).click();
  await page.getByRole('radio', { name: 'Separately' }).click();
  await page.getByRole('button', { name: /Value of snapshot tag 1/ }).click();
  await page.getByRole('option', { name: 'data', exact: true }).click();
  expect(await violations(page)).toEqual([]);
  await next().click();
  await step('Review');
  await page.getByText('And of web-02').waitFor();
  await page.getByRole('button', { name: 'Create 2 images' }).click();
  const made = async () => {
    const { images } = await answer<{ images: Image[] }>(page, 'images.list', {});
    return images.map((image) => image.name).filter((one) => one.startsWith('shop-'));
  };
  await expect.poll(made, { timeout: 15_000 }).toHaveLength(2);
  expect((await made()).sort()).toEqual([proposed, `${proposed}-2`]);
  expect(app.complaints).toEqual([]);
});
