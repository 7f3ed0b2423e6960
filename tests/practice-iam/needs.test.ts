import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DetachUserPolicyCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  type IAMClient,
  ListPoliciesCommand,
  ListUsersCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagUserCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, control, deny, newPolicy, newUser, policy, trust } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
const arn = (last: string) => `arn:aws:iam::${accounts.own}:${last}`;
const PolicyDocument = policy(allow('s3:*'));
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  await iam.send(new CreateUserCommand({ UserName: 'anna', Path: '/team/', Tags: [{ Key: 'Team', Value: 'web' }] }));
  await iam.send(new CreateUserCommand({ UserName: 'ben' }));
});
afterAll(() => it.end());

const denied = (action: string, resource: string) => ({
  name: 'AccessDenied',
  message: expect.stringContaining(
    `is not authorized to perform: iam:${action} on resource: ${resource} because no identity-based policy allows the iam:${action} action`,
  ) as string,
  $metadata: { httpStatusCode: 403 },
});

describe('an IAM call asks about', () => {
  test('the user, with path, that it names', async () => {
    const { iam: mine } = await newUser(it, 'user-admin', allow(['iam:GetUser', 'iam:CreateUser'], arn('user/team/*')));
    await mine.send(new GetUserCommand({ UserName: 'anna' }));
    await expect(mine.send(new GetUserCommand({ UserName: 'ben' }))).rejects.toMatchObject(
      denied('GetUser', arn('user/ben')),
    );
    await mine.send(new CreateUserCommand({ UserName: 'new', Path: '/team/' }));
    await expect(mine.send(new CreateUserCommand({ UserName: 'other' }))).rejects.toMatchObject(
      denied('CreateUser', arn('user/other')),
    );
    await expect(mine.send(new GetUserCommand({}))).rejects.toMatchObject(denied('GetUser', arn('user/user-admin')));
  });

  test('the role, the group and the policy that it names', async () => {
    const resources = [arn('role/r-*'), arn('group/g'), arn('policy/p')];
    const { iam: mine } = await newUser(it, 'three', allow('iam:*', resources));
    const AssumeRolePolicyDocument = trust({ Service: 'ec2.amazonaws.com' });
    await mine.send(new CreateRoleCommand({ RoleName: 'r-1', AssumeRolePolicyDocument }));
    await expect(mine.send(new GetRoleCommand({ RoleName: 'x' }))).rejects.toMatchObject(
      denied('GetRole', arn('role/x')),
    );
    await mine.send(new CreateGroupCommand({ GroupName: 'g' }));
    await mine.send(new AddUserToGroupCommand({ GroupName: 'g', UserName: 'anna' }));
    await mine.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument }));
    await mine.send(new GetPolicyCommand({ PolicyArn: arn('policy/p') }));
    await expect(
      mine.send(new CreatePolicyCommand({ PolicyName: 'p', Path: '/x/', PolicyDocument })),
    ).rejects.toMatchObject(denied('CreatePolicy', arn('policy/x/p')));
    const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    await expect(mine.send(new GetPolicyCommand({ PolicyArn: readOnly }))).rejects.toMatchObject(
      denied('GetPolicy', readOnly),
    );
  });

  test('a whole path of things when it lists', async () => {
    const { iam: mine } = await newUser(it, 'lister', allow('iam:List*', arn('user/team/*')));
    await mine.send(new ListUsersCommand({ PathPrefix: '/team/' }));
    await expect(mine.send(new ListUsersCommand({}))).rejects.toMatchObject(denied('ListUsers', arn('user/')));
    await expect(mine.send(new ListPoliciesCommand({}))).rejects.toMatchObject(denied('ListPolicies', 'policy path /'));
  });

  test('the old and the new name when it renames', async () => {
    const { iam: mine } = await newUser(it, 'renamer', allow('iam:UpdateUser', [arn('user/team/*'), arn('user/left')]));
    await expect(
      mine.send(new UpdateUserCommand({ UserName: 'new', NewUserName: 'ben2', NewPath: '/' })),
    ).rejects.toMatchObject(denied('UpdateUser', arn('user/ben2')));
    await mine.send(new UpdateUserCommand({ UserName: 'new', NewUserName: 'left', NewPath: '/' }));
  });

  test('everything, where there is no such thing to name', async () => {
    const { iam: mine } = await newUser(it, 'narrow', allow('iam:*', arn('user/*')));
    await expect(mine.send(new GetAccountSummaryCommand({}))).rejects.toMatchObject(denied('GetAccountSummary', '*'));
  });

  test('whose policies it simulates', async () => {
    const { iam: mine } = await newUser(it, 'simulator', allow('iam:SimulatePrincipalPolicy', arn('user/team/*')));
    const simulate = (PolicySourceArn: string) =>
      mine.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ['s3:GetObject'] }));
    await simulate(arn('user/team/anna'));
    await expect(simulate(arn('user/ben'))).rejects.toMatchObject(denied('SimulatePrincipalPolicy', arn('user/ben')));
  });
});

