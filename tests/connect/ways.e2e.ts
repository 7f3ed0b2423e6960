import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../../src/instances/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { setTheme, violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let page: Page;
let folder: string;
const dialog = () => page.getByRole('dialog');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-ways-'));
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'correct horse', '-C', 'me', '-f', join(folder, 'laptop')]);
  app = await launchApp();
  page = app.page;
  const publicKey = readFileSync(join(folder, 'laptop.pub'), 'utf8').trim();
  await answer(page, 'keys.importPublic', { name: 'laptop', publicKey });
  // What the person does in the open dialog, which no test can press.
  await app.app.evaluate(
    ({ dialog: native }, path) => {
      native.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    },
    join(folder, 'laptop'),
  );
}, 90_000);

afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a private half is brought from a file, with its passphrase, to the key pair that it belongs to', async () => {
  await page.evaluate(() => location.assign('#/key-pairs'));
  await page.getByRole('button', { name: 'Bring the private half' }).click();
  await dialog().getByRole('button', { name: 'Choose file' }).click();
  await dialog().getByLabel('Passphrase').fill('wrong');
  await dialog().getByRole('button', { name: 'Bring it here' }).click();
  await dialog().getByText('This passphrase does not open the key.').waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await dialog().getByLabel('Passphrase').fill('correct horse');
  await dialog().getByRole('button', { name: 'Bring it here' }).click();
  await page.getByText('Private half of laptop is here').waitFor();
  expect(await page.content()).not.toContain('PRIVATE KEY-----');
});

test('where the machine’s key is elsewhere, EC2 Instance Connect is chosen, and opens a shell', async () => {
  const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
  const web = instances.find(({ name }) => name === 'web-01')?.instanceId ?? '';
  await page.evaluate((id) => location.assign(`#/instances/${id}/connect`), web);
  await page.getByRole('radio', { name: /EC2 Instance Connect/, checked: true }).waitFor();
  expect(await page.getByRole('radio', { name: /SSH agent/ }).isVisible()).toBe(true);
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
    if (process.env.WAYS_SHOTS) await page.screenshot({ path: join(process.env.WAYS_SHOTS, `panel-${theme}.png`) });
  }
  await page.locator('form').getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('Connected', { exact: true }).first().waitFor();
  expect(app.complaints).toEqual([]);
});
