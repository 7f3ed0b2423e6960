import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SecurityGroup, Vpc } from '../../src/network/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { setTheme, violations } from '../renderer/violations.ts';

let app: LaunchedApp;
let page: Page;
let me: string;

const OLD = '198.51.100.99';
const choice = (name: string) => page.getByRole('radio', { name: new RegExp(`^Select ${name} sg-`) });
const row = (name: string) => page.getByRole('row').filter({ has: choice(name) });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const select = (name: string) => choice(name).click();
const groups = async () => (await answer<{ groups: SecurityGroup[] }>(page, 'network.list', {})).groups;
const sourcesOf = async (name: string) => {
  const group = (await groups()).find((one) => one.name === name);
  return group?.inbound.map(({ source, fromPort }) => `${fromPort} ${source}`);
};
const act = async (action: string) => {
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
};
const choose = async (field: string, option: string) => {
  await dialog()
    .getByRole('button', { name: new RegExp(field) })
    .click();
  await page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
};

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  me = (await answer<{ address: string }>(page, 'network.myAddress', {})).address;
  await page.evaluate(() => location.assign('#/security-groups'));
  await row('default').waitFor();
}, 90_000);

afterAll(async () => {
  await app?.close();
});

test('it is told in words what gets in and who uses the group', async () => {
  await row('databases').getByText('Machines in the group web-servers may use PostgreSQL (port 5432)').waitFor();
  await row('web-servers').getByText('web-01').waitFor();
  await select('web-servers');
  await page.getByText('a rule of the group databases').last().waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
});

test('by mouse: a group is made, lets me in, and goes again', async () => {
  await button('Create security group').click();
  await dialog().getByRole('button', { name: 'Create security group' }).click();
  await dialog().getByText('Give the security group a name.').waitFor();
  await dialog().getByText('AWS asks for a description. A few words are enough.').waitFor();
  await dialog().getByLabel('Security group name').fill('by-mouse');
  await dialog().getByLabel('Description').fill('Made by mouse');
  await dialog().getByRole('button', { name: 'Create security group' }).click();
  await page.getByText('Security group by-mouse created').waitFor();

  await button('Add rule').click();
  await dialog().getByText(`It will say: “Only ${me} may use SSH (port 22).”`).waitFor();
  await dialog().getByRole('button', { name: 'Add rule' }).click();
  await row('by-mouse').getByText(`Only ${me} may use SSH (port 22)`).waitFor();
  expect(await sourcesOf('by-mouse')).toEqual([`22 ${me}/32`]);

  await page.getByRole('button', { name: `Remove the rule: Only ${me} may use SSH (port 22)` }).click();
  await dialog().getByRole('button', { name: 'Remove rule' }).click();
  await row('by-mouse').getByText('Nothing gets in.').waitFor();
  await act('Delete security group');
  await dialog().getByRole('button', { name: 'Delete security group' }).click();
  await row('by-mouse').waitFor({ state: 'detached' });
  expect((await groups()).map(({ name }) => name)).not.toContain('by-mouse');
});

test('a door that is opened to the whole internet is warned of, and what is wrong is told under its field', async () => {
  await select('databases');
  await act('Add rule');
  await choose('By whom', 'Anywhere');
  await dialog().getByText('0.0.0.0/0 is every computer on the internet.').waitFor();
  await choose('What may be used', 'Other ports \\(TCP\\)');
  await choose('By whom', 'Address range');
  await dialog().getByLabel('Port, or the first one').fill('99999');
  await dialog().getByLabel('Address range', { exact: true }).fill('10.0.0.1/8');
  await dialog().getByRole('button', { name: 'Add rule' }).click();
  await dialog().getByText('Ports end at 65535.').first().waitFor();
  await dialog().getByText('This range begins at 10.0.0.0.').waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  await page.keyboard.press('Escape');
});

test('a group that is used is not deleted, and its users are named', async () => {
  const before = (await groups()).length;
  await select('web-servers');
  await act('Delete security group');
  await dialog().getByRole('button', { name: 'Delete security group' }).click();
  await dialog()
    .getByText(/“web-servers” is still used by .*web-01.*a rule of the group databases\./)
    .waitFor();
  expect(await groups()).toHaveLength(before);
  await page.keyboard.press('Escape');
});

test('by keyboard: a rule is added to the selected group', async () => {
  const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);
  const tabTo = async (target: Locator) => {
    for (let presses = 0; presses < 40; presses++) {
      if ((await target.count()) > 0 && (await hasFocus(target.first()))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('The focus never got there.');
  };
  await select('databases');
  await button('Actions').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Add rule' }).waitFor();
  await page.keyboard.press('Enter');
  await dialog().waitFor();
  await tabTo(dialog().getByLabel('Description (optional)'));
  await page.keyboard.type('without a mouse');
  await page.keyboard.press('Enter');
  await row('databases').getByText(`Only ${me} may use SSH (port 22)`).waitFor();
  expect(await sourcesOf('databases')).toContain(`22 ${me}/32`);
});

test('a rule for an address that was mine is updated by one click, and back by another', async () => {
  const { vpcs } = await answer<{ vpcs: Vpc[] }>(page, 'network.list', {});
  const made = { name: 'moved-house', description: 'SSH from home', vpcId: vpcs[0]?.vpcId };
  const { groupId } = await answer<{ groupId: string }>(page, 'network.createGroup', made);
  const rule = { protocol: 'tcp', fromPort: 22, toPort: 22, source: `${OLD}/32`, description: '' };
  await answer(page, 'network.addRule', { groupId, rule });
  await button('Refresh Security groups').click();
  await page.getByText('Your address has changed: update the rule').waitFor();
  await page.getByRole('button', { name: `Update the rule of moved-house from ${OLD} to ${me}` }).click();
  await page.getByText(`moved-house lets ${me} in now, and ${OLD} no longer.`).waitFor();
  expect(await sourcesOf('moved-house')).toEqual([`22 ${me}/32`]);
  await page.getByText('Your address has changed: update the rule').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText(`moved-house lets ${OLD} in now, and ${me} no longer.`).waitFor();
  expect(await sourcesOf('moved-house')).toEqual([`22 ${OLD}/32`]);
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme);
    expect(await violations(page), theme).toEqual([]);
  }
  expect(app.complaints).toEqual([]);
});
