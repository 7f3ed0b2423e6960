import {
  AuthorizeSecurityGroupIngressCommand,
  CreateImageCommand,
  type CreateImageCommandInput,
  CreateKeyPairCommand,
  CreateNatGatewayCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  type EC2Client,
  ImportKeyPairCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { GetUserCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceNamed, startTestCloud, type TestCloud } from './practice-cloud.ts';

let it: TestCloud;
let ec2: EC2Client;
let ids: { web: string; group: string; ubuntu: string; arm: string; own: string };
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  const web = await instanceNamed(ec2, 'web-01');
  const images = (await ec2.send(new DescribeImagesCommand({}))).Images ?? [];
  const imageId = (part: string) => images.find(({ Name }) => Name?.includes(part))?.ImageId ?? '';
  ids = {
    web: web.InstanceId ?? '',
    group: web.SecurityGroups?.[0]?.GroupId ?? '',
    ubuntu: imageId('noble-24.04-amd64'),
    arm: imageId('noble-24.04-arm64'),
    own: imageId('web-ubuntu-24.04-2026-10-01'),
  };
});
afterAll(() => it.end());

const tagsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
const missing = '0123456789abcdef0';

describe('a launch is refused with the code of AWS for', () => {
  const cases: [string, Partial<RunInstancesCommandInput>, string, RegExp][] = [
    ['an image that is not there', { ImageId: `ami-${missing}` }, 'InvalidAMIID.NotFound', /does not exist/],
    ['no image ID', { ImageId: 'ubuntu' }, 'InvalidAMIID.Malformed', /expecting "ami-/],
    ['a type of no kind', { InstanceType: 't9.huge' as never }, 'InvalidParameterValue', /t9\.huge/],
    [
      'a type with other chips',
      { InstanceType: 't4g.micro' },
      'InvalidParameterValue',
      /architecture 'arm64' of the specified instance type does not match the architecture 'x86_64'/,
    ],
    ['a key pair that is not there', { KeyName: 'nobody' }, 'InvalidKeyPair.NotFound', /'nobody' does not exist/],
    ['a group that is not there', { SecurityGroupIds: [`sg-${missing}`] }, 'InvalidGroup.NotFound', /does not exist/],
    ['a subnet that is not there', { SubnetId: `subnet-${missing}` }, 'InvalidSubnetID.NotFound', /does not exist/],
    [
      'a disk smaller than its snapshot',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 4 } }] },
      'InvalidBlockDeviceMapping',
      /smaller than snapshot 'snap-.*expect size >= 8GB/,
    ],
    [
      'IOPS out of range',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { Iops: 2999, VolumeType: 'gp3' } }] },
      'InvalidParameterValue',
      /iops/,
    ],
    [
      'throughput of the wrong type',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { Throughput: 200, VolumeType: 'gp2' } }] },
      'InvalidParameterCombination',
      /throughput/,
    ],
    [
      'a cold root disk',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 200, VolumeType: 'sc1' } }] },
      'InvalidBlockDeviceMapping',
      /root/,
    ],
    [
      'a device twice',
      {
        BlockDeviceMappings: [
          { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 4 } },
          { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 5 } },
        ],
      },
      'InvalidBlockDeviceMapping',
      /more than one/,
    ],
    [
      'a new disk of no size',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: {} }] },
      'MissingParameter',
      /size or snapshotId/,
    ],
    [
      'a key without encryption',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { KmsKeyId: 'alias/x' } }] },
      'InvalidParameterDependency',
      /Encrypted/,
    ],
    ['a count of none', { MinCount: 0, MaxCount: 0 }, 'InvalidParameterValue', /minCount/],
    ['more vCPUs than the quota', { MinCount: 40, MaxCount: 40 }, 'VcpuLimitExceeded', /vCPU limit of 64/],
    ['51 tags', { TagSpecifications: [{ ResourceType: 'instance', Tags: tagsOf(51) }] }, 'TagLimitExceeded', /50/],
    [
      "a tag of AWS's own",
      { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'aws:x', Value: '' }] }] },
      'InvalidParameterValue',
      /reserved/,
    ],
    [
      'tags for what it does not make',
      { TagSpecifications: [{ ResourceType: 'vpc', Tags: [] }] },
      'InvalidParameterValue',
      /taggable/,
    ],
    [
      'user data of more than 16 KB',
      { UserData: Buffer.alloc(16_385, 'x').toString('base64') },
      'InvalidParameterValue',
      /16384/,
    ],
    [
      'a token used for another launch',
      { ClientToken: 'once', MaxCount: 2 },
      'IdempotentParameterMismatch',
      /inconsistent/,
    ],
    [
      'something it does not model',
      { InstanceMarketOptions: { MarketType: 'spot' } },
      'UnsupportedOperation',
      /InstanceMarketOptions/,
    ],
    [
      'an old type in a zone without it',
      { InstanceType: 't2.micro', Placement: { AvailabilityZone: 'eu-central-1c' } },
      'Unsupported',
      /not supported in your requested Availability Zone/,
    ],
  ];
  test.each(cases)('%s', async (_name, change, code, text) => {
    const base = { ImageId: ids.ubuntu, InstanceType: 't3.micro' as const, MinCount: 1, MaxCount: 1 };
    if (change.ClientToken) await ec2.send(new RunInstancesCommand({ ...base, ClientToken: change.ClientToken }));
    const before = await countInstances();
    await expect(ec2.send(new RunInstancesCommand({ ...base, ...change }))).rejects.toMatchObject({
      name: code,
      message: expect.stringMatching(text),
    });
    expect(await countInstances()).toBe(before);
  });
});

