import * as sdk from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { imageNamed, launch, told } from './launch-rig.ts';

/** A launch by somebody who may do what one policy says. */
let it: TestCloud;
let admin: sdk.EC2Client;
let learner: sdk.EC2Client;
let facts: { ubuntu: string; amazon: string; own: string; subnetId: string; group: string; vpcId: string };
const account = '111122223333';
const region = 'eu-central-1';
const arn = (rest: string) => `arn:aws:ec2:${region}:${account}:${rest}`;

beforeAll(async () => {
  it = await startTestCloud();
  admin = it.ec2();
  const people = it.iam();
  await people.send(new iam.CreateUserCommand({ UserName: 'learner' }));
  const { AccessKey } = await people.send(new iam.CreateAccessKeyCommand({ UserName: 'learner' }));
  learner = new sdk.EC2Client({
    endpoint: it.cloud.ready.endpoint,
    region,
    credentials: { accessKeyId: told(AccessKey?.AccessKeyId), secretAccessKey: told(AccessKey?.SecretAccessKey) },
    maxAttempts: 1,
  });
  const { Subnets = [] } = await admin.send(new sdk.DescribeSubnetsCommand({}));
  const { SecurityGroups = [] } = await admin.send(new sdk.DescribeSecurityGroupsCommand({}));
  const { Images = [] } = await admin.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }));
  facts = {
    ubuntu: told((await imageNamed(admin, 'noble-24.04-amd64')).ImageId),
    amazon: told((await imageNamed(admin, 'al2023-ami-2023*kernel-6.1-x86_64')).ImageId),
    own: told(Images[0]?.ImageId),
    subnetId: told(Subnets[0]?.SubnetId),
    vpcId: told(Subnets[0]?.VpcId),
    group: told(SecurityGroups.find(({ GroupName }) => GroupName === 'default')?.GroupId),
  };
});
afterAll(() => it.end());

type Statement = Readonly<Record<string, unknown>>;
const allow = (Action: string | string[], Resource: string | string[], Condition?: object): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const deny = (Action: string, Resource: string | string[], Condition: object): Statement => ({
  Effect: 'Deny',
  Action,
  Resource,
  Condition,
});

async function may(...Statement: Statement[]): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await it.iam().send(new iam.PutUserPolicyCommand({ UserName: 'learner', PolicyName: 'only', PolicyDocument }));
}

/** What a dry run of a launch answers. */
async function attempt(change: Partial<sdk.RunInstancesCommandInput> = {}): Promise<{ code: string; words: string }> {
  const input = { ImageId: facts.ubuntu, ...change, DryRun: true };
  const refused: Error = await launch(learner, input).then(
    () => new Error('A dry run was expected.'),
    (cause: Error) => cause,
  );
  return { code: refused.name, words: refused.message };
}

const everything = allow('ec2:*', '*');
const onAll = (...resources: string[]) => allow('ec2:RunInstances', resources);
const needed = () => [
  `arn:aws:ec2:${region}::image/*`,
  arn('instance/*'),
  arn('volume/*'),
  arn('network-interface/*'),
  arn('subnet/*'),
  arn('security-group/*'),
];

