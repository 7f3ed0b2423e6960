import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { setTheme, violations } from '../renderer/violations.ts';
import { addLargeFamily } from './large-family.ts';
import { growFamily, makeImage, openPracticeDoor, type PracticeDoor } from './practice-door.ts';

let app: LaunchedApp;
let page: Page;
let door: PracticeDoor;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-family-'));
  const file = join(folder, 'connection.json');
  app = await launchApp({ args: [`--practice-connection-file=${file}`] });
  page = app.page;
  page.setDefaultTimeout(15_000);
  await answer(page, 'images.list', {});
  door = await openPracticeDoor(file);
  await growFamily(door);
  await page.evaluate(() => location.assign('#/family'));
  await page.getByText(/\d+ images and \d+ instances in 2 Regions/).waitFor();
}, 120_000);

afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const card = (name: string) => page.locator('.family-card').filter({ has: page.getByText(name, { exact: true }) });
const panel = (name: string) => page.getByRole('complementary', { name, exact: true });
const find = () => page.getByRole('searchbox', { name: 'Find by name or id' });
const focused = () => page.evaluate(() => document.activeElement?.querySelector('.family-card-name')?.textContent);

test('the keyboard walks along the lines, opens what is known, and comes back', async () => {
  await find().focus();
  const picture = page.getByRole('region', { name: /^Family tree\. / });
  await picture.focus();
  await expect.poll(focused).toContain('ubuntu-noble');
  const walked: unknown[] = [];
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight']) {
    const before = await focused();
    await page.keyboard.press(key);
    await expect.poll(focused, { message: `after ${key}` }).not.toBe(before);
    walked.push(await focused());
  }
  expect(walked).toEqual(['db-01', 'web-01', 'web-ubuntu-24.04-2026-10-01', 'shop-1', 'shop-1-ireland']);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(focused).toBe('shop-1');
  await page.keyboard.press('Enter');
  await panel('shop-1').getByText('web-01').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('shop-1');
  await page.keyboard.press('Escape');
  await panel('shop-1').waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('shop-1');
});

test('the picture with its panel passes axe in light and dark, and so does the list', async () => {
  await card('shop-1').click();
  await panel('shop-1').waitFor();
  for (const theme of ['dark', 'light'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await page.getByText('List', { exact: true }).click();
  await page.getByRole('row').filter({ hasText: 'shop-1-ireland' }).first().waitFor();
  expect(await violations(page), 'list').toEqual([]);
  await page.getByText('Picture', { exact: true }).click();
  await panel('shop-1').getByRole('button', { name: 'Close' }).click();
});

test('what is gone is said to be gone, and keeps its place between what is left', async () => {
  await find().fill('shop-2-back');
  await page.getByText('1 match', { exact: true }).first().waitFor();
  await expect
    .poll(() =>
      page
        .locator('.family-card')
        .filter({ hasText: /Gone|Not visible/ })
        .count(),
    )
    .toBe(1);
  await page
    .locator('.family-card')
    .filter({ hasText: /Gone|Not visible/ })
    .click();
  await page.getByText(/it was deregistered/).waitFor();
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
  await find().fill('');
});

test('an image that becomes available changes in the picture by itself', async () => {
  await makeImage(door, 'shop-9');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await find().fill('shop-9');
  await card('shop-9').filter({ hasText: 'Pending' }).waitFor();
  await door.ask('Step', { seconds: 3_600 });
  await card('shop-9').filter({ hasText: 'Available' }).waitFor({ timeout: 15_000 });
  await find().fill('');
});

test('two images are chosen in the picture and compared', async () => {
  await card('shop-1').click();
  await panel('shop-1').getByRole('button', { name: 'Compare with another' }).click();
  await page.getByText('Choose the image to compare with shop-1.').waitFor();
  await find().fill('shop-1-ireland');
  await card('shop-1-ireland').click();
  await page.getByText(/^shop-1-ireland was copied from shop-1, /).waitFor();
  const row = (label: string) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label, exact: true }) });
  expect(await row('Region').textContent()).toContain('Differs');
  expect(await row('Architecture').textContent()).toContain('Same');
  expect(await violations(page)).toEqual([]);
  await page.getByText('Only differences').click();
  await row('Architecture').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await page.getByText('Copied', { exact: true }).waitFor();
});

test('an image’s details list its nearest relatives, and its actions lead to the tree', async () => {
  const { images } = await answer<{ images: Image[] }>(page, 'images.list', {});
  const first = images.find(({ name }) => name === 'shop-1');
  await page.evaluate(() => location.assign('#/images'));
  await page
    .getByRole('row')
    .filter({ hasText: first?.imageId ?? '' })
    .getByRole('radio')
    .or(
      page
        .getByRole('row')
        .filter({ hasText: first?.imageId ?? '' })
        .getByRole('checkbox'),
    )
    .first()
    .click();
  await page.getByRole('tab', { name: 'Family' }).click();
  await page.getByRole('link', { name: 'shop-1-ireland' }).waitFor();
  await page.getByRole('link', { name: 'Show the family tree' }).click();
  await page.getByRole('heading', { level: 1, name: 'Family of shop-1' }).waitFor();
  await card('shop-1').click();
  await panel('shop-1').getByRole('button', { name: 'Launch instance' }).click();
  await page.waitForFunction((hash) => location.hash === hash, `#/images/${first?.imageId}/launch`);
});

test('with two thousand members nothing stands still for long, and few of them are in the page', async () => {
  await addLargeFamily(door, 1_000);
  await page.evaluate(() => {
    const pauses: number[] = [];
    Object.assign(globalThis, { pauses });
    new PerformanceObserver((list) => pauses.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  await page.evaluate(() => location.assign('#/family'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText(/1,?0\d\d images and 1,?0\d\d instances/).waitFor();
  await find().pressSequentially('large-999');
  await card('large-999').waitFor();
  await find().fill('');
  await page.getByRole('region', { name: /^Family tree\. / }).focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', '-', '+']) await page.keyboard.press(key);
  expect(await page.locator('.family-card').count()).toBeLessThan(150);
  const pauses = await page.evaluate(() => (globalThis as unknown as { pauses: number[] }).pauses);
  console.info(
    `longest pauses: ${[...pauses]
      .sort((a, b) => b - a)
      .slice(0, 5)
      .join(', ')} ms`,
  );
  expect(Math.max(0, ...pauses)).toBeLessThan(1_000);
});

test('nothing was refused by the content policy, and no error went to the console', () => {
  expect(app.complaints).toEqual([]);
});
