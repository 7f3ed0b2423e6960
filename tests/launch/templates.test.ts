import { DescribeLaunchTemplatesCommand, DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TemplateToSave } from '../../src/launch/template.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';

let side: MainSide;
let ec2: EC2Client;
beforeEach(async () => {
  side = await openPaperSide();
  const [{ accessKeyId, secretAccessKey }] = side.cloud.ready.people;
  const { endpoint, defaultRegion: region } = side.cloud.ready;
  ec2 = new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
});
afterEach(async () => {
  ec2.destroy();
  await side.stop();
});

const script = '#!/bin/bash\necho “hällo”\n';
const input = (change: Partial<TemplateToSave> = {}): TemplateToSave => ({
  target: { kind: 'new', name: 'web/(1)' },
  description: 'first',
  settings: {
    instanceType: 't3.small',
    publicIp: true,
    volumes: [{ deviceName: '/dev/sda1', sizeGiB: 20, type: 'gp3', encrypted: true, deleteOnTermination: true }],
    tags: [{ key: 'Name', value: 'web' }],
    requireImdsV2: true,
    userData: script,
  },
  ...change,
});

const save = (change: Partial<TemplateToSave> = {}) => side.handlers.launch.saveTemplate(input(change));
const names = async () => (await side.handlers.launch.templates({})).templates.map(({ name }) => name);
const versionsOf = async (templateId: string) => (await side.handlers.launch.templateVersions({ templateId })).versions;

test('a template is saved, given a second version, and read again as it was', async () => {
  const { templateId, version, warnings } = await save();
  expect([version, warnings]).toEqual([1, []]);
  const settings = { ...input().settings, instanceType: 't3.micro' };
  const second = await save({ target: { kind: 'version', templateId }, description: 'smaller', settings });
  expect(second).toMatchObject({ templateId, name: 'web/(1)', version: 2 });
  expect(await names()).toEqual(['web/(1)']);
  expect(await versionsOf(templateId)).toMatchObject([
    { version: 2, description: 'smaller', isDefault: false, settings, beyond: [] },
    { version: 1, description: 'first', isDefault: true, settings: input().settings, beyond: [] },
  ]);
});

test('AWS holds the user data in base64, and tags for all that a launch makes', async () => {
  const { templateId } = await save();
  const { LaunchTemplateVersions: [version] = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: templateId, Versions: ['1'] }),
  );
  const { UserData = '', TagSpecifications = [] } = version?.LaunchTemplateData ?? {};
  expect(Buffer.from(UserData, 'base64').toString('utf8')).toBe(script);
  expect(TagSpecifications.map(({ ResourceType }) => ResourceType)).toEqual([
    'instance',
    'volume',
    'network-interface',
  ]);
});

test('what could not be launched now is told in AWS’s words, and is saved', async () => {
  const { warnings } = await save({ settings: { ...input().settings, keyName: 'nobody' } });
  expect(warnings).toEqual([expect.stringContaining('nobody')]);
});

test('a name that is taken is told under its field, and nothing is made', async () => {
  await save();
  await expect(save()).rejects.toMatchObject({
    code: 'launch.template-name-taken',
    details: { field: 'target.name', fix: expect.stringContaining('new version') },
  });
  expect(await names()).toEqual(['web/(1)']);
});

test('a name that somebody takes meanwhile is told in the same way', async () => {
  await side.fault({
    operation: 'CreateLaunchTemplate',
    mode: 'error',
    code: 'InvalidLaunchTemplateName.AlreadyExistsException',
    status: 400,
    skip: 1,
  });
  await expect(save()).rejects.toMatchObject({ code: 'launch.template-name-taken' });
});

test('a template that is gone is told under its field', async () => {
  const gone = 'lt-00000000000000000';
  await expect(save({ target: { kind: 'version', templateId: gone } })).rejects.toMatchObject({
    code: 'launch.template-not-found',
    details: { field: 'target.templateId' },
  });
  await expect(versionsOf(gone)).rejects.toMatchObject({ code: 'launch.template-not-found' });
});

test('who may not save is told so before anything is made', async () => {
  const region = side.cloud.ready.defaultRegion;
  await side.handlers.accounts.use({ source: { kind: 'practice', person: 'auditor' }, region });
  await expect(save()).rejects.toMatchObject({ code: 'aws.denied' });
  expect(await names()).toEqual([]);
});

test.each([1, 3])('an answer that is lost %i times makes no second template', async (times) => {
  await side.fault({ operation: 'CreateLaunchTemplate', mode: 'drop-reply', skip: 1, times });
  expect(await save()).toMatchObject({ name: 'web/(1)', version: 1 });
  const { LaunchTemplates = [] } = await ec2.send(new DescribeLaunchTemplatesCommand({}));
  expect(LaunchTemplates.map(({ LaunchTemplateName }) => LaunchTemplateName)).toEqual(['web/(1)']);
});

test('a version whose answer is lost is made once', async () => {
  const { templateId } = await save();
  await side.fault({ operation: 'CreateLaunchTemplateVersion', mode: 'drop-reply', skip: 1, times: 1 });
  expect(await save({ target: { kind: 'version', templateId } })).toMatchObject({ version: 2 });
  expect((await versionsOf(templateId)).map(({ version }) => version)).toEqual([2, 1]);
});

test('a request that never arrives is not told as saved', async () => {
  await side.fault({ operation: 'CreateLaunchTemplate', mode: 'drop', skip: 1, times: 3 });
  await expect(save()).rejects.toMatchObject({ code: 'aws.no-answer' });
  expect(await names()).toEqual([]);
});
