import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { describeOne, expectRefusal, imageNamed, launch, launchOne, told } from './launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let ubuntu: string;
let group: string;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  ubuntu = told((await imageNamed(ec2, 'noble-24.04-amd64')).ImageId);
  const { SecurityGroups } = await ec2.send(
    new sdk.DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: ['web-servers'] }] }),
  );
  group = told(SecurityGroups?.[0]?.GroupId);
});
afterAll(() => it.end());

let count = 0;
async function template(
  LaunchTemplateData: sdk.RequestLaunchTemplateData,
  more: Partial<sdk.CreateLaunchTemplateCommandInput> = {},
): Promise<sdk.LaunchTemplate> {
  count += 1;
  const input = { LaunchTemplateName: `template-${count}`, LaunchTemplateData, ...more };
  return told((await ec2.send(new sdk.CreateLaunchTemplateCommand(input))).LaunchTemplate);
}

async function version(
  LaunchTemplateId: string | undefined,
  LaunchTemplateData: sdk.RequestLaunchTemplateData,
  more: Partial<sdk.CreateLaunchTemplateVersionCommandInput> = {},
): Promise<sdk.LaunchTemplateVersion> {
  const input = { LaunchTemplateId, LaunchTemplateData, ...more };
  return told((await ec2.send(new sdk.CreateLaunchTemplateVersionCommand(input))).LaunchTemplateVersion);
}

const versions = async (input: sdk.DescribeLaunchTemplateVersionsCommandInput) =>
  (await ec2.send(new sdk.DescribeLaunchTemplateVersionsCommand(input))).LaunchTemplateVersions ?? [];
const numbers = async (input: sdk.DescribeLaunchTemplateVersionsCommandInput) =>
  (await versions(input)).map(({ VersionNumber }) => VersionNumber);

