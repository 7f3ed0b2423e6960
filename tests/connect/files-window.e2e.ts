import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const pane = () => page.getByRole('complementary', { name: 'Files' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-files-'));
  writeFileSync(join(folder, 'site.conf'), 'server_name shop;\n');
  app = await launchApp();
  page = app.page;
  // What the person does in the native dialogs, which no test can press.
  await app.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [`${path}/site.conf`] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: `${path}/back.conf` });
  }, folder);
  const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
  const web = instances.find(({ name }) => name === 'web-01')?.instanceId ?? '';
  await page.evaluate((id) => location.assign(`#/instances/${id}/connect`), web);
  await page.locator('form').getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('Connected', { exact: true }).first().waitFor();
}, 90_000);

afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('files go to the machine by the dialog and by a drop, and come back as they were', async () => {
  await page.getByRole('button', { name: 'Files of this machine' }).press('Enter');
  await pane().getByText('notes.txt').waitFor();
  await pane().getByRole('button', { name: 'Upload' }).press('Enter');
  await pane().getByText('Upload: site.conf – done', { exact: false }).waitFor();
  const dropped = await page.evaluateHandle(() => {
    const held = new DataTransfer();
    held.items.add(new File(['dropped here'], 'note.txt'));
    return held;
  });
  await pane().dispatchEvent('drop', { dataTransfer: dropped });
  await pane().getByText('Upload: note.txt – done', { exact: false }).waitFor();
  await pane().getByRole('checkbox', { name: 'Choose site.conf' }).press('Space');
  await pane().getByRole('button', { name: 'Download' }).press('Enter');
  await pane().getByText('Download: site.conf – done', { exact: false }).waitFor();
  expect(readFileSync(join(folder, 'back.conf'), 'utf8')).toBe('server_name shop;\n');
  expect(existsSync(join(folder, '.back.conf.amiable-part'))).toBe(false);
});

test('a taken name is asked about, a deletion says what it takes, and both themes are clean for axe', async () => {
  await pane().getByRole('button', { name: 'Upload' }).click();
  await pane().getByRole('button', { name: 'Keep both of site.conf' }).click();
  await pane().getByRole('checkbox', { name: 'Choose site (2).conf' }).waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    if (process.env.FILES_SHOTS) await page.screenshot({ path: join(process.env.FILES_SHOTS, `files-${theme}.png`) });
    expect(await violations(page), theme).toEqual([]);
  }
  await pane().getByRole('checkbox', { name: 'Choose note.txt' }).press('Space');
  await pane().getByRole('checkbox', { name: 'Choose site.conf' }).press('Space');
  await pane().getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('note.txt').waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await pane().getByRole('checkbox', { name: 'Choose note.txt' }).waitFor({ state: 'detached' });
  expect(app.complaints).toEqual([]);
});
