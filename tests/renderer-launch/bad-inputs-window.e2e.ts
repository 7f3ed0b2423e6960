import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecurityGroupCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Image } from '../../src/images/contract.ts';
import { launchDefaults } from '../../src/launch/defaults.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import { type LaunchValues, toLaunchRequest } from '../../src/launch/values.ts';
import { listedPrices } from '../../src/prices/machine-prices.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer, ask } from '../desktop/ask.ts';
import { hearCalls } from '../desktop/calls-heard.ts';
import { complaintsOf } from '../desktop/complaints.ts';
import { badInputs } from '../launch-rules/bad-inputs.ts';
import { TYPING } from './typed-inputs.ts';

let app: LaunchedApp;
let folder: string;
let page: Page;
let facts: LaunchFacts;
let good: LaunchValues;
let calls: () => Promise<string[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-launch-'));
  const file = join(folder, 'connection.json');
  app = await launchApp({ args: [`--practice-connection-file=${file}`] });
  page = app.page;
  const { images } = await answer<{ images: Image[] }>(page, 'images.list', {});
  await takeGroupName(file, 'launch-wizard-1');
  const imageId = images.find(({ state }) => state === 'available')?.imageId ?? '';
  const [form, keys, network, address] = await Promise.all([
    answer<Pick<LaunchFacts, 'image' | 'instanceTypes'>>(page, 'launch.form', { imageId }),
    answer<Pick<LaunchFacts, 'keyPairs'>>(page, 'keys.list', {}),
    answer<Pick<LaunchFacts, 'vpcs' | 'subnets' | 'groups'>>(page, 'network.list', {}),
    answer<{ address: string }>(page, 'network.myAddress', {}),
  ]);
  facts = { ...form, ...keys, ...network, myAddress: address.address, prices: listedPrices('Linux') };
  good = { ...launchDefaults(facts), key: { mode: 'none', name: '' } };
  calls = await hearCalls(app);
}, 90_000);

afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The one name of the table that a group must have already. */
async function takeGroupName(connectionFile: string, GroupName: string): Promise<void> {
  const connection = JSON.parse(await readFile(connectionFile, 'utf8'));
  const ec2 = new EC2Client({
    endpoint: connection.endpoint,
    region: connection.region,
    credentials: { accessKeyId: connection.accessKeyId, secretAccessKey: connection.secretAccessKey },
  });
  await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: 'in the way' }));
}

/** What the window has no way to type, because it does not offer it; the main process must refuse it all the same. */
const NOT_OFFERED = new Set([
  'no instance type',
  'an instance type with another kind of processor',
  'an instance type that the Region does not offer',
  'a key pair that is not there',
  'no VPC',
  'a subnet that is not there',
  'a subnet of another VPC',
  'a subnet without free addresses',
  'six existing groups',
  'a group of another VPC',
  'IOPS on gp2',
  'throughput on io2',
  'a root disk of type st1',
]);
/** What needs a second disk or network, which the practice cloud's first day has not, or two lines in a field of one. */
const NOT_HERE = new Set([
  'a name of two lines',
  'no subnet outside the default VPC',
  'a second disk below the size of its snapshot',
  'an encrypted disk made unencrypted',
]);

const part = (field: string): string => field.split('.')[0] ?? '';
const typed = badInputs.filter(
  ({ what, field }) => !NOT_OFFERED.has(what) && !NOT_HERE.has(what) && part(field) !== 'key',
);
const launch = () => page.getByRole('button', { name: 'Launch instance', exact: true });
/** Presses Launch even where the pre-flight check holds it back: the field is left then, and nothing else happens. */
const pressLaunch = () => launch().click({ force: true });
const starts = async () => (await calls()).filter((call) => call === 'launch.start').length;

/** What is written inside the innermost part of the page that holds a field. */
function saidAt(field: string): Promise<string> {
  return page.evaluate((path) => {
    const holders = [...document.querySelectorAll<HTMLElement>('[data-field]')];
    const fits = holders.filter(({ dataset: { field = '' } }) => path === field || path.startsWith(`${field}.`));
    const inner = fits.sort((a, b) => (b.dataset.field ?? '').length - (a.dataset.field ?? '').length)[0];
    return inner?.textContent ?? '';
  }, field);
}

