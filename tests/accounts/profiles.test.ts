import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../../main/practice/cloud/cloud.ts';
import { inventory } from '../desktop/cloud-eyes.ts';
import { imageRequest } from '../desktop/journey-inputs.ts';
import { createMemoryCipher, type MainSide, openMainSide, writeProfiles } from '../desktop/main-side.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';

/** A profile whose endpoint_url is a second practice cloud stands for a real account. */
let home: string;
let own: Cloud;
let real: Cloud;
let side: MainSide;
const source = { kind: 'profile', profile: 'work' } as const;
const region = 'eu-central-1';

const newCloud = () => startCloud({ world: null, speed: 100, machines: createPaperMachines().create });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'amiable-home-'));
  [own, real] = await Promise.all([newCloud(), newCloud()]);
});
afterEach(async () => {
  await side.stop();
  await Promise.all([own.stop(), real.stop()]);
  await rm(home, { recursive: true, force: true });
});

const partner = () => {
  const person = real.ready.people.find(({ userName }) => userName === 'trainee') ?? real.ready.people[0];
  return { aws_access_key_id: person.accessKeyId, aws_secret_access_key: person.secretAccessKey };
};

const cipher = createMemoryCipher();
const open = async (profiles: Record<string, Record<string, string>>) => {
  const environment = await writeProfiles(home, profiles);
  return openMainSide({ cloud: own, folder: home, environment, cipher });
};

test('a profile with an endpoint of its own acts there, and is remembered', async () => {
  const work = { ...partner(), endpoint_url: real.ready.endpoint, region };
  side = await open({ work });
  const used = await side.handlers.accounts.use({ source, region });
  expect(used).toMatchObject({ source, userName: 'trainee', endpoint: real.ready.endpoint });
  const before = [await inventory(own), await inventory(real)];
  const { jobId } = await side.handlers.images.create(await imageRequest(side));
  // The job keeps to its account although the person switches.
  await side.handlers.accounts.use({ source: { kind: 'practice' }, region });
  const job = await side.ended(jobId);
  expect(job).toMatchObject({ state: 'done', account: { practice: false } });
  const after = [await inventory(own), await inventory(real)];
  expect(after[0]).toEqual(before[0]);
  expect(after[1]?.images).toContain(job.imageId);

  await side.handlers.accounts.use({ source, region });
  await side.stop();
  side = await open({ work });
  expect(await side.handlers.accounts.current({})).toMatchObject({ source, endpoint: real.ready.endpoint });
});

test('an image of a real account is deregistered only under its typed name', async () => {
  side = await open({ work: { ...partner(), endpoint_url: real.ready.endpoint, region } });
  await side.handlers.accounts.use({ source, region });
  const [image] = (await side.handlers.images.list({})).images;
  const ask = (typedName: string) =>
    side.handlers.images.deregister({ region, imageId: image?.imageId ?? '', deleteSnapshots: false, typedName });
  for (const wrong of ['', 'another']) {
    await expect(ask(wrong)).rejects.toMatchObject({
      code: 'images.name-not-typed',
      details: { field: 'typedName' },
    });
  }
  expect((await side.handlers.jobs.list({})).jobs).toEqual([]);
  expect(await side.ended((await ask(image?.name ?? '')).jobId)).toMatchObject({ state: 'done' });
});

test('a remembered profile that no longer signs in opens the practice cloud, and says so', async () => {
  side = await open({ work: { ...partner(), endpoint_url: real.ready.endpoint, region } });
  await side.handlers.accounts.use({ source, region });
  await side.stop();
  side = await open({ other: {} });
  const current = await side.handlers.accounts.current({});
  expect(current.source).toEqual({ kind: 'practice' });
  expect(current.notice).toContain('“work”');
});