describe('a launch needs leave for', () => {
  test('everything that it touches, and nothing else', async () => {
    await may(onAll(...needed()));
    expect((await attempt()).code).toBe('DryRunOperation');
  });

  test.each([
    ['the image', 0, () => `image/${facts.ubuntu}`],
    ['the machine', 1, () => 'instance/*'],
    ['its disk', 2, () => 'volume/*'],
    ['its interface', 3, () => 'network-interface/*'],
    ['the subnet, also the default one', 4, () => `subnet/${facts.subnetId}`],
    ['the group, also the default one', 5, () => `security-group/${facts.group}`],
  ])('%s', async (_what, index, resource) => {
    await may(onAll(...needed().filter((_one, at) => at !== index)));
    const { code, words } = await attempt();
    expect(code).toBe('UnauthorizedOperation');
    expect(words).toContain(`is not authorized to perform: ec2:RunInstances on resource: `);
    expect(words).toContain(`${resource()} because no identity-based policy allows the ec2:RunInstances action`);
  });

  test('the key pair by its name', async () => {
    await may(onAll(...needed(), arn('key-pair/other')));
    const { words } = await attempt({ KeyName: 'team-key' });
    expect(words).toContain(`resource: ${arn('key-pair/team-key')} because`);
    await may(onAll(...needed(), arn('key-pair/team-*')));
    expect((await attempt({ KeyName: 'team-key' })).code).toBe('DryRunOperation');
  });

  test('a snapshot that it names itself, not for those of its image', async () => {
    const { Snapshots = [] } = await admin.send(new sdk.DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
    const SnapshotId = told(Snapshots[0]?.SnapshotId);
    await may(onAll(...needed()));
    const BlockDeviceMappings = [{ DeviceName: '/dev/sdf', Ebs: { SnapshotId } }];
    expect((await attempt({ BlockDeviceMappings })).words).toContain(`resource: arn:aws:ec2:${region}::snapshot/`);
    expect((await attempt({ ImageId: facts.own })).code).toBe('DryRunOperation');
  });

  test('tags on what it makes', async () => {
    const TagSpecifications = [{ ResourceType: 'volume' as const, Tags: [{ Key: 'Team', Value: 'web' }] }];
    await may(onAll(...needed()));
    expect((await attempt({ TagSpecifications })).words).toContain('perform: ec2:CreateTags on resource');
    const creating = { StringEquals: { 'ec2:CreateAction': 'RunInstances' } };
    await may(onAll(...needed()), allow('ec2:CreateTags', arn('*/*'), creating));
    expect((await attempt({ TagSpecifications })).code).toBe('DryRunOperation');
  });

  test('the template, and what the template names', async () => {
    const { LaunchTemplate } = await admin.send(
      new sdk.CreateLaunchTemplateCommand({
        LaunchTemplateName: 'learning',
        LaunchTemplateData: { ImageId: facts.ubuntu, InstanceType: 't3.small', KeyName: 'team-key' },
      }),
    );
    const id = told(LaunchTemplate?.LaunchTemplateId);
    const change = { ImageId: undefined, InstanceType: undefined, LaunchTemplate: { LaunchTemplateName: 'learning' } };
    await may(onAll(...needed(), arn('key-pair/*')));
    expect((await attempt(change)).words).toContain(`resource: ${arn(`launch-template/${id}`)} because`);
    await may(onAll(...needed(), arn(`launch-template/${id}`)));
    expect((await attempt(change)).words).toContain(`resource: ${arn('key-pair/team-key')} because`);
    await may(onAll(...needed(), arn(`launch-template/${id}`), arn('key-pair/*')));
    expect((await attempt(change)).code).toBe('DryRunOperation');
    const fromTemplate = { ArnLike: { 'ec2:LaunchTemplate': arn('launch-template/*') } };
    const itsOwn = { Bool: { 'ec2:IsLaunchTemplateResource': 'true' } };
    const images = `arn:aws:ec2:${region}::image/*`;
    const others = [...needed().slice(1), arn('launch-template/*'), arn('key-pair/*')];
    await may(allow('ec2:RunInstances', others, fromTemplate), allow('ec2:RunInstances', images, itsOwn));
    expect((await attempt(change)).code).toBe('DryRunOperation');
    expect((await attempt({ ...change, ImageId: facts.amazon })).words).toContain(`image/${facts.amazon} because`);
    expect((await attempt()).code).toBe('UnauthorizedOperation');
  });

  test('the role that it hands to its machine', async () => {
    const people = it.iam();
    const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    await people.send(new iam.CreateRoleCommand({ RoleName: 'disk-reader', AssumeRolePolicyDocument }));
    await people.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: 'reader' }));
    const empty = { IamInstanceProfile: { Name: 'reader' } };
    await may(everything);
    expect(await attempt(empty)).toEqual({
      code: 'InvalidParameterValue',
      words: `IAM Instance Profile "arn:aws:iam::${account}:instance-profile/reader" has no associated IAM Roles`,
    });
    await people.send(
      new iam.AddRoleToInstanceProfileCommand({ InstanceProfileName: 'reader', RoleName: 'disk-reader' }),
    );
    const role = `arn:aws:iam::${account}:role/disk-reader`;
    expect((await attempt(empty)).words).toContain(`is not authorized to perform: iam:PassRole on resource: ${role}`);
    const toService = (service: string) =>
      allow('iam:PassRole', role, { StringEquals: { 'iam:PassedToService': service } });
    await may(everything, toService('lambda.amazonaws.com'));
    expect((await attempt(empty)).code).toBe('UnauthorizedOperation');
    await may(everything, toService('ec2.amazonaws.com'));
    expect((await attempt(empty)).code).toBe('DryRunOperation');
    const Arn = `arn:aws:iam::${account}:instance-profile/reader`;
    expect((await attempt({ IamInstanceProfile: { Arn } })).code).toBe('DryRunOperation');
    const only = { ArnEquals: { 'ec2:InstanceProfile': Arn } };
    await may(
      allow('ec2:RunInstances', [...needed().slice(2), needed()[0] ?? '']),
      toService('ec2.amazonaws.com'),
      allow('ec2:RunInstances', arn('instance/*'), only),
    );
    expect((await attempt(empty)).code).toBe('DryRunOperation');
    expect((await attempt()).code).toBe('UnauthorizedOperation');
  });
});

