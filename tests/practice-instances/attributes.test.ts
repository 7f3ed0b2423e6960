import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { describeOne, expectRefusal, running, stopped, told } from '../practice-launch/launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let up: string;
let down: string;
let groups: Record<string, string>;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  up = told((await running(it, ec2)).InstanceId);
  down = told((await instanceNamed(ec2, 'build-01')).InstanceId);
  const { SecurityGroups = [] } = await ec2.send(new sdk.DescribeSecurityGroupsCommand({}));
  groups = Object.fromEntries(SecurityGroups.map(({ GroupName = '', GroupId = '' }) => [GroupName, GroupId]));
});
afterAll(() => it.end());

const modify = (input: Partial<sdk.ModifyInstanceAttributeCommandInput>) =>
  ec2.send(new sdk.ModifyInstanceAttributeCommand({ InstanceId: up, ...input }));
const attribute = async (Attribute: sdk.InstanceAttributeName, InstanceId = up) => {
  const {
    $metadata: _,
    InstanceId: id,
    ...rest
  } = await ec2.send(new sdk.DescribeInstanceAttributeCommand({ InstanceId, Attribute }));
  expect(id).toBe(InstanceId);
  return rest;
};

describe('of a machine that runs, one can change', () => {
  test('its protection, and what it does when it is shut down', async () => {
    await modify({ DisableApiTermination: { Value: true } });
    expect(await attribute('disableApiTermination')).toEqual({ DisableApiTermination: { Value: true } });
    await modify({ Attribute: 'disableApiTermination', Value: 'false' });
    expect(await attribute('disableApiTermination')).toEqual({ DisableApiTermination: { Value: false } });
    await modify({ DisableApiStop: { Value: true } });
    await expectRefusal(
      ec2.send(new sdk.StopInstancesCommand({ InstanceIds: [up], Force: true })),
      'OperationNotPermitted',
      new RegExp(`^The instance '${up}' may not be stopped\\. Modify its 'disableApiStop' instance attribute and try`),
    );
    await modify({ DisableApiStop: { Value: false } });
    await modify({ InstanceInitiatedShutdownBehavior: { Value: 'terminate' } });
    expect(await attribute('instanceInitiatedShutdownBehavior')).toEqual({
      InstanceInitiatedShutdownBehavior: { Value: 'terminate' },
    });
  });

  test('its groups', async () => {
    const wanted = [told(groups['web-servers']), told(groups.databases)];
    await modify({ Groups: wanted });
    expect(await attribute('groupSet')).toEqual({ Groups: wanted.map((GroupId) => ({ GroupId })) });
    expect((await describeOne(ec2, up)).NetworkInterfaces?.[0]?.Groups).toHaveLength(2);
  });

  test('the check of its traffic, and back', async () => {
    await modify({ SourceDestCheck: { Value: false } });
    expect(await describeOne(ec2, up)).toMatchObject({
      SourceDestCheck: false,
      NetworkInterfaces: [{ SourceDestCheck: false }],
    });
    await ec2.send(new sdk.ResetInstanceAttributeCommand({ InstanceId: up, Attribute: 'sourceDestCheck' }));
    expect(await attribute('sourceDestCheck')).toEqual({ SourceDestCheck: { Value: true } });
  });

  test('whether its disk goes with it', async () => {
    const DeviceName = '/dev/sda1';
    await modify({ BlockDeviceMappings: [{ DeviceName, Ebs: { DeleteOnTermination: false } }] });
    expect(await attribute('blockDeviceMapping')).toMatchObject({
      BlockDeviceMappings: [{ DeviceName, Ebs: { DeleteOnTermination: false, Status: 'attached' } }],
    });
  });

  test.each([
    ['kernel', { KernelId: {} }],
    ['ramdisk', { RamdiskId: {} }],
    ['userData', { UserData: {} }],
    ['rootDeviceName', { RootDeviceName: { Value: '/dev/sda1' } }],
    ['productCodes', {}],
    ['ebsOptimized', { EbsOptimized: { Value: false } }],
    ['enaSupport', { EnaSupport: { Value: true } }],
    ['enclaveOptions', { EnclaveOptions: { Enabled: false } }],
    ['sriovNetSupport', { SriovNetSupport: {} }],
    ['instanceType', { InstanceType: { Value: 't3.micro' } }],
  ] as const)('nothing by looking at %s', async (name, shown) => {
    expect(await attribute(name)).toEqual(name === 'productCodes' ? { ProductCodes: [] } : shown);
  });
});