describe('an image is refused with the code of AWS for', () => {
  const cases: [string, Partial<CreateImageCommandInput>, string][] = [
    ['a name of two letters', { Name: 'ab' }, 'InvalidAMIName.Malformed'],
    ['a name of 129 letters', { Name: 'a'.repeat(129) }, 'InvalidAMIName.Malformed'],
    ['a name with a colon', { Name: 'web:1' }, 'InvalidAMIName.Malformed'],
    ['a name with an umlaut', { Name: 'wäb-1' }, 'InvalidAMIName.Malformed'],
    ['a name that is taken', { Name: 'web-ubuntu-24.04-2026-10-01' }, 'InvalidAMIName.Duplicate'],
    ['an instance that is not there', { InstanceId: `i-${missing}` }, 'InvalidInstanceID.NotFound'],
    ['an ID that is none', { InstanceId: 'web-01' }, 'InvalidInstanceID.Malformed'],
    [
      'another size for a disk it has',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 20 } }] },
      'InvalidBlockDeviceMapping',
    ],
    [
      'encryption of a disk it has',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { Encrypted: true } }] },
      'InvalidBlockDeviceMapping',
    ],
    [
      'leaving out the root disk',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', NoDevice: '' }] },
      'InvalidBlockDeviceMapping',
    ],
    [
      'a device name of no kind',
      { BlockDeviceMappings: [{ DeviceName: 'C:', Ebs: { VolumeSize: 2 } }] },
      'InvalidBlockDeviceMapping',
    ],
    ['a description of 256 letters', { Description: 'x'.repeat(256) }, 'InvalidParameterValue'],
    ['tags for an instance', { TagSpecifications: [{ ResourceType: 'instance', Tags: [] }] }, 'InvalidParameterValue'],
  ];
  test.each(cases)('%s', async (_name, change, code) => {
    const input = { InstanceId: ids.web, Name: 'fine-name', ...change };
    await expect(ec2.send(new CreateImageCommand(input))).rejects.toMatchObject({ name: code });
    const images = await ec2.send(new DescribeImagesCommand({ Owners: ['self'] }));
    expect(images.Images).toHaveLength(1);
  });
});

