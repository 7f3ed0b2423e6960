import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { GetUserCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './practice-cloud.ts';

let it: TestCloud;
beforeAll(async () => {
  it = await startTestCloud();
});
afterAll(async () => {
  await it.cloud.stop();
  expect(it.failures).toEqual([]);
});

test('STS tells who asks', async () => {
  const answer = await it.sts().send(new GetCallerIdentityCommand({}));
  expect(answer).toMatchObject({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/trainee' });
});

test('IAM tells a person by name', async () => {
  const answer = await it.iam().send(new GetUserCommand({}));
  expect(answer.User?.UserName).toBe('trainee');
  expect(answer.User?.CreateDate).toBeInstanceOf(Date);
});

test('a team finds its four instances, one of them stopped', async () => {
  const answer = await it.ec2().send(new DescribeInstancesCommand({}));
  const instances = (answer.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
  const named = instances.map(({ Tags, State }) => [Tags?.find(({ Key }) => Key === 'Name')?.Value, State?.Name]);
  expect(named).toEqual([
    ['web-01', 'running'],
    ['web-02', 'running'],
    ['db-01', 'running'],
    ['build-01', 'stopped'],
  ]);
  expect(instances[0]?.LaunchTime).toBeInstanceOf(Date);
});
