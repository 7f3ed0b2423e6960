import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AttachUserPolicyCommand,
  CreateGroupCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListGroupsForUserCommand,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handOverCard } from '../../src/access/hand-over-card.ts';
import type { MainSide } from '../desktop/main-side.ts';
import { openPaperSide } from '../desktop/paper-side.ts';
import { actAs } from '../share/share-rig.ts';
import { administrator, clientsWith, OWN, policy } from './access-rig.ts';

let side: MainSide;
const iam = () => administrator(side.cloud).iam;
const access = () => side.handlers.access;
const names = async () => (await access().people({})).people.map(({ name }) => name);
const request = { name: 'mia', consoleSignIn: true, accessKey: true, groups: ['builders'] };

beforeAll(async () => {
  side = await openPaperSide();
  await iam().send(new CreateGroupCommand({ GroupName: 'builders' }));
  const PolicyDocument = policy([{ Sid: 'Look', Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' }]);
  await iam().send(new PutGroupPolicyCommand({ GroupName: 'builders', PolicyName: 'look', PolicyDocument }));
});
afterAll(() => side.stop());

describe('creating a user', () => {
  test('makes it with both ways to sign in, and the key really works', async () => {
    const made = await access().create(request);
    expect(made).toMatchObject({
      name: 'mia',
      accountId: OWN,
      groups: ['builders'],
      signInAddress: `https://practice-team.signin.aws.amazon.com/console`,
    });
    expect(made.firstPassword).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[^\w]).{20}$/);
    const own = clientsWith(side.cloud, made.keyId ?? '', made.secretAccessKey ?? '');
    await expect(own.iam.send(new GetUserCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
    const card = handOverCard(made);
    for (const part of [made.firstPassword, made.secretAccessKey, made.signInAddress, 'mia', 'builders'])
      expect(card).toContain(part);
    expect(await access().facts({ names: ['mia'] })).toMatchObject({
      facts: [
        {
          name: 'mia',
          groups: ['builders'],
          keys: [{ keyId: made.keyId, active: true }],
          mfaDevices: 0,
          consoleSignIn: true,
        },
      ],
    });
    const everywhere = JSON.stringify([await access().people({}), side.logged, side.told, await stored(side.folder)]);
    expect(everywhere).toContain('mia');
    for (const secret of [made.firstPassword, made.secretAccessKey]) expect(everywhere).not.toContain(secret);
  });

  test('a name that is taken is told under its field, and nothing happens to who has it', async () => {
    await expect(access().create(request)).rejects.toMatchObject({
      code: 'access.name-taken',
      details: { field: 'name' },
    });
    expect(await names()).toContain('mia');
  });

  test.each([
    ['AddUserToGroup', 'AccessDenied'],
    ['CreateLoginProfile', 'PasswordPolicyViolation'],
    ['CreateAccessKey', 'LimitExceeded'],
  ])('a refused %s takes everything back', async (operation, code) => {
    await side.fault({ operation, mode: 'error', code, status: 403, message: 'It was refused.' });
    await expect(access().create({ ...request, name: 'half' })).rejects.toMatchObject({
      code: 'access.taken-back',
      details: { fix: expect.stringContaining('Nothing is left of it.') },
    });
    expect(await names()).not.toContain('half');
  });

  test('a lost answer to a later step takes everything back, whether it was done or not', async () => {
    await side.fault({ operation: 'CreateAccessKey', mode: 'drop-reply' });
    await expect(access().create({ ...request, name: 'lost' })).rejects.toMatchObject({ code: 'access.taken-back' });
    expect(await names()).not.toContain('lost');
  });

  test('what cannot be taken back is said', async () => {
    await side.fault({ operation: 'CreateAccessKey', mode: 'error', code: 'LimitExceeded', status: 409 });
    await side.fault({ operation: 'DeleteUser', mode: 'error', code: 'AccessDenied', status: 403 });
    await expect(access().create({ ...request, name: 'stuck' })).rejects.toMatchObject({
      code: 'access.left-behind',
      details: { fix: expect.stringContaining('Delete the user stuck') },
    });
    expect(await names()).toContain('stuck');
    await access().delete({ name: 'stuck' });
  });

  test('a lost answer to the first step deletes nobody, and says to look', async () => {
    await side.fault({ operation: 'CreateUser', mode: 'drop-reply' });
    await expect(access().create({ ...request, name: 'maybe' })).rejects.toMatchObject({ code: 'access.maybe-made' });
    expect(await names()).toContain('maybe');
    await access().delete({ name: 'maybe' });
  });
});

describe('looking after a user', () => {
  test('every policy is told with the way it came', async () => {
    const PolicyDocument = policy([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
    await iam().send(new PutUserPolicyCommand({ UserName: 'mia', PolicyName: 'own', PolicyDocument }));
    const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
    await iam().send(new AttachUserPolicyCommand({ UserName: 'mia', PolicyArn }));
    const { policies, complete } = await access().policies({ name: 'mia' });
    expect(complete).toBe(true);
    expect(policies.map(({ name, kind, way, group }) => [name, kind, way, group])).toEqual([
      ['own', 'inline', 'directly', undefined],
      ['IAMReadOnlyAccess', 'managed', 'directly', undefined],
      ['look', 'inline', 'group', 'builders'],
    ]);
    expect(policies[2]?.document).toContain('Look');
  });

  test('a key is switched off, and opens nothing, and on again', async () => {
    const [{ keyId } = { keyId: '' }] = (await access().facts({ names: ['mia'] })).facts[0]?.keys ?? [];
    const status = async () =>
      (await iam().send(new ListAccessKeysCommand({ UserName: 'mia' }))).AccessKeyMetadata?.[0]?.Status;
    await access().switchKey({ name: 'mia', keyId, active: false });
    expect(await status()).toBe('Inactive');
    await access().switchKey({ name: 'mia', keyId, active: true });
    expect(await status()).toBe('Active');
  });

  test('a deletion that is refused half-way says what is gone, and can be gone on with', async () => {
    await side.fault({ operation: 'DetachUserPolicy', mode: 'error', code: 'AccessDenied', status: 403 });
    await expect(access().delete({ name: 'mia' })).rejects.toMatchObject({
      code: 'access.delete-stopped',
      details: { fix: expect.stringMatching(/Gone already: the console password, the access key \w+, the policy own/) },
    });
    const { Groups } = await iam().send(new ListGroupsForUserCommand({ UserName: 'mia' }));
    expect(Groups).toHaveLength(1);
    await access().delete({ name: 'mia' });
    expect(await names()).not.toContain('mia');
  });
});

test('who may not list users is told which action is missing', async () => {
  const made = await access().create({ name: 'blind', consoleSignIn: false, accessKey: true, groups: [] });
  const { iam: blind } = clientsWith(side.cloud, made.keyId ?? '', made.secretAccessKey ?? '');
  await expect(blind.send(new ListGroupsForUserCommand({ UserName: 'blind' }))).rejects.toThrow('not authorized');
  await side.fault({
    operation: 'ListUsers',
    mode: 'error',
    code: 'AccessDenied',
    status: 403,
    message: `User: arn:aws:iam::${OWN}:user/auditor is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${OWN}:user/ because no identity-based policy allows the iam:ListUsers action`,
  });
  await actAs(side, 'auditor');
  await expect(access().people({})).rejects.toMatchObject({
    code: 'aws.denied',
    message: expect.stringContaining('iam:ListUsers'),
  });
  await side.handlers.accounts.use({ source: { kind: 'practice', person: 'trainee' }, region: 'eu-central-1' });
});

/** Everything that the app keeps on disk. */
async function stored(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile() && !file.parentPath.includes('practice'))
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
