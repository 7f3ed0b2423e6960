import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  type ContextEntry,
  CreateGroupCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  type PolicyIdentifier,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyCommandInput,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, attach, control, deny, newPolicy, policy, trust } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
const anna = `arn:aws:iam::${accounts.own}:user/anna`;
const instance = (id: string) => `arn:aws:ec2:eu-central-1:${accounts.own}:instance/${id}`;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  const UserName = 'anna';
  await iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: 'Team', Value: 'web' }] }));
  await iam.send(new CreateGroupCommand({ GroupName: 'devs' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'devs', UserName }));
  const own = policy([allow('ec2:StartInstances'), deny('ec2:TerminateInstances', instance('i-1'))]);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: own }));
  await iam.send(
    new PutGroupPolicyCommand({ GroupName: 'devs', PolicyName: 'team', PolicyDocument: policy(allow('s3:*')) }),
  );
  await attach(it, UserName, await newPolicy(it, 'managed', allow('ec2:*')));
  await iam.send(
    new AttachGroupPolicyCommand({ GroupName: 'devs', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }),
  );
});
afterAll(() => it.end());

const principal = async (input: Partial<SimulatePrincipalPolicyCommandInput>) => {
  const answer = await iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: anna, ActionNames: ['ec2:StartInstances'], ...input }),
  );
  return answer.EvaluationResults ?? [];
};
const custom = async (input: Partial<SimulateCustomPolicyCommandInput>) => {
  const answer = await iam.send(
    new SimulateCustomPolicyCommand({ PolicyInputList: [], ActionNames: ['s3:GetObject'], ...input }),
  );
  return answer.EvaluationResults ?? [];
};
const sources = (result: { MatchedStatements?: { SourcePolicyId?: string }[] } | undefined) =>
  result?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId);

