import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateVirtualMFADeviceCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  EnableMFADeviceCommand,
  GetRoleCommand,
  GetUserCommand,
  type IAMClient,
  ListUsersCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  type STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { codeAt, twoCodes } from './authenticator.ts';
import { accounts, allow, type Clients, clientsWith, deny, newPolicy, newUser, policy, trust } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
/** A user who may assume whatever trusts the user. */
let anna: Clients;
/** A user with no right at all. */
let ben: Clients;
const userArn = (name: string) => `arn:aws:iam::${accounts.own}:user/${name}`;
const roleArn = (name: string, account: string = accounts.own) => `arn:aws:iam::${account}:role/${name}`;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  anna = await newUser(it, 'anna', allow('sts:*'));
  ben = await newUser(it, 'ben');
});
afterAll(() => it.end());

async function newRole(name: string, document: string, { maker = iam, seconds = 3_600, statements = allow('*') } = {}) {
  await maker.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document, MaxSessionDuration: seconds }),
  );
  const PolicyDocument = policy(statements);
  await maker.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'rights', PolicyDocument }));
}
const assume = (sts: STSClient, name: string, more: Partial<AssumeRoleCommandInput> = {}) =>
  sts.send(new AssumeRoleCommand({ RoleArn: roleArn(name), RoleSessionName: 'session', ...more }));
const refused = (name: string, action = 'sts:AssumeRole') => ({
  name: 'AccessDenied',
  message: expect.stringMatching(
    new RegExp(`^User: arn:aws:.* is not authorized to perform: ${action} on resource: .*${name}`),
  ) as string,
  $metadata: { httpStatusCode: 403 },
});

describe('a role is assumed', () => {
  test('by the user whom it names, without a policy of the user’s own', async () => {
    await newRole('named', trust({ AWS: userArn('ben') }));
    const { Credentials, AssumedRoleUser } = await assume(ben.sts, 'named');
    expect(Credentials?.AccessKeyId).toMatch(/^PRACTICETMP/);
    const arn = `arn:aws:sts::${accounts.own}:assumed-role/named/session`;
    expect(AssumedRoleUser).toEqual({ AssumedRoleId: expect.stringMatching(/^AROA.*:session$/) as string, Arn: arn });
    const session = clientsWith(it, Credentials ?? {});
    const who = await session.sts.send(new GetCallerIdentityCommand({}));
    expect(who).toMatchObject({ Arn: arn, Account: accounts.own, UserId: AssumedRoleUser?.AssumedRoleId });
    await session.ec2.send(new DescribeVpcsCommand({}));
    await session.iam.send(new ListUsersCommand({}));
    // A role's session is no user whose name could be left out.
    await expect(session.iam.send(new GetUserCommand({}))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'named' }));
    expect(Role?.RoleLastUsed?.LastUsedDate).toBeInstanceOf(Date);
  });

  test('by who may, where the account is trusted', async () => {
    await newRole('account', trust({ AWS: `arn:aws:iam::${accounts.own}:root` }));
    await assume(anna.sts, 'account');
    await expect(assume(ben.sts, 'account')).rejects.toMatchObject(refused('account'));
  });

  test('by nobody whom it does not trust', async () => {
    await newRole('service', trust({ Service: 'ec2.amazonaws.com' }));
    await expect(assume(anna.sts, 'service')).rejects.toMatchObject(refused('service'));
    // A role that is not there is refused in the same words.
    await expect(assume(anna.sts, 'missing')).rejects.toMatchObject(refused('missing'));
    await expect(assume(anna.sts, 'path/named')).rejects.toMatchObject(refused('path/named'));
  });

  test('by nobody who is denied it', async () => {
    await newRole('open', trust({ AWS: [userArn('ben'), accounts.own] }));
    const denied = await newUser(it, 'carl', [allow('sts:*'), deny('sts:AssumeRole', roleArn('open'))]);
    await expect(assume(denied.sts, 'open')).rejects.toMatchObject({
      message: expect.stringMatching(/with an explicit deny in an identity-based policy/) as string,
    });
  });

  test('across accounts by both sides’ leave', async () => {
    const maker = it.iam('partner');
    await newRole('guest', trust({ AWS: userArn('anna') }), { maker });
    const RoleArn = roleArn('guest', accounts.partner);
    const { Credentials } = await assume(anna.sts, '', { RoleArn });
    const session = clientsWith(it, Credentials ?? {});
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(accounts.partner);
    const { Users } = await session.iam.send(new ListUsersCommand({}));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['partner']);
    // The role trusts anna and not ben; and ben may not, even where the role would trust him.
    await expect(assume(ben.sts, '', { RoleArn })).rejects.toMatchObject(refused('guest'));
    await newRole('ben-only', trust({ AWS: userArn('ben') }), { maker });
    await expect(assume(ben.sts, '', { RoleArn: roleArn('ben-only', accounts.partner) })).rejects.toMatchObject(
      refused('ben-only'),
    );
  });

  test('with the external ID that the trust policy asks for', async () => {
    const Condition = { StringEquals: { 'sts:ExternalId': 'secret-42' } };
    await newRole('external', trust({ AWS: userArn('anna') }, { Condition }));
    await assume(anna.sts, 'external', { ExternalId: 'secret-42' });
    await expect(assume(anna.sts, 'external', { ExternalId: 'secret-43' })).rejects.toMatchObject(refused('external'));
    await expect(assume(anna.sts, 'external')).rejects.toMatchObject(refused('external'));
  });

  test('under a session’s name of one’s own', async () => {
    const Condition = { StringEquals: { 'sts:RoleSessionName': `\${aws:username}` } };
    await newRole('by-name', trust({ AWS: userArn('anna') }, { Condition }));
    await assume(anna.sts, 'by-name', { RoleSessionName: 'anna' });
    await expect(assume(anna.sts, 'by-name')).rejects.toMatchObject(refused('by-name'));
  });

  test('with a one-time password', async () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    await newRole('mfa', trust({ AWS: userArn('anna') }, { Condition }));
    const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'anna' }));
    const SerialNumber = VirtualMFADevice?.SerialNumber ?? '';
    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString();
    const now = Date.now();
    await iam.send(new EnableMFADeviceCommand({ UserName: 'anna', SerialNumber, ...twoCodes(seed, now - 30_000) }));
    await expect(assume(anna.sts, 'mfa')).rejects.toMatchObject(refused('mfa'));
    const TokenCode = codeAt(seed, now);
    await assume(anna.sts, 'mfa', { SerialNumber, TokenCode });
    await expect(assume(anna.sts, 'mfa', { SerialNumber, TokenCode })).rejects.toMatchObject({
      message: expect.stringMatching(/^MultiFactorAuthentication failed with invalid MFA/) as string,
    });
  });
});