async function openForm(): Promise<void> {
  // By way of another page: the form begins anew.
  await page.evaluate(() => location.assign('#/settings'));
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.evaluate((id) => location.assign(`#/images/${id}/launch`), facts.image.imageId);
  await launch().waitFor();
  await page.getByRole('button', { name: 'Advanced details' }).click();
}

async function goOnWithoutKey(): Promise<void> {
  await page.getByRole('button', { name: /^Key pair name/ }).click();
  await page.getByRole('option', { name: /Proceed without a key pair/ }).click();
}

describe('bad inputs, typed into the real Launch wizard', () => {
  test('are most of the table, and every other one has its reason', () => {
    expect(typed.length).toBeGreaterThanOrEqual(40);
    const names = badInputs.map(({ what }) => what);
    expect(names).toEqual(expect.arrayContaining([...NOT_OFFERED, ...NOT_HERE]));
  });

  test('no choice of a key pair gets its sentence, and Launch does not go on', async () => {
    const missing = badInputs.find(({ what }) => what === 'no decision about the key pair');
    await openForm();
    await pressLaunch();
    await expect.poll(() => complaintsOf(page), { timeout: 10_000 }).toContain(missing?.sentence);
    expect(await starts()).toBe(0);
  });

  test.each([...new Set(typed.map(({ field }) => part(field)))])(
    'of %s each gets its sentence under its field, and Launch does not go on',
    async (name) => {
      const before = await starts();
      await openForm();
      await goOnWithoutKey();
      for (const { what, change, field, sentence } of typed) {
        const type = TYPING[name];
        if (part(field) !== name || !type) continue;
        await type(page, change(good));
        await pressLaunch();
        await expect.poll(() => complaintsOf(page), { message: what, timeout: 10_000 }).toContain(sentence);
        expect(await saidAt(field), what).toContain(sentence);
        if (change(good).tags.length >= 50) {
          // Fifty rows are sooner gone with the form than one by one.
          await openForm();
          await goOnWithoutKey();
        } else await type(page, good);
        await expect.poll(() => complaintsOf(page), { message: `${what}, put right`, timeout: 10_000 }).toBe('');
      }
      expect(await starts()).toBe(before);
    },
  );
});

test('what the window does not offer is refused by the main process, and no job begins', async () => {
  for (const { what, change, field } of badInputs.filter((each) => NOT_OFFERED.has(each.what))) {
    const request = toLaunchRequest(change(good), facts.image.imageId, facts.myAddress);
    const reply = await ask(page, 'launch.start', request);
    expect(reply, what).toMatchObject({ ok: false, error: { field: expect.stringMatching(`^${part(field)}`) } });
  }
  expect(await answer(page, 'jobs.list', {})).toEqual({ jobs: [] });
});

test('a new volume smaller than its snapshot, which the cloud alone knows, is told under its size', async () => {
  const [root] = facts.image.volumes;
  const before = await starts();
  await openForm();
  await goOnWithoutKey();
  await page.getByRole('button', { name: 'Add volume', exact: true }).click();
  const group = page.getByRole('group', { name: 'New volume 1' });
  await group.getByLabel('Snapshot (optional)').fill(root?.snapshotId ?? '');
  await group.getByLabel('Size (GiB)').fill(String((root?.sizeGiB ?? 0) - 1));
  await pressLaunch();
  await expect.poll(() => complaintsOf(page), { timeout: 10_000 }).toContain('This snapshot needs at least');
  expect(await group.getByLabel('Size (GiB)').getAttribute('aria-invalid')).toBe('true');
  expect(await answer(page, 'jobs.list', {})).toEqual({ jobs: [] });
  // Negative control: this one did leave the window, and was heard.
  expect(await starts()).toBe(before + 1);
});