describe('a condition holds a launch to', () => {
  const instance = arn('instance/*');
  const image = `arn:aws:ec2:${region}::image/*`;
  const volume = arn('volume/*');
  type Case = readonly [
    what: string,
    rule: () => Statement,
    fine: Partial<sdk.RunInstancesCommandInput> | (() => Partial<sdk.RunInstancesCommandInput>),
    wrong: Partial<sdk.RunInstancesCommandInput> | (() => Partial<sdk.RunInstancesCommandInput>),
  ];
  const cases: readonly Case[] = [
    [
      'small types',
      () => deny('ec2:RunInstances', instance, { StringNotLike: { 'ec2:InstanceType': ['t3.*'] } }),
      {},
      { InstanceType: 'm5.large' },
    ],
    [
      'one zone',
      () => deny('ec2:RunInstances', instance, { StringNotEquals: { 'ec2:AvailabilityZone': 'eu-central-1a' } }),
      {},
      { Placement: { AvailabilityZone: 'eu-central-1b' } },
    ],
    [
      'tokens for metadata',
      () => deny('ec2:RunInstances', instance, { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } }),
      {},
      { MetadataOptions: { HttpTokens: 'optional' } },
    ],
    [
      'few hops',
      () => deny('ec2:RunInstances', instance, { NumericGreaterThan: { 'ec2:MetadataHttpPutResponseHopLimit': '2' } }),
      {},
      { MetadataOptions: { HttpPutResponseHopLimit: 3 } },
    ],
    [
      'shared hardware',
      () => deny('ec2:RunInstances', instance, { StringNotEquals: { 'ec2:Tenancy': 'default' } }),
      {},
      { Placement: { Tenancy: 'dedicated' } },
    ],
    [
      'no bandwidth of its own',
      () => deny('ec2:RunInstances', instance, { Bool: { 'ec2:EbsOptimized': 'true' } }),
      {},
      { EbsOptimized: true },
    ],
    [
      'a tag on each machine',
      () => deny('ec2:RunInstances', instance, { Null: { 'aws:RequestTag/Owner': 'true' } }),
      { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Owner', Value: 'me' }] }] },
      { TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Owner', Value: 'me' }] }] },
    ],
    [
      'images of Amazon',
      () => deny('ec2:RunInstances', image, { StringNotEquals: { 'ec2:Owner': 'amazon' } }),
      () => ({ ImageId: facts.amazon }),
      {},
    ],
    [
      'images of the account',
      () => deny('ec2:RunInstances', image, { StringNotEquals: { 'ec2:Owner': account } }),
      () => ({ ImageId: facts.own }),
      {},
    ],
    [
      'images that are not public',
      () => deny('ec2:RunInstances', image, { Bool: { 'ec2:Public': 'true' } }),
      () => ({ ImageId: facts.own }),
      {},
    ],
    [
      'images with a tag',
      () => deny('ec2:RunInstances', image, { StringNotEquals: { 'ec2:ResourceTag/Team': 'web' } }),
      () => ({ ImageId: facts.own }),
      {},
    ],
    [
      'small disks',
      () => deny('ec2:RunInstances', volume, { NumericGreaterThan: { 'ec2:VolumeSize': '30' } }),
      {},
      { BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 31 } }] },
    ],
    [
      'disks of one kind',
      () => deny('ec2:RunInstances', volume, { StringNotEquals: { 'ec2:VolumeType': 'gp3' } }),
      {},
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { VolumeType: 'gp2' } }] },
    ],
    [
      'encrypted disks',
      () => deny('ec2:RunInstances', volume, { Bool: { 'ec2:Encrypted': 'false' } }),
      { BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { Encrypted: true } }] },
      {},
    ],
    [
      'no public addresses',
      () => deny('ec2:RunInstances', arn('network-interface/*'), { Bool: { 'ec2:AssociatePublicIpAddress': 'true' } }),
      { NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false }] },
      {},
    ],
  ];
  const asked = (change: Case[2]) => (typeof change === 'function' ? change() : change);
  test.each(cases)('%s', async (_what, rule, fine, wrong) => {
    await may(everything, rule());
    expect((await attempt(asked(fine))).code).toBe('DryRunOperation');
    const refused = await attempt(asked(wrong));
    expect(refused.code).toBe('UnauthorizedOperation');
    expect(refused.words).toContain('with an explicit deny in an identity-based policy');
  });

  test('one network', async () => {
    const elsewhere = (vpcId: string) => ({ ArnNotEquals: { 'ec2:Vpc': arn(`vpc/${vpcId}`) } });
    await may(everything, deny('ec2:RunInstances', arn('subnet/*'), elsewhere(facts.vpcId)));
    expect((await attempt()).code).toBe('DryRunOperation');
    await may(everything, deny('ec2:RunInstances', arn('subnet/*'), elsewhere('vpc-0123456789abcdef0')));
    expect((await attempt()).code).toBe('UnauthorizedOperation');
  });
});