describe('a template', () => {
  test('is made, found, given another default and deleted', async () => {
    const made = await template(
      { ImageId: ubuntu },
      {
        LaunchTemplateName: 'web/(1)',
        VersionDescription: 'first',
        TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'Team', Value: 'web' }] }],
      },
    );
    expect(made).toMatchObject({
      LaunchTemplateId: expect.stringMatching(/^lt-[0-9a-f]{17}$/),
      CreatedBy: 'arn:aws:iam::111122223333:user/trainee',
      DefaultVersionNumber: 1,
      LatestVersionNumber: 1,
    });
    const { LaunchTemplateId } = made;
    await version(LaunchTemplateId, { ImageId: ubuntu, InstanceType: 't3.small' });
    await ec2.send(new sdk.ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion: '2' }));
    const shown = async (input: sdk.DescribeLaunchTemplatesCommandInput) =>
      (await ec2.send(new sdk.DescribeLaunchTemplatesCommand(input))).LaunchTemplates;
    const now = [{ ...made, DefaultVersionNumber: 2, LatestVersionNumber: 2 }];
    expect(await shown({ LaunchTemplateIds: [told(LaunchTemplateId)] })).toEqual(now);
    expect(await shown({ LaunchTemplateNames: ['web/(1)'] })).toEqual(now);
    expect(await shown({ Filters: [{ Name: 'tag:Team', Values: ['web'] }] })).toEqual(now);
    expect(await shown({ Filters: [{ Name: 'launch-template-name', Values: ['web/*'] }] })).toEqual(now);
    const gone = await ec2.send(new sdk.DeleteLaunchTemplateCommand({ LaunchTemplateName: 'web/(1)' }));
    expect(gone.LaunchTemplate?.LaunchTemplateId).toBe(LaunchTemplateId);
    await expectRefusal(
      shown({ LaunchTemplateIds: [told(LaunchTemplateId)] }),
      'InvalidLaunchTemplateId.NotFound',
      new RegExp(`^The specified launch template, with template ID ${LaunchTemplateId}, does not exist\\.$`),
    );
  });

  test('keeps what it was given, and warns of what could not be launched', async () => {
    const data: sdk.RequestLaunchTemplateData = {
      ImageId: 'ami-0123456789abcdef0',
      InstanceType: 't3.micro',
      KeyName: 'nobody',
      SecurityGroupIds: ['sg-0123456789abcdef0'],
      UserData: Buffer.from('#!/bin/sh\n').toString('base64'),
      IamInstanceProfile: { Name: 'web' },
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 20, VolumeType: 'gp3', Encrypted: true } }],
      MetadataOptions: { HttpTokens: 'required' },
      InstanceMarketOptions: { MarketType: 'spot', SpotOptions: { ValidUntil: new Date('2027-01-01T00:00:00Z') } },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }],
    };
    const LaunchTemplateName = 'wishful';
    const made = await ec2.send(new sdk.CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData: data }));
    expect(made.Warning?.Errors?.map(({ Code }) => Code)).toEqual([
      'InvalidAMIID.NotFound',
      'InvalidKeyPair.NotFound',
      'InvalidGroup.NotFound',
    ]);
    expect((await versions({ LaunchTemplateName }))[0]).toMatchObject({
      VersionNumber: 1,
      DefaultVersion: true,
      LaunchTemplateData: data,
    });
  });

  test('is made once with one token', async () => {
    const make = () => template({ ImageId: ubuntu }, { LaunchTemplateName: 'once', ClientToken: 'x'.repeat(128) });
    expect(await make()).toEqual(await make());
    const again = () => version(undefined, { KeyName: 'team-key' }, { LaunchTemplateName: 'once', ClientToken: 'v' });
    expect((await again()).VersionNumber).toBe(2);
    expect((await again()).VersionNumber).toBe(2);
    expect(await numbers({ LaunchTemplateName: 'once' })).toEqual([2, 1]);
  });

  test('comes in pages with the others', async () => {
    const seen: string[] = [];
    for await (const page of sdk.paginateDescribeLaunchTemplates({ client: ec2, pageSize: 1 }, {})) {
      seen.push(...(page.LaunchTemplates ?? []).map(({ LaunchTemplateName = '' }) => LaunchTemplateName));
    }
    expect(seen).toEqual(expect.arrayContaining(['wishful', 'once']));
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('a version', () => {
  test('goes on from another one, but not from its snapshots', async () => {
    const { LaunchTemplateId } = await template({
      ImageId: ubuntu,
      InstanceType: 't3.micro',
      BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { SnapshotId: 'snap-0123456789abcdef0', VolumeSize: 9 } }],
    });
    const second = await version(LaunchTemplateId, { InstanceType: 't3.large' }, { SourceVersion: '1' });
    expect(second.LaunchTemplateData).toEqual({
      ImageId: ubuntu,
      InstanceType: 't3.large',
      BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 9 } }],
    });
    const third = await version(LaunchTemplateId, { KeyName: 'team-key' }, { VersionDescription: 'bare' });
    expect(third).toMatchObject({ VersionNumber: 3, VersionDescription: 'bare', DefaultVersion: false });
    expect(third.LaunchTemplateData).toEqual({ KeyName: 'team-key' });
    await expectRefusal(
      version(LaunchTemplateId, { KeyName: 'x' }, { SourceVersion: '9' }),
      'InvalidLaunchTemplateId.VersionNotFound',
      new RegExp(`^Could not find the specified version 9 for the launch template with ID ${LaunchTemplateId}\\.$`),
    );
  });

  test('is found by number, by range, by name and by filter', async () => {
    const { LaunchTemplateId } = await template({ ImageId: ubuntu, InstanceType: 't3.micro' });
    for (const InstanceType of ['t3.small', 't3.medium', 't3.large'] as const) {
      await version(LaunchTemplateId, { InstanceType });
    }
    await ec2.send(new sdk.ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion: '2' }));
    expect(await numbers({ LaunchTemplateId })).toEqual([4, 3, 2, 1]);
    expect(await numbers({ LaunchTemplateId, Versions: ['$Latest', '1', '$Default'] })).toEqual([4, 1, 2]);
    expect(await numbers({ LaunchTemplateId, MinVersion: '2', MaxVersion: '3' })).toEqual([3, 2]);
    const by = (Name: string, ...Values: string[]) => numbers({ LaunchTemplateId, Filters: [{ Name, Values }] });
    expect(await by('instance-type', 't3.s*', 't3.large')).toEqual([4, 2]);
    expect(await by('is-default-version', 'true')).toEqual([2]);
    expect(await by('image-id', ubuntu)).toEqual([1]);
    const all = await versions({ Versions: ['$Default'] });
    expect(all.filter((one) => one.LaunchTemplateId === LaunchTemplateId).map((one) => one.VersionNumber)).toEqual([2]);
    expect(all.length).toBeGreaterThan(2);
    const page = await ec2.send(new sdk.DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, MaxResults: 3 }));
    expect(page.LaunchTemplateVersions).toHaveLength(3);
    expect(await numbers({ LaunchTemplateId, MaxResults: 3, NextToken: page.NextToken })).toEqual([1]);
  });

  test('is deleted for itself, and its number is never given again', async () => {
    const { LaunchTemplateId } = await template({ ImageId: ubuntu });
    await version(LaunchTemplateId, { InstanceType: 't3.small' });
    await version(LaunchTemplateId, { InstanceType: 't3.medium' });
    const answer = await ec2.send(
      new sdk.DeleteLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ['3', '1', '9'] }),
    );
    expect(answer.SuccessfullyDeletedLaunchTemplateVersions).toMatchObject([{ VersionNumber: 3 }]);
    expect(answer.UnsuccessfullyDeletedLaunchTemplateVersions).toMatchObject([
      { VersionNumber: 1, ResponseError: { Code: 'unexpectedError' } },
      { VersionNumber: 9, ResponseError: { Code: 'launchTemplateVersionDoesNotExist' } },
    ]);
    expect(await numbers({ LaunchTemplateId, Versions: ['$Latest'] })).toEqual([2]);
    expect((await version(LaunchTemplateId, { InstanceType: 't3.large' })).VersionNumber).toBe(4);
  });
});

