import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { eventually, launchMachine } from '../desktop/machine.ts';
import { setTheme, violations } from '../renderer/violations.ts';

let launched: LaunchedApp;
let page: Page;
let instanceId: string;

const tabs = () => page.locator('.session-tab');
const screen = async (pane = 0) =>
  ((await page.locator('.xterm-rows').nth(pane).textContent()) ?? '').replaceAll('\u00a0', ' ');
const shows = (text: string, pane = 0) =>
  eventually(`“${text}” on the terminal`, async () => (await screen(pane)).includes(text), 30_000);
const type = async (text: string, pane = 0) => {
  await page.locator('.xterm').nth(pane).click();
  await page.keyboard.type(text);
};

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
  await page.getByRole('heading', { name: 'Instances' }).first().waitFor();
  await answer(page, 'keys.create', { name: 'tabs-key', type: 'ed25519' });
  instanceId = await launchMachine(page, 'tabs-key', 'tabs-test');
  await page.evaluate((id) => {
    location.hash = `#/instances/${id}/connect`;
  }, instanceId);
  await page.locator('form').getByRole('button', { name: 'Connect', exact: true }).click();
  await shows('Welcome to Ubuntu');
}, 120_000);

afterAll(() => launched.close());

test('a second tab to the same machine has a shell of its own; keys and clicks go from one to the other', async () => {
  await type('echo first-$((1+1))\n');
  await shows('first-2');
  await page.getByRole('button', { name: 'New tab', exact: true }).click();
  await expect.poll(() => tabs().count()).toBe(2);
  await shows('Welcome to Ubuntu');
  expect(await screen()).not.toContain('first-2');
  await type('echo second-$((1+1))\n');
  await shows('second-2');
  await page.keyboard.press('Control+Tab');
  await shows('first-2');
  await page.keyboard.press('Control+Shift+Tab');
  await shows('second-2');
  await tabs().first().click();
  await shows('first-2');
});

test('beside the terminal is what the machine is, and commands that are typed but not sent', async () => {
  const side = page.getByRole('complementary', { name: 'This machine' });
  await side.getByText('tabs-key', { exact: true }).waitFor();
  await side.getByText('an hour, with disks and address', { exact: false }).waitFor();
  await side.getByRole('button', { name: 'Commands before you make an image' }).click();
  await side.getByRole('button', { name: 'Insert: Clean the shell history' }).click();
  await shows('history -c; rm -f ~/.bash_history; unset HISTFILE');
  await page.keyboard.press('Control+C');
  const link = side.getByRole('link', { name: 'Create image from this machine' });
  expect(await link.getAttribute('href')).toBe(`#/instances/${instanceId}/create-image`);
});

test('sessions go on while other pages are shown, and are found as they stand', async () => {
  await type('clear; for n in 1 2 3; do echo on-$n; sleep 1; done\n');
  await page.evaluate(() => {
    location.hash = '#/key-pairs';
  });
  await page.getByRole('heading', { name: 'Key pairs' }).first().waitFor();
  await page.evaluate((id) => {
    location.hash = `#/instances/${id}/connect`;
  }, instanceId);
  await shows('on-3');
  expect(await tabs().count()).toBe(2);
});

test('a tab is split in two side by side, and each half is its own', async () => {
  await page.getByRole('button', { name: 'A second session beside this one' }).click();
  await expect.poll(() => page.locator('.xterm').count()).toBe(2);
  await shows('Welcome to Ubuntu', 1);
  await type('echo right-$((3+4))\n', 1);
  await shows('right-7', 1);
  expect(await screen(0)).not.toContain('right-7');
  const boxes = await page
    .locator('.terminal-pane')
    .evaluateAll((panes) =>
      panes
        .map((pane) => pane.getBoundingClientRect())
        .map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
    );
  const [left, right] = boxes;
  expect(left && right && left.right < right.left && Math.abs(left.bottom - right.bottom) < 2).toBe(true);
});

test.each(['light', 'dark'] as const)('two tabs, one of them split, pass axe in %s', async (theme) => {
  await setTheme(page, theme);
  expect(await violations(page, ['.xterm'])).toEqual([]);
});

test('letters grow and shrink by the keyboard, and the terminal can be dark in a light window', async () => {
  await setTheme(page, 'light');
  const size = () =>
    page
      .locator('.xterm-rows')
      .first()
      .evaluate((rows) => getComputedStyle(rows).fontSize);
  const usual = await size();
  await page.locator('.xterm').first().click();
  await page.keyboard.press('Control+=');
  await expect.poll(size).toBe(`${Number.parseFloat(usual) + 1}px`);
  await page.keyboard.press('Control+0');
  await expect.poll(size).toBe(usual);
  await page.getByRole('button', { name: 'Letters and colours' }).first().click();
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
  const ground = () =>
    page
      .locator('.terminal-pane')
      .first()
      .evaluate((pane) => getComputedStyle(pane).backgroundColor);
  await expect.poll(ground).toBe('rgb(15, 20, 26)');
  const { preferences } = await answer<{ preferences: object }>(page, 'settings.get', {});
  expect(preferences).toMatchObject({ terminalTheme: 'dark', terminalFontSize: 14 });
});

test('a half is closed after a question, and the other half stays', async () => {
  await page.getByRole('button', { name: 'End session' }).nth(1).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('End the session ubuntu@tabs-test?').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.locator('.xterm').count()).toBe(2);
  await page.getByRole('button', { name: 'End session' }).nth(1).click();
  await dialog.getByRole('button', { name: 'End session' }).click();
  await expect.poll(() => page.locator('.xterm').count()).toBe(1);
  await shows('on-3');
});

test('a machine that goes away is told, and Reconnect goes on below what was there', async () => {
  await answer(page, 'instances.power', { action: 'reboot', instanceIds: [instanceId] });
  await page.getByText('The connection to the machine was lost.').waitFor();
  await shows('on-3');
  await eventually('the machine', async () => {
    await page
      .getByRole('button', { name: /^(Reconnect|Try again)$/ })
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    return page
      .getByText('Connected', { exact: true })
      .waitFor({ timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
  });
  await type('echo back-$((5+5))\n');
  await shows('back-10');
  // What was there before has been scrolled up, and is still found.
  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('searchbox', { name: 'Search in the terminal' }).fill('on-3');
  await shows('on-3');
  expect(await page.getByText('Not found.').count()).toBe(0);
  await page.getByRole('searchbox', { name: 'Search in the terminal' }).press('Escape');
});

test('the last tab is closed, and nothing was complained about', async () => {
  for (const left of [1, 0]) {
    await page.getByRole('button', { name: 'Close ubuntu@tabs-test' }).first().click();
    const dialog = page.getByRole('dialog');
    // The one that the reboot ended is closed without a question.
    if (left === 1) await dialog.getByRole('button', { name: 'End session' }).click();
    await expect.poll(() => tabs().count()).toBe(left);
  }
  await page.getByLabel('User name').waitFor();
  expect(launched.complaints).toEqual([]);
});