describe('a simulation for a user', () => {
  test('tells for each action what would be, and which statements say so', async () => {
    const ActionNames = ['ec2:StartInstances', 's3:GetObject', 'iam:ListUsers', 'kms:Decrypt'];
    const results = await principal({ ActionNames });
    expect(results.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision])).toEqual([
      ['ec2:StartInstances', 'allowed'],
      ['s3:GetObject', 'allowed'],
      ['iam:ListUsers', 'allowed'],
      ['kms:Decrypt', 'implicitDeny'],
    ]);
    expect(results.map(sources)).toEqual([
      ['user_anna_own', 'managed'],
      ['group_devs_team'],
      ['IAMReadOnlyAccess'],
      [],
    ]);
    expect(results[0]?.MatchedStatements?.[0]?.SourcePolicyType).toBe('IAM Policy');
    expect(results.every(({ EvalResourceName }) => EvalResourceName === '*')).toBe(true);
    expect(results[0]?.ResourceSpecificResults).toBeUndefined();
  });

  test('tells where a statement stands in its policy', async () => {
    const lines = ['{', '  "Version": "2012-10-17",', '  "Statement": [', '    {', '      "Effect": "Allow",'];
    const text = [...lines, '      "Action": "s3:*",', '      "Resource": "*"', '    }', '  ]', '}'].join('\n');
    const [result] = await custom({ PolicyInputList: [policy(allow('ec2:*')), text] });
    expect(result?.MatchedStatements).toEqual([
      {
        SourcePolicyId: 'PolicyInputList.2',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 4, Column: 5 },
        EndPosition: { Line: 8, Column: 6 },
      },
    ]);
  });

  test('tells for each resource by itself, and as a whole what the worst of them fares', async () => {
    const ResourceArns = [instance('i-1'), instance('i-2')];
    const [result] = await principal({ ActionNames: ['ec2:TerminateInstances'], ResourceArns });
    expect(result?.EvalDecision).toBe('explicitDeny');
    expect(result?.EvalResourceName).toBe(`arn:\${Partition}:ec2:\${Region}:\${Account}:instance/\${InstanceId}`);
    expect(sources(result)).toEqual(['user_anna_own']);
    expect(
      result?.ResourceSpecificResults?.map((one) => [one.EvalResourceName, one.EvalResourceDecision, sources(one)]),
    ).toEqual([
      [instance('i-1'), 'explicitDeny', ['user_anna_own']],
      [instance('i-2'), 'allowed', ['managed']],
    ]);
    const mixed = await principal({ ResourceArns: [instance('i-1'), 'arn:aws:s3:::bucket'] });
    expect(mixed[0]?.EvalResourceName).toBe('*');
  });

  test('comes in pages', async () => {
    const ActionNames = ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:RebootInstances'];
    const ask = (Marker?: string) =>
      iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: anna,
          ActionNames,
          MaxItems: 2,
          ...(Marker ? { Marker } : {}),
        }),
      );
    const first = await ask();
    expect([first.EvaluationResults?.length, first.IsTruncated]).toEqual([2, true]);
    const second = await ask(first.Marker);
    expect(second.EvaluationResults?.map(({ EvalActionName }) => EvalActionName)).toEqual(['ec2:RebootInstances']);
    expect(second.IsTruncated).toBe(false);
  });

  test('takes policies that are not there yet', async () => {
    const PolicyInputList = [policy(allow('kms:*')), policy(deny('ec2:Start*'))];
    const results = await principal({ PolicyInputList, ActionNames: ['kms:Decrypt', 'ec2:StartInstances'] });
    expect(results.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'explicitDeny']);
    expect(results.map(sources)).toEqual([['PolicyInputList.1'], ['PolicyInputList.2']]);
  });

  const excluded: [string, PolicyIdentifier[], string, (string | undefined)[]][] = [
    [
      'one managed policy',
      [{ PolicyArn: `arn:aws:iam::${accounts.own}:policy/managed` }],
      'allowed',
      ['user_anna_own'],
    ],
    [
      'managed policies by a pattern',
      [{ PolicyArn: `arn:aws:iam::${accounts.own}:policy/m?nag*` }],
      'allowed',
      ['user_anna_own'],
    ],
    ['all of the account’s own', [{ PolicyType: 'user-managed' }], 'allowed', ['user_anna_own']],
    ['all that are written in', [{ PolicyType: 'inline' }], 'allowed', ['managed']],
    [
      'one that is written in',
      [{ InlinePolicyIdentifier: { PolicyName: 'own', AttachmentType: 'user', AttachmentName: 'an*' } }],
      'allowed',
      ['managed'],
    ],
    ['all of both kinds', [{ PolicyType: 'inline' }, { PolicyType: 'user-managed' }], 'implicitDeny', []],
    [
      'what is not there',
      [{ PolicyArn: `arn:aws:iam::${accounts.own}:policy/none` }],
      'allowed',
      ['user_anna_own', 'managed'],
    ],
    ['resource control policies', [{ PolicyType: 'rcp' }], 'allowed', ['user_anna_own', 'managed']],
  ];
  test.each(excluded)('leaves out %s', async (_what, PolicyExclusionList, decision, left) => {
    const [result] = await principal({ PolicyExclusionList });
    expect([result?.EvalDecision, sources(result)]).toEqual([decision, left]);
  });

  test('takes context that is given, and tells what was asked for and not', async () => {
    const Condition = {
      StringEquals: { 'aws:ResourceTag/Team': `\${aws:PrincipalTag/Team}` },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    };
    const PolicyInputList = [policy(allow('kms:Decrypt', '*', { Condition }))];
    const ask = (ContextEntries: ContextEntry[]) =>
      principal({ ActionNames: ['kms:Decrypt'], PolicyInputList, ContextEntries });
    const team = (value: string): ContextEntry => ({
      ContextKeyName: 'aws:ResourceTag/Team',
      ContextKeyValues: [value],
      ContextKeyType: 'string',
    });
    const mfa: ContextEntry = {
      ContextKeyName: 'aws:MultiFactorAuthPresent',
      ContextKeyValues: ['true'],
      ContextKeyType: 'boolean',
    };
    const [none] = await ask([]);
    expect(none).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['aws:ResourceTag/Team', 'aws:MultiFactorAuthPresent'],
    });
    const [right] = await ask([team('web'), mfa]);
    expect(right).toMatchObject({ EvalDecision: 'allowed', MissingContextValues: [] });
    const [wrong] = await ask([team('data'), mfa]);
    expect(wrong?.EvalDecision).toBe('implicitDeny');
  });

  test('knows the user by name', async () => {
    const PolicyInputList = [policy(allow('kms:Decrypt', `arn:aws:kms:*:*:alias/\${aws:username}`))];
    const ask = (name: string) =>
      principal({
        ActionNames: ['kms:Decrypt'],
        PolicyInputList,
        ResourceArns: [`arn:aws:kms:eu-central-1:${accounts.own}:alias/${name}`],
      });
    expect((await ask('anna'))[0]?.EvalDecision).toBe('allowed');
    expect((await ask('ben'))[0]?.EvalDecision).toBe('implicitDeny');
  });
});

