import * as sdk from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { describeOne, expectRefusal, imageNamed, launch, launchOne, running, told } from './launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterAll(() => it.end());

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a launch does all that it was asked for, and tells it', async () => {
  await it.iam().send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'web', Path: '/team/' }));
  await it.iam().send(new iam.CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument: trust }));
  await it.iam().send(new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName: 'web', RoleName: 'web' }));
  const started = await launchOne(ec2, {
    KeyName: 'team-key',
    UserData: base64('#!/bin/sh\necho hello\n'),
    IamInstanceProfile: { Name: 'web' },
    InstanceInitiatedShutdownBehavior: 'terminate',
    DisableApiTermination: true,
    DisableApiStop: true,
    EbsOptimized: true,
    Monitoring: { Enabled: true },
    CreditSpecification: { CpuCredits: 'standard' },
    Placement: { AvailabilityZone: 'eu-central-1b', Tenancy: 'dedicated' },
    HibernationOptions: { Configured: false },
    MetadataOptions: {
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 3,
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'enabled',
      InstanceMetadataTags: 'enabled',
    },
    TagSpecifications: [
      { ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'all' }] },
      { ResourceType: 'volume', Tags: [{ Key: 'Disk', Value: 'root' }] },
      { ResourceType: 'network-interface', Tags: [{ Key: 'Face', Value: 'first' }] },
    ],
    ClientToken: 'token-1',
  });
  expect(started).toMatchObject({
    State: { Code: 0, Name: 'pending' },
    StateReason: { Code: 'pending', Message: 'pending' },
    StateTransitionReason: '',
  });
  await it.step(10);
  const machine = await describeOne(ec2, told(started.InstanceId));
  const profile = await it.iam().send(new iam.GetInstanceProfileCommand({ InstanceProfileName: 'web' }));
  expect(machine).toMatchObject({
    State: { Code: 16, Name: 'running' },
    KeyName: 'team-key',
    IamInstanceProfile: {
      Arn: 'arn:aws:iam::111122223333:instance-profile/team/web',
      Id: profile.InstanceProfile?.InstanceProfileId,
    },
    EbsOptimized: true,
    Monitoring: { State: 'enabled' },
    Placement: { AvailabilityZone: 'eu-central-1b', Tenancy: 'dedicated' },
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 3,
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'enabled',
      InstanceMetadataTags: 'enabled',
    },
    BootMode: 'uefi-preferred',
    CurrentInstanceBootMode: 'uefi',
    CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
    ClientToken: 'token-1',
    Tags: [{ Key: 'Name', Value: 'all' }],
  });
  expect(machine.StateReason).toBeUndefined();
  const { Volumes } = await ec2.send(
    new sdk.DescribeVolumesCommand({ Filters: [{ Name: 'tag:Disk', Values: ['root'] }] }),
  );
  expect(Volumes?.map(({ VolumeId }) => VolumeId)).toEqual([machine.BlockDeviceMappings?.[0]?.Ebs?.VolumeId]);
  const { Tags } = await ec2.send(new sdk.DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['Face'] }] }));
  expect(Tags).toMatchObject([{ ResourceId: machine.NetworkInterfaces?.[0]?.NetworkInterfaceId }]);
  const attribute = (Attribute: sdk.InstanceAttributeName) =>
    ec2.send(new sdk.DescribeInstanceAttributeCommand({ InstanceId: machine.InstanceId, Attribute }));
  expect(await attribute('disableApiStop')).toMatchObject({ DisableApiStop: { Value: true } });
  expect(await attribute('disableApiTermination')).toMatchObject({ DisableApiTermination: { Value: true } });
  expect(await attribute('instanceInitiatedShutdownBehavior')).toMatchObject({
    InstanceInitiatedShutdownBehavior: { Value: 'terminate' },
  });
  expect(await attribute('userData')).toMatchObject({ UserData: { Value: base64('#!/bin/sh\necho hello\n') } });
  expect(it.machines.specs.at(-1)).toMatchObject({ userData: '#!/bin/sh\necho hello\n', firstBoot: true });
});

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