describe('a launch from a template', () => {
  test('has all that the template says, and above it what the request says', async () => {
    const { LaunchTemplateId } = await template({
      ImageId: ubuntu,
      InstanceType: 't3.small',
      KeyName: 'team-key',
      SecurityGroupIds: [group],
      DisableApiStop: true,
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 15 } }],
      MetadataOptions: { HttpPutResponseHopLimit: 4 },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'From', Value: 'template' }] }],
    });
    const from = (Version?: string) => ({ LaunchTemplateId, ...(Version ? { Version } : {}) });
    const plain = { ImageId: undefined, InstanceType: undefined };
    const machine = await launchOne(ec2, { ...plain, LaunchTemplate: from() });
    expect(machine).toMatchObject({
      ImageId: ubuntu,
      InstanceType: 't3.small',
      KeyName: 'team-key',
      SecurityGroups: [{ GroupId: group }],
      MetadataOptions: { HttpPutResponseHopLimit: 4 },
      Tags: [
        { Key: 'From', Value: 'template' },
        { Key: 'aws:ec2launchtemplate:id', Value: LaunchTemplateId },
        { Key: 'aws:ec2launchtemplate:version', Value: '1' },
      ],
    });
    await version(LaunchTemplateId, { ImageId: ubuntu, InstanceType: 't3.medium' });
    expect(await launchOne(ec2, { ...plain, LaunchTemplate: from('$Latest') })).toMatchObject({
      InstanceType: 't3.medium',
      Tags: [{}, { Value: '2' }],
    });
    const over = await launchOne(ec2, {
      ...plain,
      LaunchTemplate: from('1'),
      InstanceType: 't3.nano',
      KeyName: 'team-key',
    });
    expect(over).toMatchObject({ InstanceType: 't3.nano', SecurityGroups: [{ GroupId: group }] });
    const named = await ec2.send(
      new sdk.DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [told(LaunchTemplateId)] }),
    );
    const LaunchTemplateName = named.LaunchTemplates?.[0]?.LaunchTemplateName;
    expect(await launchOne(ec2, { ...plain, LaunchTemplate: { LaunchTemplateName } })).toMatchObject({
      InstanceType: 't3.small',
    });
  });

  test('finds its image by a parameter, which is told resolved on request', async () => {
    const ImageId = 'resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id';
    const { LaunchTemplateId } = await template({ ImageId, InstanceType: 't3.micro' });
    const imageOf = async (ResolveAlias: boolean) =>
      (await versions({ LaunchTemplateId, ResolveAlias }))[0]?.LaunchTemplateData?.ImageId;
    expect([await imageOf(false), await imageOf(true)]).toEqual([ImageId, ubuntu]);
    const from = { ImageId: undefined, InstanceType: undefined, LaunchTemplate: { LaunchTemplateId } };
    expect(await launchOne(ec2, from)).toMatchObject({ ImageId: ubuntu });
  });

  test('is made of what an instance is, where its data was read off one', async () => {
    const source = await launchOne(ec2, {
      KeyName: 'team-key',
      SecurityGroupIds: [group],
      BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 7, VolumeType: 'gp3' } }],
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'source' }] }],
    });
    const { LaunchTemplateData: data } = await ec2.send(
      new sdk.GetLaunchTemplateDataCommand({ InstanceId: source.InstanceId }),
    );
    const [face] = data?.NetworkInterfaces ?? [];
    const { PrivateIpAddresses: _taken, ...free } = told(face);
    const copied = { ...data, NetworkInterfaces: [free] } as sdk.RequestLaunchTemplateData;
    const { LaunchTemplateId } = await template(copied);
    const twin = await launchOne(ec2, {
      ImageId: undefined,
      InstanceType: undefined,
      LaunchTemplate: { LaunchTemplateId },
    });
    await it.step(10);
    const [a, b] = [await describeOne(ec2, told(source.InstanceId)), await describeOne(ec2, told(twin.InstanceId))];
    const like = ({ ImageId, InstanceType, KeyName, SecurityGroups, SubnetId, BlockDeviceMappings }: sdk.Instance) => ({
      ImageId,
      InstanceType,
      KeyName,
      SecurityGroups,
      SubnetId,
      devices: BlockDeviceMappings?.map(({ DeviceName }) => DeviceName),
    });
    expect(like(b)).toEqual(like(a));
  });

  test.each([
    ['a template that is not there', { LaunchTemplateId: 'lt-0123456789abcdef0' }, 'InvalidLaunchTemplateId.NotFound'],
    ['no template ID', { LaunchTemplateId: 'web' }, 'InvalidLaunchTemplateId.Malformed'],
    ['a name that is not there', { LaunchTemplateName: 'nothing' }, 'InvalidLaunchTemplateName.NotFoundException'],
    [
      'a version that is not there',
      { LaunchTemplateName: 'once', Version: '77' },
      'InvalidLaunchTemplateId.VersionNotFound',
    ],
    ['a version of no kind', { LaunchTemplateName: 'once', Version: 'newest' }, 'InvalidParameterValue'],
    [
      'both a name and an ID',
      { LaunchTemplateName: 'once', LaunchTemplateId: 'lt-0123456789abcdef0' },
      'InvalidParameterCombination',
    ],
  ])('is refused for %s', async (_what, LaunchTemplate, code) => {
    await expectRefusal(launch(ec2, { LaunchTemplate }), code);
  });
});

