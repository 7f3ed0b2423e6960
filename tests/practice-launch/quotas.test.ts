import * as sdk from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { describeOne, expectRefusal, home, launch, launchOne, told } from './launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeEach(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterEach(() => it.end());

const limit =
  /^You have requested more vCPU capacity than your current vCPU limit of (\d+) allows for the instance bucket that the specified instance type belongs to\. Please visit http:\/\/aws\.amazon\.com\/contact-us\/ec2-request to request an adjustment to this limit\.$/;

describe('the quota of vCPUs', () => {
  test('counts what runs, and gives as many as it allows above the least', async () => {
    // Three machines of the team run: six vCPUs.
    await it.cloud.request('configure', { ...home, vcpuQuota: 11 });
    await expectRefusal(launch(ec2, { MinCount: 3, MaxCount: 3 }), 'VcpuLimitExceeded', limit);
    const machines = await launch(ec2, { MinCount: 1, MaxCount: 5 });
    expect(machines.map(({ AmiLaunchIndex }) => AmiLaunchIndex)).toEqual([0, 1]);
    await expectRefusal(launch(ec2), 'VcpuLimitExceeded', limit);
    const InstanceIds = [told(machines[0]?.InstanceId)];
    await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds }));
    expect(await launch(ec2)).toHaveLength(1);
  });

  test('is one for each bucket, and none for graphics in a new account', async () => {
    await expectRefusal(launch(ec2, { InstanceType: 'g4dn.xlarge' }), 'VcpuLimitExceeded', /vCPU limit of 0 /);
    await expectRefusal(launch(ec2, { InstanceType: 'p4d.24xlarge' }), 'VcpuLimitExceeded', /vCPU limit of 0 /);
    expect(await launch(ec2, { InstanceType: 'i4i.large' })).toHaveLength(1);
  });

  test('holds for machines that are started again', async () => {
    const { Reservations } = await ec2.send(
      new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['build-01'] }] }),
    );
    const InstanceIds = [told(Reservations?.[0]?.Instances?.[0]?.InstanceId)];
    await it.cloud.request('configure', { ...home, vcpuQuota: 7 });
    await expectRefusal(ec2.send(new sdk.StartInstancesCommand({ InstanceIds })), 'VcpuLimitExceeded', limit);
    await it.cloud.request('configure', { ...home, vcpuQuota: 8 });
    await ec2.send(new sdk.StartInstancesCommand({ InstanceIds }));
  });
});

test('the free plan takes few types, and only where the account is on it', async () => {
  expect(await launch(ec2, { InstanceType: 't3.medium' })).toHaveLength(1);
  await it.cloud.request('configure', { ...home, freePlan: true });
  await expectRefusal(
    launch(ec2, { InstanceType: 't3.medium' }),
    'InvalidParameterCombination',
    /^The specified instance type is not eligible for Free Tier\./,
  );
  expect(await launch(ec2, { InstanceType: 't3.micro' })).toHaveLength(1);
});

test('a product is launched by who has subscribed to it, and its machines and their images keep its code', async () => {
  const Filters = [{ Name: 'owner-alias', Values: ['aws-marketplace'] }];
  const { Images = [] } = await ec2.send(new sdk.DescribeImagesCommand({ Filters }));
  const product = told(Images.find(({ Architecture }) => Architecture === 'x86_64'));
  const code = told(product.ProductCodes?.[0]?.ProductCodeId);
  const { ImageId } = product;
  await expect(launch(ec2, { ImageId })).rejects.toMatchObject({
    name: 'OptInRequired',
    message: `In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so please visit https://aws.amazon.com/marketplace/pp?sku=${code}`,
    $metadata: { httpStatusCode: 401 },
  });
  await it.cloud.request('configure', { ...home, subscriptions: [code] });
  const machine = await launchOne(ec2, { ImageId });
  expect(machine.ProductCodes).toEqual([{ ProductCodeId: code, ProductCodeType: 'marketplace' }]);
  await it.step(10);
  const own = await ec2.send(new sdk.CreateImageCommand({ InstanceId: machine.InstanceId, Name: 'own-product' }));
  await it.step(200);
  await it.cloud.request('configure', { ...home, subscriptions: [] });
  await expectRefusal(launch(ec2, { ImageId: own.ImageId }), 'OptInRequired');
});

test('a launch is told to the owner of its image', async () => {
  const { Images = [] } = await ec2.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }));
  const { ImageId = '' } = told(Images[0]);
  await launchOne(ec2, { ImageId });
  // AWS tells it a day later.
  await it.step(86_400 + 60);
  const { LastLaunchedTime } = await ec2.send(
    new sdk.DescribeImageAttributeCommand({ ImageId, Attribute: 'lastLaunchedTime' }),
  );
  expect(LastLaunchedTime?.Value).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('a fault ends a machine at once, with the reason that it was given', async () => {
  const fault = { operation: 'RunInstances', mode: 'fail-later', times: 1 } as const;
  await it.cloud.request('addFault', fault);
  const failed = await launchOne(ec2);
  expect(failed).toMatchObject({ State: { Name: 'pending' }, StateReason: { Code: 'pending' } });
  await it.step(10);
  expect(await describeOne(ec2, told(failed.InstanceId))).toMatchObject({
    State: { Name: 'terminated' },
    StateReason: { Code: 'Client.InternalError', Message: 'Client.InternalError: Client error on launch' },
    StateTransitionReason: 'Client.InternalError',
  });
  const code = 'Client.VolumeLimitExceeded';
  await it.cloud.request('addFault', { ...fault, code, message: `${code}: Volume limit exceeded` });
  const full = await launchOne(ec2);
  await it.step(10);
  expect(await describeOne(ec2, told(full.InstanceId))).toMatchObject({
    State: { Name: 'terminated' },
    StateReason: { Code: code, Message: `${code}: Volume limit exceeded` },
  });
});
