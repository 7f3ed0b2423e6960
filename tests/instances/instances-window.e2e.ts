import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../../src/instances/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { until } from '../journey/stage.ts';
import { violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let page: Page;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await answer(page, 'practice.setSpeed', { speed: 100 });
  await row('web-01').waitFor();
}, 60_000);

afterAll(() => app?.close());

const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const tick = (name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).click();
const button = (name: string) => page.getByRole('button', { name, exact: true });
/** The menu above the table; the column of the same name comes after it. */
const stateButton = () => button('Instance state').first();
const dialog = () => page.getByRole('dialog');
const saying = (text: string) => page.getByText(text, { exact: false }).first().waitFor();
const named = async (name: string) =>
  (await answer<{ instances: Instance[] }>(page, 'instances.list', {})).instances.find((one) => one.name === name);
const stateIs = (name: string, state: string) =>
  until(`${name} to be ${state}`, async () => (await named(name))?.state === state, 20_000);

/** Chooses from Actions by mouse. */
async function choose(group: string, entry: string): Promise<void> {
  await button('Actions').click();
  await page.getByRole('menuitem', { name: group }).click();
  await page.getByRole('menuitem', { name: entry }).click();
  await dialog().waitFor();
}

/** Chooses from Instance state by mouse. */
async function chooseState(entry: string): Promise<void> {
  await stateButton().click();
  await page.getByRole('menuitem', { name: entry }).click();
  await dialog().waitFor();
}

test('the system log is read in a panel, with a button to copy it', async () => {
  await tick('web-01');
  await choose('Monitor and troubleshoot', 'Get system log');
  await dialog().getByRole('region', { name: 'System log' }).getByText('login:').waitFor();
  await dialog().getByRole('button', { name: 'Copy the system log' }).click();
  await dialog().getByText('Copied').waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Close' }).last().click();
});

test('the details tell of each status check, of the image and its family, and of the cost with the date', async () => {
  await page.getByRole('link', { name: 'Family tree' }).last().waitFor();
  await page.getByRole('tab', { name: 'Status checks' }).click();
  await saying('Its operating system answers.');
  await page.getByRole('tab', { name: 'Cost' }).click();
  await saying('on-demand list price of us-east-1 for Linux, July 2025');
  expect(await violations(page)).toEqual([]);
});

test('protection is switched on, and its tags are changed', async () => {
  await choose('Instance settings', 'Change termination protection');
  await dialog().getByText('Protect it from being terminated').click();
  await dialog().getByRole('button', { name: 'Save' }).click();
  await saying('web-01 is protected from being terminated.');
  await choose('Instance settings', 'Manage tags');
  await dialog().getByRole('button', { name: 'Add tag' }).click();
  await dialog()
    .getByRole('textbox', { name: /^Key of tag/ })
    .last()
    .fill('purpose');
  await dialog()
    .getByRole('textbox', { name: /^Value of tag/ })
    .last()
    .fill('shop');
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Save' }).click();
  await saying('The tags of web-01 are saved.');
  expect((await named('web-01'))?.tags).toContainEqual({ key: 'purpose', value: 'shop' });
});

test('before terminating two it is told what goes and what stays; the protected one stays, the other goes', async () => {
  await tick('build-01');
  await chooseState('Terminate (delete) instance');
  await dialog().getByText('This cannot be undone.').waitFor();
  await dialog()
    .getByText(/On the practice cloud, account \d{12}, Region /)
    .waitFor();
  await dialog().getByText('Is deleted with it').waitFor();
  await dialog()
    .getByRole('button', { name: /^Switch protection off for web-01/ })
    .waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Terminate 1 instance', exact: true }).click();
  await saying('build-01 is being terminated.');
  await stateIs('build-01', 'terminated');
  expect((await named('web-01'))?.state).toBe('running');
});

test('an instance is stopped by the keyboard alone', async () => {
  await tick('build-01');
  await page.getByRole('checkbox', { name: 'Select web-01', exact: true }).focus();
  await to(stateButton(), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await to(page.getByRole('menuitem', { name: 'Stop instance' }), 'ArrowDown');
  await page.keyboard.press('Enter');
  await dialog().getByText('Its disks stay, and go on costing').waitFor();
  await to(dialog().getByRole('button', { name: 'Stop 1 instance' }), 'Tab');
  await page.keyboard.press('Enter');
  await saying('web-01 is being stopped.');
  await stateIs('web-01', 'stopped');
});

test('a stopped instance gets another type', async () => {
  await row('web-01').getByText('Stopped').waitFor();
  await choose('Instance settings', 'Change instance type');
  await dialog()
    .getByRole('button', { name: /Instance type/ })
    .click();
  await page.getByRole('option', { name: /^t3\.small/ }).click();
  await dialog().getByRole('button', { name: 'Change type' }).click();
  await saying('web-01 is a t3.small when it is started next.');
  expect((await named('web-01'))?.instanceType).toBe('t3.small');
});

test('an auditor is told why nothing was started, and nothing was', async () => {
  const { region } = await answer<{ region: string }>(page, 'accounts.current', {});
  await answer(page, 'accounts.use', { source: { kind: 'practice', person: 'auditor' }, region });
  await row('web-01').getByText('Stopped').waitFor();
  if (!(await page.getByRole('checkbox', { name: 'Select web-01', exact: true }).isChecked())) await tick('web-01');
  await chooseState('Start instance');
  await dialog().getByRole('button', { name: 'Start 1 instance' }).click();
  await dialog().getByText('auditor may not do this (ec2:StartInstances)', { exact: false }).waitFor();
  expect((await named('web-01'))?.state).toBe('stopped');
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  expect(app.complaints).toEqual([]);
});

/** Presses a key until the focus is there. */
async function to(target: Locator, key: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const there =
      (await target.count()) > 0 && (await target.first().evaluate((one) => one === document.activeElement));
    if (there) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The focus did not come there by ${key}.`);
}
