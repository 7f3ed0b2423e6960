import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import * as sdk from '@aws-sdk/client-ec2';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { regions } from '../../main/practice/cloud/data/regions.ts';
import { listOperations } from '../../main/practice/cloud/operations/table.ts';
import { findOperationShape, findService, serviceNames } from '../../main/practice/cloud/wire/services.ts';
import { instanceNamed, startTestCloud, type TestCloud } from './practice-cloud.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterAll(() => it.end());

test('every operation with a behaviour is one that the SDK knows', async () => {
  for (const name of serviceNames) {
    const service = findService(name);
    if (!service) throw new Error(`There is no service ${name}.`);
    for (const operation of listOperations(name)) {
      expect(await findOperationShape(service, operation.name), operation.name).not.toBeNull();
    }
  }
});

describe('DryRun answers that it would work, and changes nothing', () => {
  test('for the first changing operations; those of each subject are with its other tests', async () => {
    const web = await instanceNamed(ec2, 'web-01');
    const own = (await ec2.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }))).Images?.[0]?.ImageId ?? '';
    const InstanceIds = [web.InstanceId ?? ''];
    const free = await ec2.send(new sdk.CreateSecurityGroupCommand({ GroupName: 'dry', Description: 'dry' }));
    const rule = [{ IpProtocol: 'tcp', FromPort: 9, ToPort: 9, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }];
    const { publicKey } = generateKeyPairSync('ed25519');
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    const line = Buffer.concat([Buffer.from('0000000b7373682d6564323535313900000020', 'hex'), raw]).toString('base64');
    const inputs: Record<string, object> = {
      RunInstances: { ImageId: own, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 },
      StartInstances: { InstanceIds },
      StopInstances: { InstanceIds },
      RebootInstances: { InstanceIds },
      TerminateInstances: { InstanceIds },
      CreateImage: { InstanceId: web.InstanceId, Name: 'dry-run' },
      DeregisterImage: { ImageId: own },
      CreateTags: { Resources: InstanceIds, Tags: [{ Key: 'a', Value: 'b' }] },
      DeleteTags: { Resources: InstanceIds },
      CreateKeyPair: { KeyName: 'dry' },
      ImportKeyPair: { KeyName: 'dry', PublicKeyMaterial: Buffer.from(`ssh-ed25519 ${line}`) },
      DeleteKeyPair: { KeyName: 'team-key' },
      CreateSecurityGroup: { GroupName: 'dry-2', Description: 'x' },
      AuthorizeSecurityGroupIngress: { GroupId: free.GroupId, IpPermissions: rule },
      RevokeSecurityGroupIngress: {
        GroupId: web.SecurityGroups?.[0]?.GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
      DeleteSecurityGroup: { GroupId: free.GroupId },
    };
    const before = await everything();
    for (const name of Object.keys(inputs)) {
      const Command = Reflect.get(sdk, `${name}Command`) as new (input: object) => sdk.DescribeInstancesCommand;
      const sent = ec2.send(new Command({ ...inputs[name], DryRun: true }));
      await expect(sent, name).rejects.toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
    }
    expect(await everything()).toEqual(before);
  });

  test('for a reading operation', async () => {
    await expect(ec2.send(new sdk.DescribeRegionsCommand({ DryRun: true }))).rejects.toMatchObject({
      name: 'DryRunOperation',
    });
  });
});

