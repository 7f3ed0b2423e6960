import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { eventually, launchMachine } from '../desktop/machine.ts';
import { setTheme, violations } from '../renderer/violations.ts';

let launched: LaunchedApp;
let page: Page;
let instanceId: string;

const screen = async () => ((await page.locator('.xterm-rows').textContent()) ?? '').replaceAll('\u00a0', ' ');
const shows = (text: string) =>
  eventually(`“${text}” on the terminal`, async () => (await screen()).includes(text), 30_000);
const type = async (text: string) => {
  await page.locator('.xterm').click();
  await page.keyboard.type(text);
};

/** Pastes as a person does: the text is given to the focused element by a paste event. */
const paste = (text: string) =>
  page.evaluate((clipboard) => {
    const data = new DataTransfer();
    data.setData('text/plain', clipboard);
    document
      .querySelector('.xterm-helper-textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
  await page.getByRole('heading', { name: 'Instances' }).first().waitFor();
  await answer(page, 'keys.create', { name: 'terminal-key', type: 'ed25519' });
  instanceId = await launchMachine(page, 'terminal-key', 'terminal-test');
  await page.evaluate((id) => {
    location.hash = `#/instances/${id}/connect`;
  }, instanceId);
}, 120_000);

afterAll(() => launched.close());

test.each(['light', 'dark'] as const)('the Connect panel passes axe in %s', async (theme) => {
  await page.getByLabel('User name').waitFor();
  await setTheme(page, theme);
  expect(await violations(page)).toEqual([]);
});

test('a user name that cannot be is explained under its field, and nothing is opened', async () => {
  await page.getByLabel('User name').fill('Root Admin');
  await page.locator('form').getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('A user name has small letters', { exact: false }).waitFor();
  expect(await page.locator('.xterm').count()).toBe(0);
});

test('root is led to ubuntu in the same terminal', async () => {
  await page.getByLabel('User name').fill('root');
  await page.locator('form').getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('Reconnected as ubuntu', { exact: false }).first().waitFor();
  await page.getByRole('heading', { name: 'ubuntu@terminal-test', exact: true }).waitFor();
  await shows('Welcome to Ubuntu');
  await type('echo one-$((1+1))-three\n');
  await shows('one-2-three');
});

test('the terminal has the page: the navigation folds away, it reaches the lower edge, and nothing scrolls', async () => {
  // News of before a reload is none after it: no message is above the terminal.
  await eventually('the end of all work', async () => {
    const { jobs } = await answer<{ jobs: { state: string }[] }>(page, 'jobs.list', {});
    return jobs.every(({ state }) => state !== 'running');
  });
  await page.reload();
  await shows('one-2-three');
  expect(await page.getByRole('link', { name: 'Key pairs', exact: true }).isVisible()).toBe(false);
  const look = () =>
    page.locator('.terminal-pane').evaluate((pane) => {
      const { width, height, bottom } = pane.getBoundingClientRect();
      return {
        wide: width / innerWidth > 0.7,
        high: height / innerHeight > 0.63,
        reachesTheEdge: bottom <= innerHeight && bottom > innerHeight - 20,
        scrolls: document.documentElement.scrollHeight > innerHeight,
      };
    });
  const full = { wide: true, high: true, reachesTheEdge: true, scrolls: false };
  await expect.poll(look).toEqual(full);
  // A message takes some of its room, and gives it back.
  await answer(page, 'images.create', {
    instanceId,
    name: 'terminal-image',
    description: '',
    reboot: false,
    existingVolumes: [],
    newVolumes: [],
    tags: [],
    tagSnapshots: false,
  });
  await page.getByText('is available. You can launch it now.', { exact: false }).waitFor();
  await expect.poll(look).toEqual({ ...full, high: false });
  await page.getByRole('button', { name: /^Dismiss: / }).click();
  await expect.poll(look).toEqual(full);
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByText('Leave the terminal without a mouse', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
});

test.each(['light', 'dark'] as const)('what is around the terminal passes axe in %s', async (theme) => {
  await setTheme(page, theme);
  expect(await violations(page, ['.xterm'])).toEqual([]);
  const ground = await page.locator('.terminal-pane').evaluate((pane) => getComputedStyle(pane).backgroundColor);
  expect(ground).toBe(theme === 'dark' ? 'rgb(15, 20, 26)' : 'rgb(255, 255, 255)');
});

test('one pasted line waits for Enter, several are shown first, and nothing in a paste can press Enter', async () => {
  await type('clear\n');
  await paste('echo pasted-$((40+2))\n');
  await shows('echo pasted-$((40+2))');
  expect(await screen()).not.toContain('pasted-42');
  await page.keyboard.press('Enter');
  await shows('pasted-42');

  await paste('echo good\x1b[201~\necho evil-$((6*7))\n');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Paste 2 lines?').waitFor();
  expect(await dialog.locator('pre').textContent()).toBe('echo good[201~\necho evil-$((6*7))');
  await dialog.getByRole('button', { name: 'Cancel' }).first().click();
  await dialog.waitFor({ state: 'hidden' });
  await type('echo after-$((2+2))\n');
  await shows('after-4');
  expect(await screen()).not.toContain('evil');
});

test('output that would stop xterm for half a minute leaves the window alive', async () => {
  const longest = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        let last = begun;
        let gap = 0;
        const frame = () => {
          const now = performance.now();
          gap = Math.max(gap, now - last);
          last = now;
          if (now - begun < 4_000) requestAnimationFrame(frame);
          else resolve(gap);
        };
        requestAnimationFrame(frame);
      }),
  );
  await type(
    "printf '\\033[5000000S\\033[5000000T\\033[5000000L\\033[5000000M\\033[2147483647b'; echo still-$((3+4))\n",
  );
  await shows('still-7');
  expect(await longest).toBeLessThan(1_000);
});

test('the keyboard finds, copies and leaves', async () => {
  await type('clear; echo needle-$((1+0))\n');
  await shows('needle-1');
  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('searchbox', { name: 'Search in the terminal' }).fill('needle-1');
  await page.getByRole('searchbox', { name: 'Search in the terminal' }).press('Escape');
  await page.keyboard.press('Control+Shift+C');
  await eventually(
    'the copy',
    async () => (await launched.app.evaluate(({ clipboard }) => clipboard.readText())) === 'needle-1',
    10_000,
  );
  await page.keyboard.press('Control+F6');
  expect(await page.evaluate(() => document.activeElement?.closest('.xterm') ?? null)).toBeNull();
});

test('a reload of the window finds the session with what it showed', async () => {
  await type('clear; echo kept-$((5*5))\n');
  await shows('kept-25');
  await page.reload();
  await page.getByRole('heading', { name: 'ubuntu@terminal-test', exact: true }).waitFor();
  await shows('kept-25');
  await type('echo again-$((7*7))\n');
  await shows('again-49');
});

test('the end of the shell is told, and the window has had nothing to complain about', async () => {
  await type('exit\n');
  await page.getByText('The session has ended.').waitFor();
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await page.getByText('Connected', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'End session' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await page.getByLabel('User name').waitFor();
  expect(await page.getByLabel('User name').inputValue()).toBe('ubuntu');
  expect(launched.complaints).toEqual([]);
});
