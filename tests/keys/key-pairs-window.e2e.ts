import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeyPair } from '../../src/keys/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { setTheme, violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let page: Page;
let folder: string;

const PUBLIC = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINus9V6ezv8jxOWX4zJPHlJ1+4ZkwzBnYIpAfMLtUoWZ me@home';
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const dialog = () => page.getByRole('dialog');
const select = (name: string) => page.getByRole('radio', { name: `Select ${name}`, exact: true }).click();
const names = async () =>
  (await answer<{ keyPairs: KeyPair[] }>(page, 'keys.list', {})).keyPairs.map(({ name }) => name);
const act = async (action: string) => {
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
};
/** What the person does in the save dialog, which no test can press. */
const saveTo = (path: string | undefined) =>
  app.app.evaluate(({ dialog: native }, filePath) => {
    native.showSaveDialog = async () => ({ canceled: filePath === '', filePath });
  }, path ?? '');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-export-'));
  app = await launchApp();
  page = app.page;
  await answer(page, 'keys.create', { name: 'mine', type: 'ed25519' });
  await page.evaluate(() => location.assign('#/key-pairs'));
  await row('mine').waitFor();
}, 90_000);

afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('it is told which machines a pair opens, and whether its private half is here', async () => {
  await row('team-key').getByText('web-01').waitFor();
  await row('team-key').getByText('Not on this computer').waitFor();
  await row('mine').getByText('No machine here').waitFor();
  await row('mine').getByText('On this computer').waitFor();
});

test('by keyboard: a public half is imported, and what is wrong with it is told under its field', async () => {
  await page.getByRole('button', { name: 'Import key pair' }).focus();
  await page.keyboard.press('Enter');
  await dialog().waitFor();
  await dialog().getByLabel('Key pair name').focus();
  await page.keyboard.type('from-home');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('-----BEGIN OPENSSH PRIVATE KEY-----');
  await dialog().getByLabel('Key pair name').focus();
  await page.keyboard.press('Enter');
  await dialog().getByText('This is the private half. Keep it to yourself').waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await dialog().getByLabel('Public half').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(PUBLIC);
  await dialog().getByLabel('Key pair name').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Key pair from-home imported').waitFor();
  await row('from-home').getByText('Not on this computer').waitFor();
  expect(await names()).toContain('from-home');
});

test('by mouse: the private half is exported into a file of the owner alone, or not at all', async () => {
  const path = join(folder, 'mine.pem');
  await select('mine');
  await saveTo(undefined);
  await act('Export private half');
  await saveTo(path);
  await act('Export private half');
  await page.getByText('Private half of mine exported').waitFor();
  expect(await page.getByText('Private half of mine exported').count()).toBe(1);
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await page.content()).not.toContain('PRIVATE KEY-----');
});

test('by mouse: what becomes of the machines is told before a pair is deleted', async () => {
  await select('team-key');
  await act('Delete key pair');
  await dialog().getByText('AWS forgets the public half and keeps no copy').waitFor();
  await dialog().getByText('From then on only who has the private half can log in to these machines').waitFor();
  await dialog().getByText('It is not on this computer: make sure that somebody has it.').waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  expect(await names()).toContain('team-key');

  await select('mine');
  await act('Delete key pair');
  await dialog().getByRole('button', { name: 'Delete key pair' }).click();
  await page.getByText('Key pair mine deleted').waitFor();
  expect(await names()).not.toContain('mine');
});

test('by mouse: a private half whose pair is gone is listed by itself, and deleted on purpose', async () => {
  await row('mine').getByText('Private half only').waitFor();
  await select('mine');
  await act('Delete private half');
  await dialog().getByText('this is the only copy unless you exported one').waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await dialog().getByRole('button', { name: 'Delete private half' }).click();
  await page.getByText('Private half of mine deleted').waitFor();
  await row('mine').waitFor({ state: 'detached' });
  expect(app.complaints).toEqual([]);
});
