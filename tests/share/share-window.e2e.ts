import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CopyImageCommand, DescribeImagesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../../src/instances/contract.ts';
import type { Job } from '../../src/jobs/contract.ts';
import type { Vpc } from '../../src/network/contract.ts';
import { type LaunchedApp, launchApp } from '../desktop/app.ts';
import { answer } from '../desktop/ask.ts';
import { complaintsOf } from '../desktop/complaints.ts';
import { until } from '../journey/stage.ts';
import { setTheme, violations } from '../renderer/violations.ts';

const REGION = 'eu-central-1';
let app: LaunchedApp;
let page: Page;
let folder: string;
let ec2: EC2Client;
let plain: string;
let sealed: string;
let byDefault: string;

/** Conditions are waited for; this is only how long a broken one may take to be told. */
const PATIENCE = { timeout: 20_000 };

const jobOf = (jobId: string): Promise<Job> =>
  until(`the end of ${jobId}`, async () => {
    const { jobs } = await answer<{ jobs: Job[] }>(page, 'jobs.list', {});
    return jobs.find((job) => job.jobId === jobId && job.state !== 'running');
  });
const become = (person: 'trainee' | 'partner') =>
  answer(page, 'accounts.use', { source: { kind: 'practice', person }, region: REGION });
const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amiable-share-'));
  const file = join(folder, 'connection.json');
  app = await launchApp({ args: [`--practice-connection-file=${file}`] });
  page = app.page;
  await answer(page, 'practice.setSpeed', { speed: 100 });
  const connection = JSON.parse(await readFile(file, 'utf8'));
  const common = {
    endpoint: connection.endpoint,
    region: REGION,
    credentials: { accessKeyId: connection.accessKeyId, secretAccessKey: connection.secretAccessKey },
  };
  ec2 = new EC2Client(common);
  const { instances } = await answer<{ instances: Instance[] }>(page, 'instances.list', {});
  const { jobId } = await answer<{ jobId: string }>(page, 'images.create', {
    instanceId: instances.find(({ state }) => state === 'running')?.instanceId,
    name: 'web-to-share',
    description: '',
    reboot: false,
    existingVolumes: [],
    newVolumes: [],
    tags: [],
    tagSnapshots: false,
  });
  plain = (await jobOf(jobId)).imageId ?? '';
  const kms = new KMSClient(common);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/team', TargetKeyId: KeyMetadata?.KeyId }));
  const copy = (Name: string, KmsKeyId?: string) =>
    ec2.send(
      new CopyImageCommand({
        SourceImageId: plain,
        SourceRegion: REGION,
        Name,
        Encrypted: true,
        ...(KmsKeyId ? { KmsKeyId } : {}),
      }),
    );
  sealed = (await copy('sealed-by-team', KeyMetadata?.Arn)).ImageId ?? '';
  byDefault = (await copy('sealed-by-default')).ImageId ?? '';
  await until('the copies', async () => {
    const { Images = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [sealed, byDefault] }));
    return Images.every(({ State }) => State === 'available');
  });
}, 120_000);

afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens the wizard anew. */
async function openWizard(imageId: string): Promise<void> {
  await page.evaluate(() => location.assign('#/settings'));
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.evaluate(([region, id]) => location.assign(`#/images/${region}/${id}/share`), [REGION, imageId]);
}

/** Goes through the wizard for the partner; `decide` answers the second step. */
async function shareWithPartner(imageId: string, decide: () => Promise<void> = async () => {}): Promise<void> {
  await openWizard(imageId);
  await page.getByRole('textbox', { name: 'Account numbers' }).fill('4444-5555-6666');
  await button('Next').click();
  await page.getByRole('heading', { level: 1, name: 'What comes along' }).waitFor();
  await decide();
  await button('Next').click();
  await button('Share image').click();
  await page.getByRole('heading', { name: 'Card for the receiver' }).waitFor();
}

/** Launches as the partner, and answers how that ended. */
async function launchAsPartner(imageId: string, name: string): Promise<Job> {
  await become('partner');
  const { vpcs } = await answer<{ vpcs: Vpc[] }>(page, 'network.list', {});
  const { jobId } = await answer<{ jobId: string }>(page, 'launch.start', {
    imageId,
    name,
    tags: [],
    instanceType: 't3.micro',
    key: { kind: 'none' },
    vpcId: vpcs[0]?.vpcId,
    publicIp: false,
    firewall: {
      kind: 'new',
      name: `${name}-group`,
      description: 'Web only',
      rules: [{ service: 'http', source: '0.0.0.0/0' }],
    },
    volumes: [],
    newVolumes: [],
    requireImdsV2: true,
    terminationProtection: false,
    shutdownBehavior: 'stop',
    userData: '',
    count: 1,
  });
  const job = await jobOf(jobId);
  await become('trainee');
  return job;
}