describe('a session of a role', () => {
  test('lasts as long as asked for, within the role’s limit, and an hour by itself', async () => {
    await newRole('long', trust({ AWS: userArn('anna') }), { seconds: 7_200 });
    const { Credentials } = await assume(anna.sts, 'long', { DurationSeconds: 7_200 });
    expect(Credentials?.Expiration).toBeInstanceOf(Date);
    await expect(assume(anna.sts, 'long', { DurationSeconds: 7_201 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    const session = clientsWith(it, Credentials ?? {});
    const short = await assume(anna.sts, 'long');
    await it.step(3_700);
    await session.sts.send(new GetCallerIdentityCommand({}));
    await expect(
      clientsWith(it, short.Credentials ?? {}).sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  test('that is got by another role’s session lasts an hour at the most', async () => {
    await newRole('first', trust({ AWS: userArn('anna') }));
    await newRole('second', trust({ AWS: roleArn('first') }), { seconds: 43_200 });
    const first = await assume(anna.sts, 'first');
    const chained = clientsWith(it, first.Credentials ?? {});
    await expect(assume(chained.sts, 'second', { DurationSeconds: 3_601 })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
    await assume(chained.sts, 'second', { DurationSeconds: 3_600 });
  });

  test('may do what the role may and the session’s policies allow', async () => {
    await newRole('narrow', trust({ AWS: userArn('anna') }), { statements: allow(['ec2:*', 'iam:ListUsers']) });
    const narrowed = async (more: Partial<AssumeRoleCommandInput>) => {
      const answer = await assume(anna.sts, 'narrow', more);
      expect(answer.PackedPolicySize).toBeGreaterThan(0);
      return clientsWith(it, answer.Credentials ?? {});
    };
    const vpcs = (clients: Clients) => clients.ec2.send(new DescribeVpcsCommand({}));
    const users = (clients: Clients) => clients.iam.send(new ListUsersCommand({}));
    const inline = await narrowed({ Policy: policy(allow(['ec2:*', 's3:*'])) });
    await vpcs(inline);
    await expect(users(inline)).rejects.toMatchObject({
      message: expect.stringMatching(/because no session policy allows the iam:ListUsers action/) as string,
    });
    const managed = await narrowed({ PolicyArns: [{ arn: await newPolicy(it, 'users', allow('iam:*')) }] });
    await users(managed);
    await expect(vpcs(managed)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await expect(assume(anna.sts, 'narrow', { Policy: '{}' })).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
    await expect(
      assume(anna.sts, 'narrow', { PolicyArns: [{ arn: `arn:aws:iam::${accounts.own}:policy/none` }] }),
    ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });

  test('carries tags, which pass on where they are transitive, and who stands behind it', async () => {
    const everything = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
    const trusting = (principal: object) => trust(principal, { Action: everything });
    await newRole('tagged', trusting({ AWS: userArn('anna') }));
    const Condition = {
      StringEquals: { 'aws:PrincipalTag/Team': 'web', 'aws:SourceIdentity': 'anna' },
      Null: { 'aws:PrincipalTag/Mood': 'true' },
    };
    await newRole('passed', trusting({ AWS: roleArn('tagged') }), {
      statements: allow('iam:ListUsers', '*', { Condition }),
    });
    const Tags = [
      { Key: 'Team', Value: 'web' },
      { Key: 'Mood', Value: 'good' },
    ];
    const first = await assume(anna.sts, 'tagged', { Tags, TransitiveTagKeys: ['Team'], SourceIdentity: 'anna' });
    expect(first.SourceIdentity).toBe('anna');
    const tagged = clientsWith(it, first.Credentials ?? {});
    const second = await assume(tagged.sts, 'passed');
    expect(second.SourceIdentity).toBe('anna');
    await clientsWith(it, second.Credentials ?? {}).iam.send(new ListUsersCommand({}));

    await expect(assume(tagged.sts, 'passed', { SourceIdentity: 'ben' })).rejects.toMatchObject({
      name: 'ValidationError',
    });
    await expect(assume(tagged.sts, 'passed', { Tags: [{ Key: 'team', Value: 'x' }] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(assume(anna.sts, 'tagged', { TransitiveTagKeys: ['None'] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    // A role that lets nobody tag its sessions.
    await expect(assume(anna.sts, 'long', { Tags })).rejects.toMatchObject(refused('long', 'sts:TagSession'));
    await expect(assume(anna.sts, 'long', { SourceIdentity: 'anna' })).rejects.toMatchObject(
      refused('long', 'sts:SetSourceIdentity'),
    );
  });

  test('ends with its role, and does not come back with one of the same name', async () => {
    const document = trust({ AWS: userArn('anna') });
    await newRole('ending', document);
    const { Credentials } = await assume(anna.sts, 'ending');
    const session = clientsWith(it, Credentials ?? {});
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'ending', PolicyName: 'rights' }));
    await expect(session.ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
    await iam.send(new DeleteRoleCommand({ RoleName: 'ending' }));
    await newRole('ending', document);
    await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });
});

describe('a call is refused', () => {
  test('with what is no role', async () => {
    await expect(assume(anna.sts, '', { RoleArn: userArn('anna') })).rejects.toMatchObject({
      name: 'ValidationError',
      message: `${userArn('anna')} is invalid`,
    });
    await expect(
      assume(anna.sts, 'long', { ProvidedContexts: [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/x' }] }),
    ).rejects.toMatchObject({
      name: 'UnsupportedOperation',
    });
  });

  test('by a session policy of AWS’s own kind as by any other', async () => {
    await iam.send(
      new AttachRolePolicyCommand({ RoleName: 'long', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
    );
    const arn = 'arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess';
    const { Credentials } = await assume(anna.sts, 'long', { PolicyArns: [{ arn }] });
    const session = clientsWith(it, Credentials ?? {});
    await session.ec2.send(new DescribeVpcsCommand({}));
    await expect(session.iam.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