describe('of a machine that has stopped, one can change', () => {
  test('its type, within its architecture and firmware', async () => {
    const to = (Value: string) => modify({ InstanceId: down, InstanceType: { Value } });
    await to('m5.large');
    expect(await describeOne(ec2, down)).toMatchObject({ InstanceType: 'm5.large' });
    await expectRefusal(
      to('t4g.micro'),
      'InvalidParameterValue',
      /^The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified instance\./,
    );
    await expectRefusal(to('t9.huge'), 'InvalidInstanceAttributeValue', /t9\.huge/);
    await to('t3.medium');
  });

  test('its user data, which runs at no later start', async () => {
    const text = Buffer.from('#!/bin/sh\necho later\n');
    await modify({ InstanceId: down, UserData: { Value: text } });
    expect(await attribute('userData', down)).toEqual({ UserData: { Value: text.toString('base64') } });
    await modify({ InstanceId: down, Attribute: 'userData', Value: Buffer.from('other').toString('base64') });
    expect(await attribute('userData', down)).toEqual({
      UserData: { Value: Buffer.from('other').toString('base64') },
    });
  });

  test('its bandwidth to its disks', async () => {
    await modify({ InstanceId: down, EbsOptimized: { Value: true } });
    expect(await attribute('ebsOptimized', down)).toEqual({ EbsOptimized: { Value: true } });
    await modify({ InstanceId: down, InstanceType: { Value: 't2.small' } });
    expect(await attribute('ebsOptimized', down)).toEqual({ EbsOptimized: { Value: false } });
    await expectRefusal(modify({ InstanceId: down, EbsOptimized: { Value: true } }), 'Unsupported');
  });
});

describe('a change is refused for', () => {
  const foreign = async () => {
    const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }));
    const input = { VpcId: Vpc?.VpcId, GroupName: 'far', Description: 'far' };
    return [told((await ec2.send(new sdk.CreateSecurityGroupCommand(input))).GroupId)];
  };
  const notStopped = () => new RegExp(`^The instance '${up}' is not in the 'stopped' state\\.$`);
  test.each([
    ['another type', { InstanceType: { Value: 't3.small' } }],
    ['other user data', { UserData: { Value: Buffer.from('x') } }],
    ['other bandwidth', { EbsOptimized: { Value: true } }],
  ] as const)('%s of a machine that runs', async (_what, input) => {
    await expectRefusal(modify(input), 'IncorrectInstanceState', notStopped());
  });

  test.each([
    ['nothing', {}, 'InvalidParameterCombination', /^No attributes specified\.$/],
    [
      'two things at once',
      { DisableApiStop: { Value: true }, DisableApiTermination: { Value: true } },
      'InvalidParameterCombination',
      /^Fields for multiple attribute types specified: /,
    ],
    ['no group', { Groups: ['sg-0123456789abcdef0'] }, 'InvalidGroup.NotFound', /does not exist/],
    [
      'a device that is not there',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sdz', Ebs: { DeleteOnTermination: true } }] },
      'InvalidInstanceAttributeValue',
      /^No device is currently mapped at \/dev\/sdz$/,
    ],
    ['a shutdown of no kind', { InstanceInitiatedShutdownBehavior: { Value: 'sleep' } }, 'InvalidParameterValue', /./],
    ['a kernel', { Kernel: { Value: 'aki-1' } }, 'UnsupportedOperation', /Kernel/],
    ['another driver', { EnaSupport: { Value: true } }, 'UnsupportedOperation', /EnaSupport/],
    ['an attribute of no kind', { Attribute: 'colour' as never, Value: 'red' }, 'InvalidParameterValue', /colour/],
    [
      'an instance that is not there',
      { InstanceId: 'i-0123456789abcdef0', DisableApiStop: { Value: true } },
      'InvalidInstanceID.NotFound',
      /does not exist/,
    ],
  ] as const)('%s', async (_what, input, code, words) => {
    await expectRefusal(modify(input as never), code, words);
  });

  test('a group of another network', async () => {
    await expectRefusal(modify({ Groups: await foreign() }), 'InvalidParameter', /belong to different networks\.$/);
  });

  test('a machine that has ended', async () => {
    const { InstanceId = '' } = await running(it, ec2);
    await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
    await expectRefusal(modify({ InstanceId, DisableApiStop: { Value: true } }), 'IncorrectInstanceState');
    await expectRefusal(
      ec2.send(new sdk.ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpTokens: 'required' })),
      'IncorrectInstanceState',
    );
  });

  test('what cannot be looked at or reset', async () => {
    await expectRefusal(attribute('colour' as never), 'InvalidParameterValue', /colour/);
    const reset = (Attribute: sdk.InstanceAttributeName) =>
      ec2.send(new sdk.ResetInstanceAttributeCommand({ InstanceId: up, Attribute }));
    await expectRefusal(reset('kernel'), 'UnsupportedOperation', /kernel/);
    await expectRefusal(reset('userData'), 'InvalidParameterValue', /userData/);
  });
});

