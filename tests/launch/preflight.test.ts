import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { preflightId, preflightVerdict } from '../../src/launch/preflight.ts';
import { inventory } from '../desktop/cloud-eyes.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { clientOf, type Form, HOME, openForm, publicImage } from './preflight-rig.ts';

let side: MainSide;
let form: Form;
beforeEach(async () => {
  side = await openPaperSide();
  form = await openForm(side, await publicImage(clientOf(side), 'ubuntu-noble'));
});
afterEach(() => side.stop());

test('with the defaults and a key pair everything is green, and nothing is made by looking', async () => {
  await side.handlers.keys.create({ name: 'mine', type: 'ed25519' });
  form.set({ key: { mode: 'existing', name: 'mine' } });
  const before = await inventory(side.cloud);
  const lines = await form.lines();
  expect(lines.map(({ id }) => id)).toEqual(preflightId.options);
  expect(lines.filter(({ state }) => state !== 'green')).toEqual([]);
  expect(preflightVerdict(lines)).toBe('Nothing stands in the way.');
  expect(await inventory(side.cloud)).toEqual(before);
});

test('what is not decided yet is amber, with the way to its field', async () => {
  form.set({
    key: { mode: 'unset', name: '' },
    firewall: { ...form.values.firewall, mode: 'existing', groupIds: [] },
  });
  expect(await form.line('key')).toMatchObject({ state: 'amber', remedy: { does: 'go', field: 'key.name' } });
  expect(await form.line('groups')).toMatchObject({ state: 'amber', remedy: { field: 'firewall.groupIds' } });
  expect(await form.line('permission')).toMatchObject({ state: 'green' });
  expect(preflightVerdict(await form.lines())).toBe('Nothing stands in the way. 2 are worth a look.');
});

test('a family with a quota of its own is judged by that one, not by the standard one', async () => {
  form.set({ instanceType: 'x2idn.16xlarge' });
  expect(await form.line('quota')).toMatchObject({
    state: 'red',
    sentence: 'This account may run 0 virtual CPUs of this family at a time. 0 are in use, and this launch needs 64.',
  });
});

describe('what could not be read is amber, never green', () => {
  const denied = { mode: 'error', code: 'UnauthorizedOperation', status: 403 } as const;
  const unread = { state: 'amber', sentence: expect.stringContaining('could not be read') };

  test('the quota', async () => {
    await side.fault({ operation: 'GetServiceQuota', ...denied });
    expect(await form.line('quota')).toMatchObject(unread);
    // Asked again at the next look, for a refusal is no answer to remember.
    expect(await form.line('quota')).toMatchObject({ state: 'green' });
  });

  test('where the type is offered', async () => {
    await side.stop();
    side = await openPaperSide();
    // Met by the form, and by the first look.
    await side.fault({ operation: 'DescribeInstanceTypeOfferings', ...denied, times: 2 });
    form = await openForm(side, await publicImage(clientOf(side), 'ubuntu-noble'));
    expect(await form.line('zone')).toMatchObject(unread);
    expect(await form.line('zone')).toMatchObject({ state: 'green' });
  });

  test('AWS does not answer to the trial', async () => {
    await side.fault({ operation: 'RunInstances', mode: 'drop', times: 10 });
    for (const id of ['permission', 'settings'] as const) {
      expect(await form.line(id), id).toMatchObject({
        state: 'amber',
        sentence: expect.stringMatching(/^Not known yet/),
      });
    }
  }, 20_000);
});

test('a role that may not be handed on is a matter of permission, named as such', async () => {
  const { endpoint, people } = side.cloud.ready;
  const { accessKeyId, secretAccessKey } = people[0];
  const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'web',
      AssumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'web', RoleName: 'web' }));
  const PolicyDocument = document({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
  await iam.send(new PutUserPolicyCommand({ UserName: 'auditor', PolicyName: 'launching', PolicyDocument }));
  await side.handlers.accounts.use({ source: { kind: 'practice', person: 'auditor' }, region: HOME.region });
  expect(await form.line('permission')).toMatchObject({ state: 'green' });
  form.set({ instanceProfile: 'web' });
  expect(await form.line('permission')).toMatchObject({
    state: 'red',
    sentence: expect.stringContaining('iam:PassRole'),
    remedy: { does: 'copy', text: expect.stringContaining('to do iam:PassRole on arn:aws:iam::111122223333:role/web') },
  });
  await expect(form.launch()).rejects.toMatchObject({ code: 'aws.denied' });
});

test('an instance profile that is not there stops at the settings, and the permission is not called fine', async () => {
  form.set({ instanceProfile: 'nobody' });
  const lines = await form.lines();
  expect(lines.filter(({ state }) => state === 'red')).toMatchObject([{ id: 'settings' }]);
  expect(lines.find(({ id }) => id === 'permission')).toMatchObject({ state: 'amber' });
});

test('facts are asked for once in a while, and only what AWS is to try out at every change', async () => {
  await form.lines();
  // Whatever were asked again would be refused now.
  for (const operation of ['DescribeImages', 'DescribeKeyPairs', 'DescribeVpcs', 'DescribeInstanceTypes']) {
    await side.fault({ operation, mode: 'error', code: 'UnauthorizedOperation', status: 403 });
  }
  form.set({ name: 'another name' });
  expect(await form.reds()).toEqual([]);
  // The control: a red line is looked at with fresh eyes, which meet the refusals.
  form.set({ key: { mode: 'existing', name: 'gone' } });
  await expect(form.lines()).rejects.toMatchObject({ code: 'aws.denied' });
});
