import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateUserCommand,
  GenerateServiceLastAccessedDetailsCommand,
  type GenerateServiceLastAccessedDetailsCommandInput,
  GetServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsWithEntitiesCommand,
  type IAMClient,
  ListPoliciesGrantingServiceAccessCommand,
  PutGroupPolicyCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { accounts, allow, attach, newPolicy, newUser, policy } from './iam-cloud.ts';

let it: TestCloud;
let iam: IAMClient;
const anna = `arn:aws:iam::${accounts.own}:user/anna`;
beforeAll(async () => {
  it = await startTestCloud({ empty: true });
  iam = it.iam();
  const user = await newUser(it, 'anna', [allow('ec2:Describe*'), allow('kms:*')]);
  await user.ec2.send(new DescribeVpcsCommand({}));
  await iam.send(new CreateUserCommand({ UserName: 'ben' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'devs' }));
  for (const UserName of ['anna', 'ben']) await iam.send(new AddUserToGroupCommand({ GroupName: 'devs', UserName }));
  const PolicyDocument = policy(allow(['ec2:*', 'custom-service:*']));
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'devs', PolicyName: 'team', PolicyDocument }));
});
afterAll(() => it.end());

async function report(input: Partial<GenerateServiceLastAccessedDetailsCommandInput>): Promise<string> {
  const { JobId } = await iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: anna, ...input }));
  await it.step(5);
  return JobId ?? '';
}
const details = (JobId: string, more = {}) => iam.send(new GetServiceLastAccessedDetailsCommand({ JobId, ...more }));

describe('a report of last access', () => {
  test('takes a moment', async () => {
    const { JobId = '' } = await iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: anna }));
    expect(JobId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const early = await details(JobId);
    expect(early).toMatchObject({ JobStatus: 'IN_PROGRESS', ServicesLastAccessed: [] });
    expect(early.JobCompletionDate).toBeUndefined();
    await it.step(5);
    expect(await details(JobId)).toMatchObject({ JobStatus: 'COMPLETED', JobType: 'SERVICE_LEVEL' });
  });

  test('tells the services that a user may use, and when they were really used', async () => {
    const { ServicesLastAccessed } = await details(await report({}));
    expect(ServicesLastAccessed?.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual([
      'custom-service',
      'ec2',
      'kms',
    ]);
    const [, ec2, kms] = ServicesLastAccessed ?? [];
    expect(ec2).toMatchObject({
      ServiceName: 'Amazon EC2',
      LastAuthenticatedEntity: anna,
      LastAuthenticatedRegion: 'eu-central-1',
      TotalAuthenticatedEntities: 1,
    });
    expect(kms).toEqual({
      ServiceName: 'AWS Key Management Service',
      ServiceNamespace: 'kms',
      TotalAuthenticatedEntities: 0,
    });
    expect(ec2?.TrackedActionsLastAccessed).toBeUndefined();
  });

  test('tells actions one by one where that is asked for', async () => {
    const { ServicesLastAccessed } = await details(await report({ Granularity: 'ACTION_LEVEL' }));
    const actions = ServicesLastAccessed?.find(({ ServiceNamespace }) => ServiceNamespace === 'ec2');
    const byName = new Map(actions?.TrackedActionsLastAccessed?.map((one) => [one.ActionName, one]));
    expect(byName.get('DescribeVpcs')).toMatchObject({ LastAccessedEntity: anna, LastAccessedRegion: 'eu-central-1' });
    expect(byName.get('RunInstances')).toEqual({ ActionName: 'RunInstances' });
  });

  test('comes in pages', async () => {
    const JobId = await report({});
    const first = await details(JobId, { MaxItems: 2 });
    expect([first.ServicesLastAccessed?.length, first.IsTruncated]).toEqual([2, true]);
    const second = await details(JobId, { MaxItems: 2, Marker: first.Marker });
    expect(second.ServicesLastAccessed?.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(['kms']);
  });

  test('tells who of a group, or of whoever has a policy, used a service', async () => {
    const managed = await newPolicy(it, 'everything', allow('*'));
    await attach(it, 'anna', managed);
    const entities = async (Arn: string, ServiceNamespace: string) => {
      const JobId = await report({ Arn });
      const { EntityDetailsList } = await iam.send(
        new GetServiceLastAccessedDetailsWithEntitiesCommand({ JobId, ServiceNamespace }),
      );
      return EntityDetailsList?.map(({ EntityInfo, LastAuthenticated }) => [
        EntityInfo?.Name,
        EntityInfo?.Type,
        LastAuthenticated instanceof Date,
      ]);
    };
    expect(await entities(`arn:aws:iam::${accounts.own}:group/devs`, 'ec2')).toEqual([
      ['anna', 'USER', true],
      ['ben', 'USER', false],
    ]);
    expect(await entities(managed, 'ec2')).toEqual([['anna', 'USER', true]]);
    expect(await entities(managed, 's3')).toEqual([['anna', 'USER', false]]);
  });

  test('goes with a user who gets another name', async () => {
    const JobId = await report({});
    await iam.send(new UpdateUserCommand({ UserName: 'anna', NewUserName: 'anne' }));
    const { ServicesLastAccessed } = await details(JobId);
    const ec2 = ServicesLastAccessed?.find(({ ServiceNamespace }) => ServiceNamespace === 'ec2');
    expect(ec2?.LastAuthenticatedEntity).toBe(`arn:aws:iam::${accounts.own}:user/anne`);
    await iam.send(new UpdateUserCommand({ UserName: 'anne', NewUserName: 'anna' }));
  });

  test('is refused for nobody, and gone after a day', async () => {
    const generate = (Arn: string) => iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
    await expect(generate(`${anna}x`)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await expect(generate(`arn:aws:iam::${accounts.own}:policy/none`)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await expect(generate(`arn:aws:iam::${accounts.own}:mfa/device`)).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
    const JobId = await report({});
    await it.step(24 * 3_600);
    await expect(details(JobId)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });
});

describe('the policies that give access to a service', () => {
  test('are told for each service, with where they are written', async () => {
    const { PoliciesGrantingServiceAccess } = await iam.send(
      new ListPoliciesGrantingServiceAccessCommand({ Arn: anna, ServiceNamespaces: ['kms', 'ec2', 'sts'] }),
    );
    const everything = {
      PolicyName: 'everything',
      PolicyType: 'MANAGED',
      PolicyArn: `arn:aws:iam::${accounts.own}:policy/everything`,
    };
    const own = { PolicyName: 'given', PolicyType: 'INLINE', EntityType: 'USER', EntityName: 'anna' };
    const team = { PolicyName: 'team', PolicyType: 'INLINE', EntityType: 'GROUP', EntityName: 'devs' };
    expect(PoliciesGrantingServiceAccess).toEqual([
      { ServiceNamespace: 'ec2', Policies: [own, everything, team] },
      { ServiceNamespace: 'kms', Policies: [own, everything] },
      { ServiceNamespace: 'sts', Policies: [everything] },
    ]);
  });
});