test.each(['light', 'dark'] as const)(
  'the wizard tells what is wrong under its field, and passes axe in %s',
  async (theme) => {
    await setTheme(page, theme);
    await openWizard(sealed);
    const numbers = page.getByRole('textbox', { name: 'Account numbers' });
    await numbers.fill('1111-2222-3333, 44445555666');
    await button('Next').click();
    await expect.poll(() => complaintsOf(page), PATIENCE).toContain('is the account that owns this image');
    expect(await complaintsOf(page)).toContain('44445555666 has 11 digits');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('radio', { name: 'An organisation or a part of it' }).check();
    await page.getByRole('textbox', { name: 'ARNs of organisations or units' }).fill('ou-ab12-12345678');
    await button('Next').click();
    await expect.poll(() => complaintsOf(page), PATIENCE).toContain('is the ID of a unit, and AWS wants its ARN');
    await page.getByRole('radio', { name: 'Accounts', exact: true }).check();
    await numbers.fill('444455556666');
    await button('Next').click();
    await page.getByRole('heading', { level: 1, name: 'What comes along' }).waitFor();
    await page.getByText('"kms:GrantIsForAWSResource": "true"').waitFor();
    expect(await violations(page)).toEqual([]);
    await button('Next').click();
    await button('Share image').waitFor();
    expect(await violations(page)).toEqual([]);
  },
);

test('the default key is refused with the way to a copy', async () => {
  await openWizard(byDefault);
  await page.getByText('This image cannot be shared as it is').waitFor();
  await button('Copy it with a key of your own').click();
  await page.waitForFunction((path) => location.hash.includes(path), `${byDefault}/copy`);
});

test('the partner launches a shared image, and copies it once that is allowed too', async () => {
  await shareWithPartner(plain);
  const card = await page.getByText(/Hello,/).innerText();
  expect(card).toContain(plain);
  expect(card).toContain('You cannot copy it.');
  expect((await launchAsPartner(plain, 'theirs')).state).toBe('done');
  await become('partner');
  const makeMine = () =>
    page.evaluate(([region, id]) => location.assign(`#/images/${region}/${id}/make-mine`), [REGION, plain]);
  await makeMine();
  await page.getByText('It cannot be copied, so it takes a detour').waitFor();
  expect(await violations(page)).toEqual([]);
  await become('trainee');
  await shareWithPartner(plain, () => page.getByRole('checkbox', { name: 'Also let them copy it' }).check());
  await become('partner');
  await makeMine();
  await page.getByRole('heading', { name: 'It can be copied' }).waitFor();
  await become('trainee');
});

test('a machine of an encrypted image ends at once until the key’s policy lets the partner in', async () => {
  await shareWithPartner(sealed, () => page.getByRole('radio', { name: 'The owner of the key' }).check());
  await page.getByRole('heading', { name: 'For the owner of the key' }).waitFor();
  const early = await launchAsPartner(sealed, 'early');
  expect(early).toMatchObject({ state: 'failed', error: { message: expect.stringContaining('key') } });
  await shareWithPartner(sealed);
  expect((await launchAsPartner(sealed, 'late')).state).toBe('done');
});

test('everyone gets an image only when the block of public images is off', async () => {
  await openWizard(plain);
  await page.getByRole('radio', { name: 'Everyone (public)' }).check();
  await button('Next').click();
  // Radio buttons and boxes are not marked wrong as text fields are: the sentence stands below them.
  await page.getByText('This account blocks public images').first().waitFor(PATIENCE);
  await button('Switch the block off').click();
  await page.getByRole('dialog').getByText('up to 10 minutes').waitFor();
  await button('Allow them').click();
  await page.getByText('Public images are allowed').waitFor({ timeout: 30_000 });
  await button('Next').click();
  await page.getByText('Look through the disks first').waitFor(PATIENCE);
  await page.getByRole('checkbox', { name: /I have made sure/ }).check();
  await button('Next').click();
  await page.getByText('Copying is not opened to everyone').waitFor();
});

test('the permissions tab shows who has it, and one button makes it private', async () => {
  await page.evaluate(() => location.assign('#/images'));
  await page.getByRole('row').filter({ hasText: sealed }).locator('input').first().click();
  await page.getByRole('tab', { name: 'Permissions' }).click();
  await page.getByText('Let in by the key’s policy').waitFor();
  expect(await violations(page)).toEqual([]);
  await button('Make private').click();
  await page.getByRole('dialog').getByText('go on running').waitFor();
  await button('Take it back').click();
  await page.getByText('Nobody but this account can launch it.').waitFor(PATIENCE);
});

test('nothing was refused by the content policy, and no error went to the console', () => {
  expect(app.complaints).toEqual([]);
});