describe('a profile that cannot sign in leaves everything as it is', () => {
  test.each([
    ['does not exist', {}, 'accounts.profile-unknown'],
    ['holds nothing', { work: { region } }, 'accounts.sign-in-failed'],
    [
      'has a key that the cloud does not know',
      { work: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE', aws_secret_access_key: 'x'.repeat(40) } },
      'accounts.sign-in-ended',
    ],
  ])('it %s', async (_name, profiles, code) => {
    const there = Object.fromEntries(
      Object.entries(profiles).map(([name, values]) => [name, { ...values, endpoint_url: real.ready.endpoint }]),
    );
    side = await open(there);
    await expect(side.handlers.accounts.use({ source, region })).rejects.toMatchObject({ code });
    expect(await side.handlers.accounts.current({})).toMatchObject({ source: { kind: 'practice' } });
    expect(side.told.filter(({ event }) => event === 'accounts.changed')).toEqual([]);
  });
});

test('keys of a real account never go to the practice cloud', async () => {
  side = await open({ work: { ...partner(), endpoint_url: own.ready.endpoint, region } });
  await expect(side.handlers.accounts.use({ source, region })).rejects.toMatchObject({ code: 'aws.wrong-destination' });
});

test('a sign-in that suddenly belongs to another account stops every change', async () => {
  const work = { ...partner(), endpoint_url: real.ready.endpoint, region };
  side = await open({ work });
  await side.handlers.accounts.use({ source, region });
  const request = await imageRequest(side);
  const stranger = real.ready.people.find(({ accountId }) => accountId !== real.ready.people[0].accountId);
  await writeProfiles(home, {
    work: {
      ...work,
      aws_access_key_id: stranger?.accessKeyId ?? '',
      aws_secret_access_key: stranger?.secretAccessKey ?? '',
    },
  });
  // The old sign-in ends, so the files are read afresh.
  await real.request('addFault', {
    operation: 'DescribeImages',
    mode: 'error',
    code: 'RequestExpired',
    status: 400,
    times: 1,
  });
  await expect(side.handlers.images.list({})).rejects.toMatchObject({ code: 'accounts.sign-in-ended' });
  await expect(side.handlers.images.create(request)).rejects.toMatchObject({ code: 'accounts.changed' });
});

test('an image whose sign-in ends meanwhile is followed to its end after the next one', async () => {
  const work = { ...partner(), endpoint_url: real.ready.endpoint, region };
  side = await open({ work });
  await side.handlers.accounts.use({ source, region });
  const { jobId } = await side.handlers.images.create(await imageRequest(side));
  await real.request('addFault', {
    operation: 'DescribeImages',
    mode: 'error',
    code: 'ExpiredToken',
    status: 400,
    times: 1,
  });
  expect(await side.ended(jobId)).toMatchObject({
    state: 'failed',
    error: { code: 'accounts.sign-in-ended', retryable: true },
  });
  await side.handlers.accounts.use({ source, region });
  expect(await side.ended(jobId)).toMatchObject({ state: 'done', leftBehind: [] });
  const { images } = await side.handlers.images.list({});
  expect(images.filter(({ name }) => name === 'web-image')).toHaveLength(1);
});

test('profiles are listed by how they sign in', async () => {
  side = await open({
    keys: { aws_access_key_id: 'A', aws_secret_access_key: 'B', region: 'eu-west-1' },
    single: { sso_session: 'corp', sso_account_id: '1', sso_role_name: 'r' },
    role: { role_arn: 'arn:aws:iam::111122223333:role/x', source_profile: 'keys' },
    web: { role_arn: 'arn:aws:iam::111122223333:role/x', web_identity_token_file: '/x' },
    tool: { credential_process: '/bin/x' },
    browser: { login_session: 'arn:aws:iam::111122223333:user/x' },
    local: { endpoint_url: 'http://127.0.0.1:1' },
  });
  await writeFile(join(home, 'aws-credentials'), '[only-here]\naws_access_key_id = C\naws_secret_access_key = D\n');
  const { profiles } = await side.handlers.accounts.listProfiles({});
  expect(profiles.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'browser: login',
    'keys: keys',
    'local: unknown',
    'only-here: keys',
    'role: assume-role',
    'single: sso',
    'tool: process',
    'web: web-identity',
  ]);
  expect(profiles.find(({ name }) => name === 'keys')?.region).toBe('eu-west-1');
  expect(profiles.find(({ name }) => name === 'local')?.customEndpoint).toBe(true);
});

test('Regions are listed by name', async () => {
  side = await open({});
  const { regions } = await side.handlers.accounts.listRegions({});
  expect(regions).toContainEqual({ code: 'eu-central-1', name: 'Europe (Frankfurt)' });
});
