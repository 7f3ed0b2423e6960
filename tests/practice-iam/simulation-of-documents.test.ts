import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateUserCommand,
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  type IAMClient,
  PutGroupPolicyCommand,
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, deny, policy } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
const anna = `arn:aws:iam::${accounts.own}:user/anna`;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  await iam.send(new CreateUserCommand({ UserName: 'anna' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'devs' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'devs', UserName: 'anna' }));
});
afterAll(() => it.end());

const custom = async (input: Partial<SimulateCustomPolicyCommandInput>) => {
  const answer = await iam.send(
    new SimulateCustomPolicyCommand({ PolicyInputList: [], ActionNames: ['s3:GetObject'], ...input }),
  );
  return answer.EvaluationResults ?? [];
};
const sources = (result: { MatchedStatements?: { SourcePolicyId?: string }[] } | undefined) =>
  result?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId);

describe('policies of one’s own', () => {
  const bucket = 'arn:aws:s3:::bucket/key';
  const grant = (principal: object | string, effect: 'Allow' | 'Deny' = 'Allow') =>
    policy({ Effect: effect, Principal: principal, Action: 's3:GetObject', Resource: bucket });

  test('are simulated for nobody in particular', async () => {
    const [result] = await custom({
      PolicyInputList: [policy([allow('s3:*'), deny('s3:GetObject', bucket)])],
      ResourceArns: [bucket],
    });
    expect(result).toMatchObject({
      EvalDecision: 'explicitDeny',
      EvalResourceName: `arn:\${Partition}:s3:::\${BucketName}/\${ObjectName}`,
      EvalDecisionDetails: {},
    });
    expect(result?.MatchedStatements).toHaveLength(1);
  });

  test('go with a policy of the resource', async () => {
    const own = { CallerArn: anna, ResourceArns: [bucket] };
    const [granted] = await custom({ ...own, ResourcePolicy: grant({ AWS: anna }) });
    expect(granted?.EvalDecision).toBe('allowed');
    expect(granted?.MatchedStatements).toMatchObject([
      { SourcePolicyId: 'ResourcePolicy', SourcePolicyType: 'Resource Policy' },
    ]);
    const [denied] = await custom({
      ...own,
      PolicyInputList: [policy(allow('s3:*'))],
      ResourcePolicy: grant('*', 'Deny'),
    });
    expect(denied?.EvalDecision).toBe('explicitDeny');
    await expect(custom({ ResourceArns: [bucket], ResourcePolicy: grant('*') })).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'Invalid caller - Caller cannot be null or empty.',
    });
  });

  test('need both sides across accounts, and each side is told', async () => {
    const foreign = { CallerArn: anna, ResourceArns: [bucket], ResourceOwner: accounts.partner };
    const [half] = await custom({ ...foreign, ResourcePolicy: grant({ AWS: anna }) });
    expect(half).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { 'IAM Policy': 'implicitDeny', 'Resource Policy': 'allowed' },
    });
    const [whole] = await custom({
      ...foreign,
      PolicyInputList: [policy(allow('s3:*'))],
      ResourcePolicy: grant({ AWS: accounts.own }),
    });
    expect(whole?.EvalDecision).toBe('allowed');
  });

  test('stand under an organization that is given level by level', async () => {
    const levels = (...documents: string[]) =>
      documents.map((document) => ({ ServiceControlPolicyInputList: [document] }));
    const all = policy(allow('*'));
    const PolicyInputList = [policy(allow('s3:*'))];
    const [open] = await custom({ PolicyInputList, OrderedOrganizationPolicyInputList: levels(all, all) });
    expect(open).toMatchObject({
      EvalDecision: 'allowed',
      OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    });
    const [shut] = await custom({
      PolicyInputList,
      OrderedOrganizationPolicyInputList: levels(all, policy(allow('ec2:*'))),
    });
    expect(shut).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    // Statements of organizations are not told.
    expect(sources(open)).toEqual(['PolicyInputList.1']);
  });
});

describe('context keys', () => {
  const one = policy(
    allow('s3:*', `arn:aws:s3:::\${aws:username}/*`, { Condition: { StringLike: { 'aws:UserAgent': '*' } } }),
  );
  const two = policy(
    allow('ec2:*', '*', { Condition: { StringEquals: { 'AWS:useragent': 'x', 'ec2:Region': 'eu' } } }),
  );

  test('of policies are told once each', async () => {
    const { ContextKeyNames } = await iam.send(
      new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [one, two] }),
    );
    expect(ContextKeyNames?.map((name) => name.toLowerCase()).sort()).toEqual([
      'aws:useragent',
      'aws:username',
      'ec2:region',
    ]);
  });

  test('of a user’s policies are told, those of the groups among them', async () => {
    await iam.send(new PutGroupPolicyCommand({ GroupName: 'devs', PolicyName: 'asks', PolicyDocument: two }));
    const { ContextKeyNames } = await iam.send(
      new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: anna, PolicyInputList: [one] }),
    );
    expect(ContextKeyNames).toEqual(expect.arrayContaining(['ec2:Region', 'aws:username']));
    await expect(iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: ['no'] }))).rejects.toMatchObject(
      { name: 'InvalidInputException' },
    );
  });
});