describe('key pairs', () => {
  test.each(['rsa', 'ed25519'] as const)('a new %s key comes once, in the form that AWS gives', async (KeyType) => {
    const made = await ec2.send(new sdk.CreateKeyPairCommand({ KeyName: `new-${KeyType}`, KeyType }));
    const material = made.KeyMaterial ?? '';
    expect(material.split('\n')[0]).toBe(
      KeyType === 'rsa' ? '-----BEGIN RSA PRIVATE KEY-----' : '-----BEGIN OPENSSH PRIVATE KEY-----',
    );
    const parsed = ssh2.utils.parseKey(material);
    expect(parsed).not.toBeInstanceOf(Error);
    const shown = await ec2.send(
      new sdk.DescribeKeyPairsCommand({ KeyNames: [`new-${KeyType}`], IncludePublicKey: true }),
    );
    const pair = shown.KeyPairs?.[0];
    expect(pair).toMatchObject({ KeyType, KeyFingerprint: made.KeyFingerprint, KeyPairId: made.KeyPairId });
    expect(pair).not.toHaveProperty('KeyMaterial');
    if (!('getPublicSSH' in parsed)) throw new Error('One key was expected.');
    expect(pair?.PublicKey?.split(' ')[1]).toBe(parsed.getPublicSSH().toString('base64'));
    if (KeyType === 'rsa') expect(createPrivateKey(material).asymmetricKeyDetails?.modulusLength).toBe(2048);
  });

  test('the public half of an own key can be brought in', async () => {
    const parsed = ssh2.utils.generateKeyPairSync('ed25519', { comment: 'mine' });
    const made = await ec2.send(
      new sdk.ImportKeyPairCommand({ KeyName: 'brought', PublicKeyMaterial: Buffer.from(parsed.public) }),
    );
    expect(made.KeyFingerprint).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });
});

describe('lists', () => {
  test('come in pages, each once', async () => {
    const seen: string[] = [];
    for await (const page of sdk.paginateDescribeInstanceTypes({ client: ec2, pageSize: 5 }, {})) {
      seen.push(...(page.InstanceTypes ?? []).map(({ InstanceType }) => String(InstanceType)));
    }
    expect(seen.length).toBeGreaterThan(15);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('are kept by wildcards, several values and several filters', async () => {
    const names = async (Filters: sdk.Filter[]) => {
      const { Images } = await ec2.send(new sdk.DescribeImagesCommand({ Filters }));
      return (Images ?? []).map(({ Name }) => Name);
    };
    expect(await names([{ Name: 'name', Values: ['web-ubuntu-*'] }])).toEqual(['web-ubuntu-24.04-2026-10-01']);
    expect(
      await names([
        { Name: 'name', Values: ['*noble*'] },
        { Name: 'architecture', Values: ['arm64'] },
      ]),
    ).toHaveLength(1);
    expect(await names([{ Name: 'name', Values: ['*noble*', 'debian-12-*'] }])).toHaveLength(4);
    expect(await names([{ Name: 'tag:Team', Values: ['web'] }])).toHaveLength(1);
    expect(await names([{ Name: 'name', Values: ['web.ubuntu.*'] }])).toEqual([]);
  });

  test('of public images have their publishers', async () => {
    const { Images } = await ec2.send(new sdk.DescribeImagesCommand({ Owners: ['amazon', '099720109477'] }));
    expect(new Set(Images?.map(({ OwnerId }) => OwnerId))).toEqual(new Set(['099720109477', '137112412989']));
    expect(Images?.every((image) => image.Public)).toBe(true);
  });

  test('of Regions and networks are those of a fresh account', async () => {
    const { Regions = [] } = await ec2.send(new sdk.DescribeRegionsCommand({}));
    expect(Regions.map(({ RegionName }) => RegionName)).toEqual(
      regions.filter(({ partition, optIn }) => partition === 'aws' && optIn !== 'not-opted-in').map(({ name }) => name),
    );
    for (const region of ['eu-central-1', 'eu-west-1', 'us-east-1']) {
      const there = it.ec2('partner', region);
      expect((await there.send(new sdk.DescribeVpcsCommand({}))).Vpcs).toMatchObject([
        { IsDefault: true, CidrBlock: '172.31.0.0/16' },
      ]);
      const subnets = (await there.send(new sdk.DescribeSubnetsCommand({}))).Subnets ?? [];
      expect(subnets.map(({ CidrBlock }) => CidrBlock).sort()).toEqual([
        '172.31.0.0/20',
        '172.31.16.0/20',
        '172.31.32.0/20',
      ]);
      expect((await there.send(new sdk.DescribeAvailabilityZonesCommand({}))).AvailabilityZones).toHaveLength(3);
      expect((await there.send(new sdk.DescribeSecurityGroupsCommand({}))).SecurityGroups).toMatchObject([
        { GroupName: 'default' },
      ]);
    }
  });
});

test('a machine is stopped, started with another address, rebooted and ended', async () => {
  const state = async () => (await instanceNamed(ec2, 'web-02')).State?.Name;
  const before = await instanceNamed(ec2, 'web-02');
  const InstanceIds = [before.InstanceId ?? ''];
  await ec2.send(new sdk.StopInstancesCommand({ InstanceIds }));
  expect(await state()).toBe('stopping');
  await it.step(20);
  expect(await state()).toBe('stopped');
  expect((await instanceNamed(ec2, 'web-02')).PublicIpAddress).toBeUndefined();
  await ec2.send(new sdk.StartInstancesCommand({ InstanceIds }));
  expect(await state()).toBe('pending');
  await it.step(10);
  const after = await instanceNamed(ec2, 'web-02');
  expect(after.State?.Name).toBe('running');
  expect(after.PrivateIpAddress).toBe(before.PrivateIpAddress);
  expect(after.PublicIpAddress).not.toBe(before.PublicIpAddress);
  await it.cloud.machinesReady();
  expect(it.machines.specs.at(-1)).toMatchObject({ instanceId: before.InstanceId, firstBoot: false });
  await ec2.send(new sdk.RebootInstancesCommand({ InstanceIds }));
  expect(await state()).toBe('running');
  await ec2.send(new sdk.TerminateInstancesCommand({ InstanceIds }));
  expect(await state()).toBe('shutting-down');
  await it.step(20);
  expect(await state()).toBe('terminated');
  const volumes = await ec2.send(
    new sdk.DescribeVolumesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: InstanceIds }] }),
  );
  expect(volumes.Volumes).toEqual([]);
  await it.step(3600);
  await expect(instanceNamed(ec2, 'web-02')).rejects.toThrow('no instance');
});