describe('a boundary', () => {
  test('is told by itself: the user’s own, one that is given, or none', async () => {
    const boundary = await newPolicy(it, 'most', allow('s3:*'));
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'anna', PermissionsBoundary: boundary }));
    const ActionNames = ['ec2:StartInstances', 's3:GetObject'];
    const shown = (results: Awaited<ReturnType<typeof principal>>) =>
      results.map((one) => [one.EvalDecision, one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary]);
    expect(shown(await principal({ ActionNames }))).toEqual([
      ['implicitDeny', false],
      ['allowed', true],
    ]);
    const PermissionsBoundaryPolicyInputList = [policy(allow('ec2:*'))];
    expect(shown(await principal({ ActionNames, PermissionsBoundaryPolicyInputList }))).toEqual([
      ['allowed', true],
      ['implicitDeny', false],
    ]);
    expect(
      shown(await principal({ ActionNames, PolicyExclusionList: [{ PolicyType: 'permission-boundary' }] })),
    ).toEqual([
      ['allowed', undefined],
      ['allowed', undefined],
    ]);
    const inside = await principal({ ResourceArns: [instance('i-2')] });
    expect(inside[0]?.ResourceSpecificResults?.[0]?.PermissionsBoundaryDecisionDetail).toEqual({
      AllowedByPermissionsBoundary: false,
    });
    await expect(
      principal({ PermissionsBoundaryPolicyInputList: [policy(allow('a:*')), policy(allow('b:*'))] }),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

describe('for a group and a role', () => {
  test('their own policies are asked', async () => {
    const group = await principal({
      PolicySourceArn: `arn:aws:iam::${accounts.own}:group/devs`,
      ActionNames: ['s3:GetObject', 'ec2:StartInstances'],
    });
    expect(group.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
    const AssumeRolePolicyDocument = trust({ Service: 'ec2.amazonaws.com' });
    await iam.send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument }));
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'web', PolicyArn }));
    const role = await principal({
      PolicySourceArn: `arn:aws:iam::${accounts.own}:role/web`,
      ActionNames: ['s3:GetObject', 's3:PutObject'],
    });
    expect(role.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
  });
});

describe('an organization', () => {
  test('has its say about its accounts, unless it is left out', async () => {
    await control(it, accounts.own, [policy([allow('*'), deny('ec2:StartInstances')])]);
    const PolicyExclusionList: PolicyIdentifier[] = [{ PolicyType: 'permission-boundary' }];
    const [denied] = await principal({ PolicyExclusionList });
    expect(denied).toMatchObject({
      EvalDecision: 'explicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      MatchedStatements: [],
    });
    const [left] = await principal({ PolicyExclusionList: [...PolicyExclusionList, { PolicyType: 'scp' }] });
    expect(left?.EvalDecision).toBe('allowed');
    expect(left?.OrganizationsDecisionDetail).toBeUndefined();
    await control(it, accounts.own, []);
  });
});

describe('a simulation is refused', () => {
  const cases: [string, Partial<SimulatePrincipalPolicyCommandInput>, string, RegExp][] = [
    [
      'of nobody',
      { PolicySourceArn: `arn:aws:iam::${accounts.own}:user/nobody` },
      'NoSuchEntityException',
      /^The user with name nobody cannot be found\.$/,
    ],
    [
      'of a user under another path',
      { PolicySourceArn: `arn:aws:iam::${accounts.own}:user/x/anna` },
      'NoSuchEntityException',
      /./,
    ],
    [
      'of a user of another account',
      { PolicySourceArn: `arn:aws:iam::${accounts.partner}:user/partner` },
      'AccessDenied',
      /no resource-based policy allows/,
    ],
    [
      'of a role’s session',
      { PolicySourceArn: `arn:aws:sts::${accounts.own}:assumed-role/web/me` },
      'InvalidInputException',
      /^Invalid Entity Arn: .* does not clearly define entity type and name\.$/,
    ],
    ['of actions by a pattern', { ActionNames: ['ec2:*'] }, 'InvalidInputException', /Action/],
    ['on what is no ARN', { ResourceArns: ['bucket'] }, 'InvalidInputException', /Resource/],
    ['with a policy that is none', { PolicyInputList: ['{}'] }, 'InvalidInputException', /Syntax errors/],
    ['with a resource’s policy that is none', { ResourcePolicy: '[]' }, 'InvalidInputException', /Json/],
    [
      'without a pattern it could read',
      { PolicyExclusionList: [{ PolicyArn: `arn:aws:iam::${accounts.own}:policy/a*b*` }] },
      'InvalidInputException',
      /./,
    ],
    [
      'without a type of policies that there is not',
      { PolicyExclusionList: [{ PolicyType: 'all' as never }] },
      'InvalidInputException',
      /./,
    ],
    ['of a scenario', { ResourceHandlingOption: 'EC2-VPC-EBS' }, 'UnsupportedOperation', /ResourceHandlingOption/],
  ];
  test.each(cases)('%s', async (_what, input, name, message) => {
    await expect(principal(input)).rejects.toMatchObject({ name, message: expect.stringMatching(message) as string });
  });
});