describe('a policy may ask', () => {
  test('which policy is attached: iam:PolicyARN', async () => {
    const good = await newPolicy(it, 'good', allow('s3:*'));
    const bad = await newPolicy(it, 'bad', allow('*'));
    const Condition = { ArnEquals: { 'iam:PolicyARN': good } };
    const { iam: mine } = await newUser(it, 'attacher', allow('iam:*UserPolicy', '*', { Condition }));
    const attach = (PolicyArn: string) => mine.send(new AttachUserPolicyCommand({ UserName: 'ben', PolicyArn }));
    await attach(good);
    await expect(attach(bad)).rejects.toMatchObject(denied('AttachUserPolicy', arn('user/ben')));
    await mine.send(new DetachUserPolicyCommand({ UserName: 'ben', PolicyArn: good }));
  });

  test('for a boundary, on new users and on those who have it: iam:PermissionsBoundary', async () => {
    const boundary = await newPolicy(it, 'boundary', allow('s3:*'));
    const Condition = { StringEquals: { 'iam:PermissionsBoundary': boundary } };
    const actions = ['iam:CreateUser', 'iam:PutUserPolicy', 'iam:PutUserPermissionsBoundary'];
    const { iam: mine } = await newUser(it, 'delegate', allow(actions, '*', { Condition }));
    await expect(mine.send(new CreateUserCommand({ UserName: 'free' }))).rejects.toMatchObject(
      denied('CreateUser', arn('user/free')),
    );
    await mine.send(new CreateUserCommand({ UserName: 'bound', PermissionsBoundary: boundary }));
    const put = (UserName: string) =>
      mine.send(new PutUserPolicyCommand({ UserName, PolicyName: 'x', PolicyDocument }));
    await put('bound');
    await expect(put('ben')).rejects.toMatchObject(denied('PutUserPolicy', arn('user/ben')));
    await mine.send(new PutUserPermissionsBoundaryCommand({ UserName: 'ben', PermissionsBoundary: boundary }));
    await put('ben');
  });

  test('for tags on what is there and in the request', async () => {
    const onTeam = { StringEquals: { 'aws:ResourceTag/Team': 'web', 'iam:ResourceTag/Team': 'web' } };
    const tagged = {
      StringEquals: { 'aws:RequestTag/Team': 'web' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] },
    };
    const { iam: mine } = await newUser(it, 'tagger', [
      allow('iam:GetUser', '*', { Condition: onTeam }),
      allow(['iam:CreateUser', 'iam:TagUser'], '*', { Condition: tagged }),
    ]);
    await mine.send(new GetUserCommand({ UserName: 'anna' }));
    await expect(mine.send(new GetUserCommand({ UserName: 'ben' }))).rejects.toMatchObject({ name: 'AccessDenied' });
    const Team = { Key: 'Team', Value: 'web' };
    const create = (UserName: string, Tags: { Key: string; Value: string }[]) =>
      mine.send(new CreateUserCommand({ UserName, Tags }));
    await create('t1', [Team]);
    await expect(create('t2', [Team, { Key: 'Other', Value: 'x' }])).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(create('t3', [{ Key: 'Team', Value: 'data' }])).rejects.toMatchObject({ name: 'AccessDenied' });
    await mine.send(new TagUserCommand({ UserName: 'ben', Tags: [Team] }));
  });

  test('for the tagging of what is made, which is an action of its own', async () => {
    const { iam: mine } = await newUser(it, 'maker', allow('iam:CreateUser'));
    await mine.send(new CreateUserCommand({ UserName: 'm1' }));
    await expect(
      mine.send(new CreateUserCommand({ UserName: 'm2', Tags: [{ Key: 'a', Value: '' }] })),
    ).rejects.toMatchObject(denied('TagUser', arn('user/m2')));
  });
});

describe('an organization', () => {
  test('denies to everyone in its account, whatever their policies', async () => {
    await control(it, accounts.own, [policy([allow('*'), deny('iam:CreateGroup')])]);
    await expect(iam.send(new CreateGroupCommand({ GroupName: 'no' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/with an explicit deny in a service control policy/) as string,
    });
    await it.iam('partner').send(new CreateGroupCommand({ GroupName: 'yes' }));
    await control(it, accounts.own, [policy(allow('ec2:*'))]);
    await expect(iam.send(new GetUserCommand({}))).rejects.toMatchObject({
      message: expect.stringMatching(/because no service control policy allows the iam:GetUser action/) as string,
    });
    await control(it, accounts.own, []);
    await iam.send(new CreateGroupCommand({ GroupName: 'no' }));
  });
});
