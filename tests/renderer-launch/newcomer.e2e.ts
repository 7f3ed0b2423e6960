import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';

let app: LaunchedApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await answer(page, 'practice.setSpeed', { speed: 100 });
}, 90_000);
afterAll(() => app?.close());

const MOST_DECISIONS = 6;

/** What the machine has written in the terminal. */
const screen = () => page.locator('.xterm-rows').innerText();

test(`from Launch on an image to a prompt on the new machine are at most ${MOST_DECISIONS} decisions, with all defaults`, async () => {
  const decisions: string[] = [];
  /** Every press of the newcomer goes through here; nothing is typed. */
  const decide = async (what: string, control: Locator): Promise<void> => {
    decisions.push(what);
    await control.click();
  };
  const started = Date.now();

  await page.evaluate(() => location.assign('#/images'));
  const row = page.getByRole('row').filter({ hasText: 'web-ubuntu' }).first();
  await row.getByRole('checkbox').click();
  await decide('launch from this image', page.getByRole('button', { name: 'Launch instance from AMI' }));
  await decide('a key of my own', page.getByRole('button', { name: 'Create new key pair' }));
  await decide('by this name', page.getByRole('dialog').getByRole('button', { name: 'Create key pair' }));
  await page.getByText('The private half is on this computer').waitFor();
  await decide('make the machine', page.getByRole('button', { name: 'Launch instance', exact: true }));

  await page.getByRole('heading', { name: 'Instances' }).first().waitFor();
  await decide('log in to it', await offerOfConnect());
  await page.getByLabel('User name').waitFor();
  const connect = page.getByRole('button', { name: 'Connect', exact: true }).last();
  await expect.poll(() => connect.isEnabled(), { timeout: 30_000 }).toBe(true);
  await decide('as the proposed user', connect);
  await expect.poll(screen, { timeout: 30_000 }).toMatch(/ubuntu@ip-/);

  expect(decisions.length, decisions.join(', ')).toBeLessThanOrEqual(MOST_DECISIONS);
  expect(Date.now() - started).toBeLessThan(60_000);
}, 120_000);

/** What the app offers by itself once the machine can be logged in to. */
async function offerOfConnect(): Promise<Locator> {
  // Messages stand above the page, whose own button needs a row to be selected.
  const offer = page.getByRole('button', { name: 'Connect', exact: true }).first();
  await expect.poll(async () => (await offer.count()) > 0 && (await offer.isEnabled()), { timeout: 60_000 }).toBe(true);
  return offer;
}
