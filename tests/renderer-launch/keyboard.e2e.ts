import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../../src/instances/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { eventually } from '../desktop/machine.ts';

let app: LaunchedApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await answer(page, 'practice.setSpeed', { speed: 100 });
}, 90_000);
afterAll(() => app?.close());

/** So many stops a page may have before what is wanted counts as out of reach. */
const MOST_STOPS = 120;

/** Presses Tab until the control has the focus, as somebody without a mouse does, then Enter. */
async function press(control: Locator): Promise<void> {
  await control.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await control.evaluate((element) => element.contains(document.activeElement))) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${control}.`);
}

const button = (name: string) => page.getByRole('button', { name, exact: true });

test('from no image to a running instance with the keyboard alone', async () => {
  await press(page.getByRole('link', { name: 'Launch instances' }));
  await press(button('Use Ubuntu 24.04 LTS'));
  await press(button('Create new key pair'));
  await press(page.getByRole('dialog').getByRole('button', { name: 'Create key pair' }));
  await page.getByText('The private half is on this computer').waitFor();
  await press(button('Launch instance'));

  const running = await eventually('the instance', async () => {
    const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
    return instances.find(({ keyName, state }) => keyName?.startsWith('amiable-key') && state === 'running');
  });
  await page.getByRole('row').filter({ hasText: running.instanceId }).waitFor();
  expect(running.publicIp).toBeDefined();
}, 90_000);
