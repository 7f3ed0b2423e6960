import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { describeOne, expectRefusal, home, launchOne, running, stopped, told } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterAll(() => it.end());

const start = (...InstanceIds: string[]) => ec2.send(new sdk.StartInstancesCommand({ InstanceIds }));
const stop = (...InstanceIds: string[]) => ec2.send(new sdk.StopInstancesCommand({ InstanceIds }));
const end = (...InstanceIds: string[]) => ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds }));
const reboot = (...InstanceIds: string[]) => ec2.send(new sdk.RebootInstancesCommand({ InstanceIds }));
const state = async (id: string) => (await describeOne(ec2, id)).State?.Name;

test('each change tells the state before and after, for all that it was asked for', async () => {
  const up = told((await running(it, ec2)).InstanceId);
  const down = told((await instanceNamed(ec2, 'build-01')).InstanceId);
  const both = await stop(up, down);
  expect(both.StoppingInstances).toEqual([
    { InstanceId: up, PreviousState: { Code: 16, Name: 'running' }, CurrentState: { Code: 64, Name: 'stopping' } },
    { InstanceId: down, PreviousState: { Code: 80, Name: 'stopped' }, CurrentState: { Code: 80, Name: 'stopped' } },
  ]);
  await it.step(20);
  expect(await describeOne(ec2, up)).toMatchObject({
    State: { Name: 'stopped' },
    StateReason: {
      Code: 'Client.UserInitiatedShutdown',
      Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
    },
    StateTransitionReason: expect.stringMatching(/^User initiated \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\)$/),
  });
  const started = await start(up);
  expect(started.StartingInstances).toMatchObject([
    { PreviousState: { Name: 'stopped' }, CurrentState: { Name: 'pending' } },
  ]);
  expect((await start(up)).StartingInstances).toMatchObject([
    { PreviousState: { Name: 'pending' }, CurrentState: { Name: 'pending' } },
  ]);
  await it.step(10);
  const again = await describeOne(ec2, up);
  expect(again.StateReason).toBeUndefined();
  expect(again.StateTransitionReason).toBe('');
  expect((await end(up)).TerminatingInstances).toMatchObject([
    { PreviousState: { Name: 'running' }, CurrentState: { Code: 32, Name: 'shutting-down' } },
  ]);
  await it.step(20);
  expect((await end(up)).TerminatingInstances).toMatchObject([
    { PreviousState: { Name: 'terminated' }, CurrentState: { Code: 48, Name: 'terminated' } },
  ]);
});

test('a start is a launch of another time, with the interface that was there before', async () => {
  const first = await running(it, ec2);
  const id = told(first.InstanceId);
  await stopped(it, ec2, id);
  await start(id);
  await it.step(10);
  const second = await describeOne(ec2, id);
  expect(told(second.LaunchTime).getTime()).toBeGreaterThan(told(first.LaunchTime).getTime());
  expect(second.NetworkInterfaces?.[0]?.Attachment).toEqual(first.NetworkInterfaces?.[0]?.Attachment);
  expect(second.UsageOperationUpdateTime).toEqual(first.UsageOperationUpdateTime);
  expect(second.PublicIpAddress).not.toBe(first.PublicIpAddress);
});

test('an elastic address stays through a stop, and is free again after the end', async () => {
  const id = told((await running(it, ec2)).InstanceId);
  const { PublicIp, AllocationId } = await ec2.send(new sdk.AllocateAddressCommand({}));
  await ec2.send(new sdk.AssociateAddressCommand({ AllocationId, InstanceId: id }));
  await stopped(it, ec2, id);
  expect((await describeOne(ec2, id)).PublicIpAddress).toBe(PublicIp);
  await start(id);
  await it.step(10);
  expect((await describeOne(ec2, id)).PublicIpAddress).toBe(PublicIp);
  await end(id);
  await it.step(20);
  const { Addresses } = await ec2.send(new sdk.DescribeAddressesCommand({ PublicIps: [told(PublicIp)] }));
  expect(Addresses?.[0]?.AssociationId).toBeUndefined();
  await ec2.send(new sdk.ReleaseAddressCommand({ AllocationId }));
});

test('a disk that is to stay stays when its machine goes', async () => {
  const { InstanceId = '', BlockDeviceMappings } = await running(it, ec2, {
    BlockDeviceMappings: [
      { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 3, DeleteOnTermination: false } },
      { DeviceName: '/dev/sdg', Ebs: { VolumeSize: 4, DeleteOnTermination: true } },
    ],
  });
  const VolumeIds = told(BlockDeviceMappings).map(({ Ebs }) => told(Ebs?.VolumeId));
  await end(InstanceId);
  await it.step(20);
  const Filters = [{ Name: 'volume-id', Values: VolumeIds }];
  const { Volumes } = await ec2.send(new sdk.DescribeVolumesCommand({ Filters }));
  expect(Volumes?.map(({ Size, State }) => [Size, State])).toEqual([[3, 'available']]);
});