describe('what nobody asks for', () => {
  test('is what the image and EC2 say', async () => {
    const newer = await running(it, ec2);
    expect(newer).toMatchObject({
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2, HttpEndpoint: 'enabled' },
      Placement: { Tenancy: 'default' },
      Monitoring: { State: 'disabled' },
    });
    const { ImageId } = await imageNamed(ec2, 'jammy-22.04-amd64-server-20261001');
    const older = await running(it, ec2, { ImageId });
    expect(older.MetadataOptions).toMatchObject({ HttpTokens: 'optional', HttpPutResponseHopLimit: 1 });
  });

  test('starts by the firmware that both the image and the type know', async () => {
    expect(await running(it, ec2, { InstanceType: 't2.small' })).toMatchObject({
      BootMode: 'uefi-preferred',
      CurrentInstanceBootMode: 'legacy-bios',
    });
  });

  test('comes from the account where it has a preference, and the image has the last word', async () => {
    const own = it.ec2('trainee', 'us-east-1');
    const prefer = (input: sdk.ModifyInstanceMetadataDefaultsCommandInput) =>
      own.send(new sdk.ModifyInstanceMetadataDefaultsCommand(input));
    await prefer({ HttpTokens: 'optional', HttpPutResponseHopLimit: 5, InstanceMetadataTags: 'enabled' });
    expect((await own.send(new sdk.GetInstanceMetadataDefaultsCommand({}))).AccountLevel).toEqual({
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 5,
      InstanceMetadataTags: 'enabled',
      ManagedBy: 'account',
    });
    const options = async (given?: sdk.InstanceMetadataOptionsRequest) =>
      (await launchOne(own, given ? { MetadataOptions: given } : {})).MetadataOptions;
    expect(await options()).toMatchObject({
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 5,
      InstanceMetadataTags: 'enabled',
    });
    expect(await options({ HttpTokens: 'required' })).toMatchObject({ HttpTokens: 'required' });
    await prefer({ HttpTokens: 'no-preference', HttpPutResponseHopLimit: -1, InstanceMetadataTags: 'no-preference' });
    expect((await own.send(new sdk.GetInstanceMetadataDefaultsCommand({}))).AccountLevel).toEqual({
      ManagedBy: 'account',
    });
    expect(await options()).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 2 });
  });

  test('is refused where the account insists on tokens', async () => {
    const own = it.ec2('trainee', 'eu-west-1');
    await own.send(new sdk.ModifyInstanceMetadataDefaultsCommand({ HttpTokensEnforced: 'enabled' }));
    const { InstanceId } = await launchOne(own);
    const optional = { HttpTokens: 'optional' } as const;
    await expectRefusal(
      launch(own, { MetadataOptions: optional }),
      'UnsupportedOperation',
      /^You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account\./,
    );
    await expectRefusal(
      own.send(new sdk.ModifyInstanceMetadataOptionsCommand({ InstanceId, ...optional })),
      'UnsupportedOperation',
      /^You can't set httpTokens to 'optional' because/,
    );
  });
});

test('a machine that starts from a parameter of Systems Manager is of the image that it leads to today', async () => {
  const { ImageId } = await imageNamed(ec2, 'noble-24.04-arm64');
  const parameter = 'resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id';
  expect(await launchOne(ec2, { ImageId: parameter, InstanceType: 't4g.micro' })).toMatchObject({ ImageId });
  await expectRefusal(launch(ec2, { ImageId: 'resolve:ssm:/aws/service/nothing' }), 'InvalidAMIID.Malformed');
});

describe('a token', () => {
  test('launches once, whatever became of the machines', async () => {
    const first = await launchOne(ec2, { ClientToken: 'again' });
    await it.step(10);
    expect(await launchOne(ec2, { ClientToken: 'again' })).toMatchObject({
      InstanceId: first.InstanceId,
      State: { Name: 'running' },
    });
  });

  test('is another one for another launch, in another Region and for another account', async () => {
    const { InstanceId } = await launchOne(ec2, { ClientToken: 'mine' });
    await expectRefusal(
      launch(ec2, { ClientToken: 'mine', InstanceType: 't3.small' }),
      'IdempotentParameterMismatch',
      /inconsistent with arguments used in previous request/,
    );
    for (const other of [it.ec2('partner'), it.ec2('trainee', 'us-west-2')]) {
      expect((await launchOne(other, { ClientToken: 'mine' })).InstanceId).not.toBe(InstanceId);
    }
    await expectRefusal(launch(ec2, { ClientToken: 'x'.repeat(65) }), 'InvalidParameterValue', /64/);
  });
});
