import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AllocateAddressCommand, DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { until } from '../journey/stage.ts';
import { launchWizardGroup, looseVolume, ownBackup } from '../leftovers/left-over-things.ts';

let app: LaunchedApp;
let page: Page;
let ec2: EC2Client;
let folder: string;
let volume: string;
let snapshot: string;

const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const tick = (text: string) => row(text).getByRole('checkbox').click();
const volumeIds = async () =>
  ((await ec2.send(new DescribeVolumesCommand({}))).Volumes ?? []).map(({ VolumeId }) => VolumeId);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-left-'));
  const file = join(folder, 'connection.json');
  app = await launchApp({ args: [`--practice-connection-file=${file}`] });
  page = app.page;
  await answer(page, 'practice.setSpeed', { speed: 100 });
  const { endpoint, region, accessKeyId, secretAccessKey } = JSON.parse(readFileSync(file, 'utf8'));
  ec2 = new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}, 60_000);

afterAll(async () => {
  ec2?.destroy();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async () => {
  await page.evaluate(() => location.assign('#/settings'));
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.getByRole('link', { name: 'Left-overs' }).click();
  await page.getByRole('heading', { level: 1, name: 'Left-overs' }).waitFor();
};

test('where nothing is left over, the page says so kindly', async () => {
  await open();
  await page.getByText('Nothing is left over').waitFor();
  expect(await page.getByRole('button', { name: 'Look in all Regions' }).isVisible()).toBe(true);
});

test('left-overs are listed with what they cost together, and nothing is ticked', async () => {
  const { region } = await answer<{ region: string }>(page, 'accounts.current', {});
  volume = await looseVolume(ec2, `${region}a`);
  snapshot = await ownBackup(ec2);
  await launchWizardGroup(ec2);
  await ec2.send(new AllocateAddressCommand({}));
  await until('the left-overs', async () => {
    const { leftovers } = await answer<{ leftovers: unknown[] }>(page, 'leftovers.find', { everywhere: false });
    return leftovers.length === 4;
  });
  await page.getByRole('button', { name: 'Refresh Left-overs' }).click();
  await row(snapshot).waitFor();
  await page.getByText(/Nothing uses these, and they cost about \$5\.\d\d a month\./).waitFor();
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Clean up' }).getAttribute('aria-disabled')).toBe('true');
});

test('a sheet says what each deletion means, and Cancel deletes nothing', async () => {
  await tick('old-data');
  await tick('launch-wizard-1');
  await page.getByRole('button', { name: 'Clean up (2)' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('This cannot be undone.').waitFor();
  await sheet.getByText('Everything on the disk is gone for good').waitFor();
  await sheet.getByText('Its rules are gone.').waitFor();
  await sheet.getByText('It saves about $1.60 a month.').waitFor();
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await sheet.waitFor({ state: 'hidden' });
  expect(await volumeIds()).toContain(volume);
});

test('what is ticked goes, the rest stays, and a report tells of each', async () => {
  await page.getByRole('button', { name: 'Clean up (2)' }).click();
  await page.getByRole('button', { name: 'Delete 2 left-overs' }).click();
  await page.getByText(`volume old-data (${volume}): Deleted.`).waitFor({ timeout: 30_000 });
  await row('old-data').waitFor({ state: 'detached' });
  expect(await row(snapshot).isVisible()).toBe(true);
  expect(await volumeIds()).not.toContain(volume);
  await page.getByRole('button', { name: /^Dismiss the report of/ }).click();
  await page.getByText(`volume old-data (${volume}): Deleted.`).waitFor({ state: 'hidden' });
  expect(app.complaints).toEqual([]);
});