describe('other calls are refused with the code of AWS', () => {
  const rule = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const cases: [string, () => Promise<unknown>, string][] = [
    [
      'a filter of no name',
      () => ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })),
      'InvalidParameterValue',
    ],
    ['a page of 4', () => ec2.send(new DescribeInstancesCommand({ MaxResults: 4 })), 'InvalidParameterValue'],
    ['a next token of nowhere', () => ec2.send(new DescribeInstancesCommand({ NextToken: 'x' })), 'InvalidNextToken'],
    [
      'a rule that is there already',
      () => ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: ids.group, IpPermissions: [rule] })),
      'InvalidPermission.Duplicate',
    ],
    [
      'a rule without ports',
      () =>
        ec2.send(
          new AuthorizeSecurityGroupIngressCommand({
            GroupId: ids.group,
            IpPermissions: [{ IpProtocol: 'tcp', IpRanges: rule.IpRanges }],
          }),
        ),
      'InvalidParameterValue',
    ],
    [
      'a rule for no address',
      () =>
        ec2.send(
          new AuthorizeSecurityGroupIngressCommand({
            GroupId: ids.group,
            IpPermissions: [{ ...rule, IpRanges: [{ CidrIp: '300.0.0.0/8' }] }],
          }),
        ),
      'InvalidParameterValue',
    ],
    [
      'a group name twice',
      () => ec2.send(new CreateSecurityGroupCommand({ GroupName: 'web-servers', Description: 'x' })),
      'InvalidGroup.Duplicate',
    ],
    [
      'a group name like an ID',
      () => ec2.send(new CreateSecurityGroupCommand({ GroupName: 'sg-1', Description: 'x' })),
      'InvalidParameterValue',
    ],
    [
      'the end of a group in use',
      () => ec2.send(new DeleteSecurityGroupCommand({ GroupId: ids.group })),
      'DependencyViolation',
    ],
    [
      'the end of the default group',
      () => ec2.send(new DeleteSecurityGroupCommand({ GroupName: 'default' })),
      'CannotDelete',
    ],
    ['a key name twice', () => ec2.send(new CreateKeyPairCommand({ KeyName: 'team-key' })), 'InvalidKeyPair.Duplicate'],
    [
      'a key that is none',
      () => ec2.send(new ImportKeyPairCommand({ KeyName: 'k', PublicKeyMaterial: Buffer.from('ssh-rsa AAAA x') })),
      'InvalidKey.Format',
    ],
    [
      'tags on nothing',
      () => ec2.send(new CreateTagsCommand({ Resources: [`ami-${missing}`], Tags: tagsOf(1) })),
      'InvalidAMIID.NotFound',
    ],
    [
      'a start of what runs down',
      async () => {
        await ec2.send(
          new StopInstancesCommand({ InstanceIds: [(await instanceNamed(ec2, 'web-02')).InstanceId ?? ''] }),
        );
        return ec2.send(
          new StartInstancesCommand({ InstanceIds: [(await instanceNamed(ec2, 'web-02')).InstanceId ?? ''] }),
        );
      },
      'IncorrectInstanceState',
    ],
    [
      "the end of somebody else's image",
      () => ec2.send(new DeregisterImageCommand({ ImageId: ids.ubuntu })),
      'AuthFailure',
    ],
    [
      'types that are not there',
      () => ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['t9.huge' as never] })),
      'InvalidInstanceType',
    ],
    [
      'what the practice cloud does not do yet',
      () => ec2.send(new CreateNatGatewayCommand({ ConnectivityType: 'private' })),
      'InvalidAction',
    ],
    [
      'a Region that it does not have',
      () => it.ec2('trainee', 'eu-nowhere-9').send(new DescribeInstancesCommand({})),
      'AuthFailure',
    ],
  ];
  test.each(cases)('%s', async (_name, send, code) => {
    await expect(send()).rejects.toMatchObject({ name: code, message: expect.stringMatching(/\w/) });
  });
});

describe('who may only look', () => {
  test('sees the instances and cannot end one', async () => {
    const auditor = it.ec2('auditor');
    expect((await auditor.send(new DescribeInstancesCommand({}))).Reservations).not.toHaveLength(0);
    await expect(auditor.send(new TerminateInstancesCommand({ InstanceIds: [ids.web] }))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringMatching(
        /^You are not authorized to perform this operation\. User: arn:aws:iam::111122223333:user\/auditor is not authorized to perform: ec2:TerminateInstances on resource: arn:aws:ec2:\S+ because no identity-based policy allows the ec2:TerminateInstances action/,
      ),
      $metadata: { httpStatusCode: 403 },
    });
    expect((await instanceNamed(ec2, 'web-01')).State?.Name).toBe('running');
  });

  test('learns nothing of the other account', async () => {
    const partner = it.ec2('partner');
    expect((await partner.send(new DescribeInstancesCommand({}))).Reservations).toEqual([]);
    await expect(partner.send(new DescribeInstancesCommand({ InstanceIds: [ids.web] }))).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
    await expect(
      partner.send(new RunInstancesCommand({ ImageId: ids.own, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 })),
    ).rejects.toMatchObject({ name: 'InvalidAMIID.NotFound' });
    await expect(it.iam('partner').send(new GetUserCommand({ UserName: 'trainee' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });
});

async function countInstances(): Promise<number> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
  return (Reservations ?? []).flatMap(({ Instances }) => Instances ?? []).length;
}
