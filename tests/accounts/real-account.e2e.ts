import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTagsCommand, DescribeImagesCommand } from '@aws-sdk/client-ec2';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../renderer/common/paths.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { writeProfiles } from '../desktop/main-side.ts';
import { openCloudSide } from '../journey/cloud-side.ts';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';

// A second practice cloud, whose address a profile names, stands for the real account.
const region = 'eu-central-1';
let folder: string;
let real: TestCloud;
let launched: LaunchedApp;
let page: Page;

const keys = () => {
  const person = real.cloud.ready.people.find(({ userName }) => userName === 'trainee');
  return { aws_access_key_id: person?.accessKeyId ?? '', aws_secret_access_key: person?.secretAccessKey ?? '' };
};
const profiles = (secret = keys().aws_secret_access_key) => {
  const shared = { endpoint_url: real.cloud.ready.endpoint, region };
  return {
    work: { ...keys(), aws_secret_access_key: secret, ...shared },
    broken: { ...keys(), aws_secret_access_key: 'not/the/secret/of/this/key/at/all/no/no', ...shared },
  };
};

async function open(env: Readonly<Record<string, string>>): Promise<void> {
  launched = await launchApp({
    userDataDir: join(folder, 'data'),
    env,
    args: [`--practice-connection-file=${join(folder, 'practice.json')}`],
  });
  page = launched.page;
  await page.getByRole('row').filter({ hasText: 'Running' }).first().waitFor();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amiable-real-'));
  real = await startTestCloud();
  const ec2 = real.ec2();
  const { InstanceId = '' } = await instanceNamed(ec2, 'web-01');
  await ec2.send(new CreateTagsCommand({ Resources: [InstanceId], Tags: [{ Key: 'Name', Value: 'shop-01' }] }));
  await open(await writeProfiles(folder, profiles()));
}, 120_000);

afterAll(async () => {
  await launched.close();
  await real.end();
  rmSync(folder, { recursive: true, force: true });
});

const strip = () => page.locator('.who-strip');
const kind = () => strip().getAttribute('data-kind');
const named = (name: string) => page.getByRole('row').filter({ hasText: name });
const dialog = () => page.getByRole('dialog');

/** Opens the dialog by its menu and chooses, all with the mouse. */
async function choose(who: string): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Switch account' }).click();
  await dialog().getByRole('radio', { name: who, exact: true }).click();
  await dialog().getByRole('button', { name: 'Switch', exact: true }).click();
}

test('a profile with a wrong key is refused in a sentence under the choice, and nothing changes', async () => {
  await choose('Profile broken');
  await dialog()
    .getByText(/secret|key/i)
    .filter({ hasText: /wrong|refuse|match|valid|accept/i })
    .first()
    .waitFor();
  expect(await kind()).toBe('practice');
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await named('web-01').waitFor();
  expect(await page.title()).toBe('Practice cloud - Amiable');
});

test('the strip, the title and the instances are the real account’s', async () => {
  await choose('Profile work');
  await dialog().waitFor({ state: 'hidden' });
  await named('shop-01').waitFor();
  expect(await named('web-01').count()).toBe(0);
  expect(await kind()).toBe('real');
  const words = await strip().innerText();
  for (const word of ['Real account 1111-2222-3333', 'User trainee', `Region ${region}`, real.cloud.ready.endpoint]) {
    expect(words).toContain(word);
  }
  expect(await page.title()).toBe(`Account 1111-2222-3333, ${region} - Amiable`);
  // The practice cloud's own page is not offered while it is not in use.
  expect(await page.getByRole('link', { name: 'Practice cloud', exact: true }).count()).toBe(0);
});

test('a new name is given in the real account and not in the practice cloud', async () => {
  await named('shop-01').getByRole('button', { name: 'Edit Name in the row of shop-01' }).click();
  const field = page.getByRole('textbox', { name: /^Name of i-/ });
  await field.fill('shop-02');
  await field.press('Enter');
  await named('shop-02').waitFor();
  await expect.poll(async () => (await instanceNamed(real.ec2(), 'shop-02')).State?.Name).toBe('running');
  const practice = await openCloudSide(join(folder, 'practice.json'));
  expect(await practice.instanceNamed('web-01')).toBeDefined();
  expect(await practice.instanceNamed('shop-02')).toBeUndefined();
});

test('an image of the real account goes only once its name was typed', async () => {
  const { Images = [] } = await real.ec2().send(new DescribeImagesCommand({ Owners: ['self'] }));
  const { ImageId = '', Name = '' } = Images[0] ?? {};
  await page.evaluate((to) => location.assign(`#${to}`), paths.retireImage(region, ImageId, 'deregister'));
  const confirm = page.getByRole('textbox', { name: 'Type the image’s name to confirm' });
  const go = page.getByRole('button', { name: 'Deregister image' });
  await confirm.fill('another');
  await go.click();
  await page.getByText(`Type ${Name} to confirm.`).waitFor();
  const there = async () => (await real.ec2().send(new DescribeImagesCommand({ Owners: ['self'] }))).Images?.length;
  expect(await there()).toBe(Images.length);
  await confirm.fill(Name);
  await go.click();
  await expect.poll(there).toBe(Images.length - 1);
  await page.evaluate((to) => location.assign(`#${to}`), paths.instances());
  await named('shop-02').waitFor();
});

test('the way back leads to the practice cloud', async () => {
  await choose('Practice cloud');
  await named('web-01').waitFor();
  expect(await kind()).toBe('practice');
  expect(await named('shop-02').count()).toBe(0);
});

test('an account of last time that no longer signs in is told, and the practice cloud opens', async () => {
  await choose('Profile work');
  await named('shop-02').waitFor();
  await launched.close();
  await open(await writeProfiles(folder, profiles('another/secret/than/the/one/of/this/key')));
  await page.getByText('This is not the account of last time').waitFor();
  await page
    .getByText('Profile “work” could not be opened, so this is the practice cloud.', { exact: false })
    .waitFor();
  expect(await kind()).toBe('practice');
  expect(await page.getByText('This is not the account of last time').count()).toBe(1);
});

test('an account of last time that signs in again opens, and nothing is told', async () => {
  await launched.close();
  await open(await writeProfiles(folder, profiles()));
  await expect.poll(kind).toBe('real');
  await named('shop-02').waitFor();
  expect(await page.getByText('This is not the account of last time').count()).toBe(0);
  expect(launched.complaints).toEqual([]);
});