describe('metadata options', () => {
  const options = (input: Partial<sdk.ModifyInstanceMetadataOptionsCommandInput>) =>
    ec2.send(new sdk.ModifyInstanceMetadataOptionsCommand({ InstanceId: up, ...input }));

  test('are changed one by one', async () => {
    const changed = await options({ HttpTokens: 'optional', HttpPutResponseHopLimit: 9 });
    expect(changed.InstanceMetadataOptions).toMatchObject({ State: 'pending', HttpTokens: 'optional' });
    await options({ InstanceMetadataTags: 'enabled', HttpEndpoint: 'disabled' });
    expect((await describeOne(ec2, up)).MetadataOptions).toEqual({
      State: 'applied',
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 9,
      HttpEndpoint: 'disabled',
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'enabled',
    });
  });

  test('are refused where they are none', async () => {
    await expectRefusal(options({}), 'MissingParameter');
    await expectRefusal(options({ HttpPutResponseHopLimit: 0 }), 'InvalidParameterValue', /1 to 64/);
    await options({ InstanceMetadataTags: 'disabled' });
    await ec2.send(new sdk.CreateTagsCommand({ Resources: [up], Tags: [{ Key: 'a/b', Value: '' }] }));
    await expectRefusal(
      options({ InstanceMetadataTags: 'enabled' }),
      'InvalidParameterValue',
      /^'a\/b' is not a valid/,
    );
  });
});

describe('CPU credits', () => {
  const shown = async (InstanceIds?: string[]) =>
    (await ec2.send(new sdk.DescribeInstanceCreditSpecificationsCommand(InstanceIds ? { InstanceIds } : {})))
      .InstanceCreditSpecifications;
  const change = (...InstanceCreditSpecifications: sdk.InstanceCreditSpecificationRequest[]) =>
    ec2.send(new sdk.ModifyInstanceCreditSpecificationCommand({ InstanceCreditSpecifications }));

  test('are as the family begins, and are changed one by one', async () => {
    const old = await running(it, ec2, { InstanceType: 't2.micro' });
    const big = await running(it, ec2, { InstanceType: 'm5.large' });
    expect(await shown([up, told(old.InstanceId)])).toEqual([
      { InstanceId: up, CpuCredits: 'unlimited' },
      { InstanceId: old.InstanceId, CpuCredits: 'standard' },
    ]);
    expect((await shown())?.map(({ InstanceId }) => InstanceId)).not.toContain(old.InstanceId);
    await expectRefusal(shown([told(big.InstanceId)]), 'InstanceCreditSpecification.NotSupported');
    const answer = await change(
      { InstanceId: up, CpuCredits: 'standard' },
      { InstanceId: told(big.InstanceId), CpuCredits: 'unlimited' },
      { InstanceId: 'i-0123456789abcdef0', CpuCredits: 'unlimited' },
      { InstanceId: 'web', CpuCredits: 'unlimited' },
    );
    expect(answer.SuccessfulInstanceCreditSpecifications).toEqual([{ InstanceId: up }]);
    expect(answer.UnsuccessfulInstanceCreditSpecifications?.map(({ Error: fault }) => fault?.Code)).toEqual([
      'InstanceCreditSpecification.NotSupported',
      'InvalidInstanceID.NotFound',
      'InvalidInstanceID.Malformed',
    ]);
    expect(await shown([up])).toEqual([{ InstanceId: up, CpuCredits: 'standard' }]);
    await expectRefusal(change({ InstanceId: up, CpuCredits: 'none' }), 'InvalidParameterValue', /cpuCredits/);
  });
});

