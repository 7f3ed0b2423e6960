import { DescribeVpcsCommand, type EC2Client, RebootInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, DecodeAuthorizationMessageCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, type Clients, clientsWith, policy, trust } from './iam-cloud.ts';

/**
 * One story from end to end, by the ordinary clients: an administrator lets a new colleague look, then restart what is
 * the team's, then bounds them, then the partner lets them in.
 */
let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(() => it.end());

test('an administrator lets a colleague in, step by step', async () => {
  const admin = it.iam();
  const UserName = 'newcomer';
  await admin.send(new CreateGroupCommand({ GroupName: 'web-team' }));
  await admin.send(new CreateUserCommand({ UserName, Tags: [{ Key: 'Team', Value: 'web' }] }));
  await admin.send(new AddUserToGroupCommand({ GroupName: 'web-team', UserName }));
  const { AccessKey } = await admin.send(new CreateAccessKeyCommand({ UserName }));
  const colleague: Clients = clientsWith(it, {
    AccessKeyId: AccessKey?.AccessKeyId,
    SecretAccessKey: AccessKey?.SecretAccessKey,
  });
  const mine = `arn:aws:iam::${accounts.own}:user/${UserName}`;
  const web = await instanceNamed(it.ec2(), 'web-01');
  const database = await instanceNamed(it.ec2(), 'db-01');
  const look = () => colleague.ec2.send(new DescribeVpcsCommand({}));
  const restart = (ec2: EC2Client, InstanceId = '') =>
    ec2.send(new RebootInstancesCommand({ InstanceIds: [InstanceId] }));
  const because = (reason: RegExp) => ({
    name: 'UnauthorizedOperation',
    message: expect.stringMatching(reason) as string,
  });

  // On the first day nothing is allowed, but everyone may ask who they are.
  expect((await colleague.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(mine);
  await expect(look()).rejects.toMatchObject(
    because(
      /User: arn:aws:iam::111122223333:user\/newcomer is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows/,
    ),
  );

  // A policy with conditions: look at everything from this address, restart what has the colleague's own team.
  const statements = [
    allow('ec2:Describe*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }),
    allow(['ec2:RebootInstances', 'sts:AssumeRole'], '*', {
      Condition: { StringEquals: { 'aws:ResourceTag/Team': `\${aws:PrincipalTag/Team}` } },
    }),
  ];
  const { Policy } = await admin.send(
    new CreatePolicyCommand({ PolicyName: 'team-work', PolicyDocument: policy(statements) }),
  );
  const PolicyArn = Policy?.Arn ?? '';
  await expect(look()).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  await admin.send(new AttachGroupPolicyCommand({ GroupName: 'web-team', PolicyArn }));
  await look();
  await restart(colleague.ec2, web.InstanceId);
  const refused: unknown = await restart(colleague.ec2, database.InstanceId).catch((cause: unknown) => cause);
  expect(refused).toMatchObject(because(/ec2:RebootInstances on resource: arn:aws:ec2:.*:instance\/i-/));

  // The administrator opens the message: it tells the condition keys that counted.
  const [, EncodedMessage = ''] = /failure message: (\S+)/.exec(String(refused)) ?? [];
  const { DecodedMessage } = await it.sts().send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
  expect(DecodedMessage).toContain('"aws:ResourceTag/Team","values":{"items":[{"value":"data"}]}');

  // A boundary takes away what no policy denies; simulation says so before it is tried.
  const boundary = await admin.send(
    new CreatePolicyCommand({ PolicyName: 'at-most', PolicyDocument: policy(allow(['ec2:Describe*', 'sts:*'])) }),
  );
  const PermissionsBoundary = boundary.Policy?.Arn ?? '';
  await admin.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
  const { EvaluationResults } = await admin.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: mine,
      ActionNames: ['ec2:RebootInstances'],
      ContextEntries: [{ ContextKeyName: 'aws:ResourceTag/Team', ContextKeyValues: ['web'], ContextKeyType: 'string' }],
    }),
  );
  expect(EvaluationResults).toMatchObject([
    { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } },
  ]);
  await look();
  await expect(restart(colleague.ec2, web.InstanceId)).rejects.toMatchObject(
    because(/because no permissions boundary allows the ec2:RebootInstances action/),
  );
  await admin.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
  await restart(colleague.ec2, web.InstanceId);

  // The partner opens a role to the colleague; the colleague's own account has to agree.
  const partner = it.iam('partner');
  const RoleName = 'visitors';
  const AssumeRolePolicyDocument = trust({ AWS: mine }, { Condition: { StringEquals: { 'sts:ExternalId': 'bread' } } });
  await partner.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await partner.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: 'look', PolicyDocument: policy(allow('iam:List*')) }),
  );
  const visit = (ExternalId?: string) =>
    colleague.sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accounts.partner}:role/${RoleName}`,
        RoleSessionName: UserName,
        ...(ExternalId ? { ExternalId } : {}),
      }),
    );
  await expect(visit('bread')).rejects.toMatchObject({ name: 'AccessDenied' });
  const more = [...statements, allow('sts:AssumeRole', `arn:aws:iam::${accounts.partner}:role/*`)];
  await admin.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(more), SetAsDefault: true }));
  await expect(visit()).rejects.toMatchObject({ name: 'AccessDenied' });
  const { Credentials } = await visit('bread');
  const visitor = clientsWith(it, Credentials ?? {});
  expect((await visitor.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(
    `arn:aws:sts::${accounts.partner}:assumed-role/${RoleName}/${UserName}`,
  );
  const { Users } = await visitor.iam.send(new ListUsersCommand({}));
  expect(Users?.map((one) => one.UserName)).toEqual(['partner']);
  await expect(visitor.iam.send(new CreateUserCommand({ UserName: 'spy' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  // At home the visit changed nothing.
  await admin.send(new AttachUserPolicyCommand({ UserName, PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }));
  await colleague.iam.send(new ListUsersCommand({}));
});
