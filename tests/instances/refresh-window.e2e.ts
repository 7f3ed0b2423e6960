import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { sendSigned } from '../practice/signed-post.ts';
import { violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let folder: string;
let connection: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-refresh-'));
  const file = join(folder, 'connection.json');
  app = await launchApp({ args: [`--practice-connection-file=${file}`] });
  await app.page.getByRole('row').filter({ hasText: 'web-01' }).waitFor();
  connection = JSON.parse(await readFile(file, 'utf8'));
}, 90_000);
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a look that fails is told with how old the list is and when it is asked for again; the next one clears it', async () => {
  const { page } = app;
  const row = page.getByRole('row').filter({ hasText: 'web-01' });
  const refresh = page.getByRole('button', { name: 'Refresh Instances' });
  const { status } = await sendSigned({
    ...connection,
    service: 'practice',
    body: JSON.stringify({ operation: 'DescribeInstances', mode: 'error', code: 'Blocked', status: 400, times: 1 }),
    headers: { 'x-amz-target': 'Practice.AddFault' },
  });
  expect(status).toBe(200);
  await refresh.click();
  await page.getByText(/^Shown as it was at .+ asked for again by itself in about 1 min/).waitFor();
  expect(await row.count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  await refresh.click();
  await page.getByText(/^As they are they cost/).waitFor();
});