describe('is refused', () => {
  test('the end of a protected machine, and of the others with it', async () => {
    const id = told((await running(it, ec2, { DisableApiTermination: true })).InstanceId);
    const other = told((await running(it, ec2)).InstanceId);
    await expectRefusal(
      end(other, id),
      'OperationNotPermitted',
      new RegExp(
        `^The instance '${id}' may not be terminated\\. Modify its 'disableApiTermination' instance attribute and try again\\.$`,
      ),
    );
    expect([await state(id), await state(other)]).toEqual(['running', 'running']);
    await stopped(it, ec2, id);
    expect(await state(id)).toBe('stopped');
  });

  test('what a state does not allow', async () => {
    const { InstanceId: id = '' } = await launchOne(ec2);
    await expectRefusal(
      stop(id),
      'IncorrectInstanceState',
      new RegExp(`^The instance '${id}' is not in a state from which it can be stopped\\.$`),
    );
    await it.step(10);
    await stop(id);
    await expectRefusal(
      start(id),
      'IncorrectInstanceState',
      new RegExp(`^The instance '${id}' is not in a state from which it can be started\\.$`),
    );
    await it.step(20);
    await expectRefusal(reboot(id), 'IncorrectState');
    await end(id);
    await expectRefusal(start(id), 'IncorrectInstanceState');
    await expectRefusal(stop(id), 'IncorrectInstanceState');
    await expectRefusal(reboot(id), 'IncorrectState');
  });

  test('hibernation', async () => {
    const id = told((await running(it, ec2)).InstanceId);
    await expectRefusal(
      ec2.send(new sdk.StopInstancesCommand({ InstanceIds: [id], Hibernate: true })),
      'UnsupportedHibernationConfiguration',
      new RegExp(`: ${id}$`),
    );
  });

  test.each([start, stop, end, reboot])(
    'everything without an instance, or with one that is not there',
    async (send) => {
      await expectRefusal(send(), 'MissingParameter', /InstanceId/);
      await expectRefusal(send('i-0123456789abcdef0'), 'InvalidInstanceID.NotFound');
      await expectRefusal(send('web-01'), 'InvalidInstanceID.Malformed');
    },
  );

  test('a start without capacity, as a fault asks', async () => {
    const id = told((await running(it, ec2)).InstanceId);
    await stopped(it, ec2, id);
    const code = 'InsufficientInstanceCapacity';
    await it.cloud.request('addFault', { operation: 'StartInstances', mode: 'error', code, status: 500, times: 1 });
    await expectRefusal(start(id), code);
    await it.cloud.request('addFault', { operation: 'StartInstances', mode: 'fail-later', times: 1 });
    await start(id);
    await it.step(10);
    expect(await describeOne(ec2, id)).toMatchObject({
      State: { Name: 'stopped' },
      StateReason: { Code: 'Client.InternalError' },
    });
    expect((await describeOne(ec2, id)).PublicIpAddress).toBeUndefined();
  });

  test('a type that the zone does not have any more', async () => {
    const { InstanceId: id = '' } = await running(it, ec2, { Placement: { AvailabilityZone: 'eu-central-1c' } });
    await stopped(it, ec2, id);
    const InstanceType = { Value: 't2.micro' };
    await ec2.send(new sdk.ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType }));
    await expectRefusal(
      start(id),
      'Unsupported',
      /not supported in your requested Availability Zone \(eu-central-1c\)/,
    );
  });
});

describe('the console', () => {
  const output = async (InstanceId: string, Latest?: boolean) => {
    const answer = await ec2.send(new sdk.GetConsoleOutputCommand({ InstanceId, ...(Latest ? { Latest } : {}) }));
    return answer.Output && Buffer.from(answer.Output, 'base64').toString();
  };

  test('is told at once on request, and late without', async () => {
    const { InstanceId: id = '' } = await running(it, ec2);
    await it.cloud.machinesReady();
    expect(await output(id)).toBeUndefined();
    expect(await output(id, true)).toMatch(/ login: $/);
    const other = told((await running(it, ec2)).InstanceId);
    await it.cloud.machinesReady();
    await it.step(240);
    expect(await output(other)).toMatch(/ login: $/);
  });

  test('stays of a machine that has stopped', async () => {
    const { InstanceId: id = '' } = await running(it, ec2);
    await it.cloud.machinesReady();
    await stopped(it, ec2, id);
    expect(await output(id)).toMatch(/ login: $/);
  });

  test('is never told at once of a machine of before Nitro', async () => {
    const { InstanceId: id = '' } = await running(it, ec2, { InstanceType: 't2.micro' });
    await expectRefusal(output(id, true), 'UnsupportedOperation', /Nitro/);
    expect(await output(id)).toBeUndefined();
  });

  test('has no picture, and a Linux machine no password', async () => {
    const { InstanceId: id = '' } = await running(it, ec2);
    await expectRefusal(
      ec2.send(new sdk.GetConsoleScreenshotCommand({ InstanceId: id })),
      'UnsupportedOperation',
      /GetConsoleOutput/,
    );
    expect(await ec2.send(new sdk.GetPasswordDataCommand({ InstanceId: id }))).toMatchObject({ PasswordData: '' });
    const missing = { InstanceId: 'i-0123456789abcdef0' };
    await expectRefusal(ec2.send(new sdk.GetConsoleOutputCommand(missing)), 'InvalidInstanceID.NotFound');
    await expectRefusal(ec2.send(new sdk.GetPasswordDataCommand(missing)), 'InvalidInstanceID.NotFound');
  });
});

test('the account tells what it is allowed', async () => {
  const shown = async (names?: string[]) => {
    const input = names ? { AttributeNames: names as sdk.AccountAttributeName[] } : {};
    const { AccountAttributes = [] } = await ec2.send(new sdk.DescribeAccountAttributesCommand(input));
    return AccountAttributes.map(({ AttributeName, AttributeValues }) => [
      AttributeName,
      AttributeValues?.[0]?.AttributeValue,
    ]);
  };
  expect(await shown(['supported-platforms', 'max-instances'])).toEqual([
    ['supported-platforms', 'VPC'],
    ['max-instances', '64'],
  ]);
  await it.cloud.request('configure', { ...home, vcpuQuota: 12 });
  expect(await shown()).toContainEqual(['max-instances', '12']);
  await it.cloud.request('configure', { ...home, vcpuQuota: 64 });
  await expectRefusal(shown(['luck']), 'InvalidParameterValue', /luck/);
});