test('detailed monitoring is switched on and off', async () => {
  const InstanceIds = [up];
  const on = await ec2.send(new sdk.MonitorInstancesCommand({ InstanceIds }));
  expect(on.InstanceMonitorings).toEqual([{ InstanceId: up, Monitoring: { State: 'pending' } }]);
  expect((await describeOne(ec2, up)).Monitoring?.State).toBe('enabled');
  const off = await ec2.send(new sdk.UnmonitorInstancesCommand({ InstanceIds }));
  expect(off.InstanceMonitorings).toEqual([{ InstanceId: up, Monitoring: { State: 'disabling' } }]);
  expect((await describeOne(ec2, up)).Monitoring?.State).toBe('disabled');
  await expectRefusal(ec2.send(new sdk.MonitorInstancesCommand({ InstanceIds: [] })), 'MissingParameter');
});

test('a dry run changes nothing', async () => {
  const { InstanceId = '' } = await running(it, ec2);
  const before = await describeOne(ec2, InstanceId);
  const base = { InstanceId, DryRun: true } as const;
  const InstanceIds = [InstanceId];
  const calls = [
    ec2.send(new sdk.ModifyInstanceAttributeCommand({ ...base, SourceDestCheck: { Value: false } })),
    ec2.send(new sdk.ResetInstanceAttributeCommand({ ...base, Attribute: 'sourceDestCheck' })),
    ec2.send(new sdk.ModifyInstanceMetadataOptionsCommand({ ...base, HttpTokens: 'optional' })),
    ec2.send(new sdk.ModifyInstanceMetadataDefaultsCommand({ DryRun: true, HttpTokens: 'required' })),
    ec2.send(
      new sdk.ModifyInstanceCreditSpecificationCommand({
        DryRun: true,
        InstanceCreditSpecifications: [{ InstanceId, CpuCredits: 'standard' }],
      }),
    ),
    ec2.send(new sdk.MonitorInstancesCommand({ InstanceIds, DryRun: true })),
    ec2.send(new sdk.UnmonitorInstancesCommand({ InstanceIds, DryRun: true })),
    ec2.send(new sdk.StopInstancesCommand({ InstanceIds, DryRun: true })),
    ec2.send(new sdk.RebootInstancesCommand({ InstanceIds, DryRun: true })),
    ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds, DryRun: true })),
    ec2.send(new sdk.StartInstancesCommand({ InstanceIds: [down], DryRun: true })),
  ];
  for (const sent of calls) await expectRefusal(sent, 'DryRunOperation');
  expect(await describeOne(ec2, InstanceId)).toEqual(before);
});

test('what was changed of a stopped machine holds when it starts', async () => {
  await modify({ InstanceId: down, InstanceType: { Value: 't3.large' } });
  await ec2.send(new sdk.StartInstancesCommand({ InstanceIds: [down] }));
  await it.step(10);
  expect(it.machines.specs.at(-1)).toMatchObject({ instanceId: down, instanceType: 't3.large' });
  await stopped(it, ec2, down);
});
