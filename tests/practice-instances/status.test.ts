import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, launchOne, told } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterAll(() => it.end());

const look = async (input: sdk.DescribeInstanceStatusCommandInput) =>
  (await ec2.send(new sdk.DescribeInstanceStatusCommand(input))).InstanceStatuses ?? [];

async function checksOf(id: string): Promise<(string | undefined)[]> {
  const [status] = await look({ InstanceIds: [id], IncludeAllInstances: true });
  return [status?.SystemStatus?.Status, status?.InstanceStatus?.Status, status?.AttachedEbsStatus?.Status];
}

test('three checks begin with a machine, and pass after a while', async () => {
  const { InstanceId = '' } = await launchOne(ec2);
  expect(await checksOf(InstanceId)).toEqual(['initializing', 'initializing', 'initializing']);
  expect(await look({ InstanceIds: [InstanceId] })).toEqual([]);
  await it.step(10);
  expect(await look({ InstanceIds: [InstanceId] })).toMatchObject([
    { InstanceState: { Name: 'running' }, InstanceStatus: { Details: [{ Status: 'initializing' }] }, Events: [] },
  ]);
  await it.step(30);
  expect(await checksOf(InstanceId)).toEqual(['ok', 'ok', 'ok']);
  await ec2.send(new sdk.StopInstancesCommand({ InstanceIds: [InstanceId] }));
  await it.step(20);
  expect(await checksOf(InstanceId)).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
});

test('a fault fails one check, which says so', async () => {
  const { InstanceId: instanceId = '' } = await instanceNamed(ec2, 'web-01');
  await it.cloud.request('trouble', { instanceId, impaired: 'instance' });
  const [status] = await look({ InstanceIds: [instanceId] });
  expect(status).toMatchObject({
    SystemStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
    InstanceStatus: { Status: 'impaired', Details: [{ Name: 'reachability', Status: 'failed' }] },
    AttachedEbsStatus: { Status: 'ok' },
  });
  await it.cloud.request('trouble', { instanceId, impaired: 'system' });
  expect(await checksOf(instanceId)).toEqual(['impaired', 'ok', 'ok']);
  const found = await look({ Filters: [{ Name: 'system-status.status', Values: ['impaired'] }] });
  expect(found.map(({ InstanceId }) => InstanceId)).toEqual([instanceId]);
  const failed = await look({ Filters: [{ Name: 'system-status.reachability', Values: ['failed'] }] });
  expect(failed).toHaveLength(1);
  await it.cloud.request('trouble', { instanceId, impaired: null });
  expect(await checksOf(instanceId)).toEqual(['ok', 'ok', 'ok']);
});

test('a machine of before Nitro has no check of its disks', async () => {
  const { InstanceId = '' } = await launchOne(ec2, { InstanceType: 't2.micro' });
  await it.step(40);
  expect(await checksOf(InstanceId)).toEqual(['ok', 'ok', 'not-applicable']);
});

test('machines that do not run are told on request, and by their state', async () => {
  const build = told((await instanceNamed(ec2, 'build-01')).InstanceId);
  const listed = async (input: sdk.DescribeInstanceStatusCommandInput) =>
    (await look(input)).map(({ InstanceId }) => InstanceId);
  expect(await listed({})).not.toContain(build);
  expect(await listed({ IncludeAllInstances: true })).toContain(build);
  const Filters = [{ Name: 'instance-state-code', Values: ['80'] }];
  expect(await listed({ IncludeAllInstances: true, Filters })).toContain(build);
  expect(await listed({ Filters: [{ Name: 'event.code', Values: ['*'] }] })).toEqual([]);
  await expectRefusal(
    look({ InstanceIds: [build], MaxResults: 5 }),
    'InvalidParameterCombination',
    /instancesSet cannot be used with the parameter maxResults/,
  );
});