test('the same token launches once', async () => {
  const { Images } = await ec2.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }));
  const launch = () =>
    ec2.send(
      new sdk.RunInstancesCommand({
        ImageId: Images?.[0]?.ImageId,
        InstanceType: 't3.micro',
        MinCount: 2,
        MaxCount: 2,
        ClientToken: 'same',
      }),
    );
  const [first, second] = await Promise.all([launch(), launch()]);
  const idsOf = (answer: sdk.RunInstancesCommandOutput) => answer.Instances?.map(({ InstanceId }) => InstanceId);
  expect(idsOf(second)).toEqual(idsOf(first));
});

test('an image leaves out a volume and adds one, and its snapshots go only when asked', async () => {
  const db = await instanceNamed(ec2, 'db-01');
  const { ImageId = '' } = await ec2.send(
    new sdk.CreateImageCommand({
      InstanceId: db.InstanceId,
      Name: 'db-without-data',
      NoReboot: true,
      BlockDeviceMappings: [
        { DeviceName: '/dev/sdf', NoDevice: '' },
        { DeviceName: '/dev/sdg', Ebs: { VolumeSize: 5, VolumeType: 'gp3' } },
      ],
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'From', Value: 'db-01' }] }],
    }),
  );
  const image = (await ec2.send(new sdk.DescribeImagesCommand({ ImageIds: [ImageId] }))).Images?.[0];
  expect(image?.BlockDeviceMappings?.map(({ DeviceName }) => DeviceName)).toEqual(['/dev/sda1', '/dev/sdg']);
  const snapshots = async () =>
    (
      await ec2.send(
        new sdk.DescribeSnapshotsCommand({ OwnerIds: ['self'], Filters: [{ Name: 'tag:From', Values: ['db-01'] }] }),
      )
    ).Snapshots;
  expect(await snapshots()).toHaveLength(1);
  await ec2.send(new sdk.DeregisterImageCommand({ ImageId, DeleteAssociatedSnapshots: true }));
  expect(await snapshots()).toEqual([]);
});

async function everything(): Promise<unknown> {
  const answers = await Promise.all([
    ec2.send(new sdk.DescribeInstancesCommand({})),
    ec2.send(new sdk.DescribeImagesCommand({})),
    ec2.send(new sdk.DescribeTagsCommand({})),
    ec2.send(new sdk.DescribeKeyPairsCommand({})),
    ec2.send(new sdk.DescribeSecurityGroupsCommand({})),
  ]);
  return answers.map(({ $metadata, ...rest }) => rest);
}