describe('templates are refused with the code of AWS for', () => {
  const make = (
    LaunchTemplateName: string,
    LaunchTemplateData: sdk.RequestLaunchTemplateData | undefined = { KeyName: 'k' },
  ) => ec2.send(new sdk.CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }));
  test.each([
    ['a name of two letters', () => make('ab'), 'InvalidLaunchTemplateName.MalformedException'],
    ['a name with a space', () => make('web server'), 'InvalidLaunchTemplateName.MalformedException'],
    ['a name of 129 letters', () => make('x'.repeat(129)), 'InvalidLaunchTemplateName.MalformedException'],
    ['a name that is taken', () => make('once'), 'InvalidLaunchTemplateName.AlreadyExistsException'],
    ['no data', () => make('empty', {}), 'MissingParameter'],
    ['user data that is not base64', () => make('script', { UserData: '#!' }), 'InvalidUserData.Malformed'],
    [
      'metadata options of no kind',
      () => make('meta', { MetadataOptions: { HttpTokens: 'no' as never } }),
      'InvalidParameterValue',
    ],
    [
      'tags for what is not launched',
      () => make('tags', { TagSpecifications: [{ ResourceType: 'vpc', Tags: [] }] }),
      'InvalidParameterValue',
    ],
    [
      'a description of 256 letters',
      () =>
        ec2.send(
          new sdk.CreateLaunchTemplateCommand({
            LaunchTemplateName: 'long',
            VersionDescription: 'x'.repeat(256),
            LaunchTemplateData: { KeyName: 'k' },
          }),
        ),
      'InvalidParameterValue',
    ],
    [
      'a default that is not there',
      () => ec2.send(new sdk.ModifyLaunchTemplateCommand({ LaunchTemplateName: 'once', DefaultVersion: '5' })),
      'InvalidLaunchTemplateId.VersionNotFound',
    ],
    ['numbers across templates', () => versions({ Versions: ['1'] }), 'MissingParameter'],
    [
      'versions and a range of them',
      () => versions({ LaunchTemplateName: 'once', Versions: ['1'], MinVersion: '1' }),
      'InvalidParameterCombination',
    ],
    [
      'pages of 201',
      () => ec2.send(new sdk.DescribeLaunchTemplatesCommand({ MaxResults: 201 })),
      'InvalidParameterValue',
    ],
    [
      '201 versions to delete',
      () =>
        ec2.send(
          new sdk.DeleteLaunchTemplateVersionsCommand({
            LaunchTemplateName: 'once',
            Versions: Array.from({ length: 201 }, (_, index) => String(index + 1)),
          }),
        ),
      'InvalidParameterValue',
    ],
  ] as const)('%s', async (_what, send, code) => {
    await expectRefusal(send(), code);
  });
});

test('a dry run makes nothing', async () => {
  const all = async () => (await ec2.send(new sdk.DescribeLaunchTemplatesCommand({}))).LaunchTemplates;
  const before = await all();
  const base = { DryRun: true, LaunchTemplateName: 'once' };
  const LaunchTemplateData = { KeyName: 'team-key' };
  const calls = [
    ec2.send(new sdk.CreateLaunchTemplateCommand({ ...base, LaunchTemplateName: 'dry', LaunchTemplateData })),
    ec2.send(new sdk.CreateLaunchTemplateVersionCommand({ ...base, LaunchTemplateData })),
    ec2.send(new sdk.ModifyLaunchTemplateCommand({ ...base, DefaultVersion: '1' })),
    ec2.send(new sdk.DeleteLaunchTemplateVersionsCommand({ ...base, Versions: ['2'] })),
    ec2.send(new sdk.DeleteLaunchTemplateCommand(base)),
    ec2.send(new sdk.DescribeLaunchTemplatesCommand({ DryRun: true })),
  ];
  for (const sent of calls) await expectRefusal(sent, 'DryRunOperation');
  expect(await all()).toEqual(before);
});
