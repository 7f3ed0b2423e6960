import * as sdk from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, launch, launchOne, running, told } from './launch-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let subnets: sdk.Subnet[];
let webGroup: string;
let other: { subnetId: string; groupId: string };
beforeAll(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  subnets = (await ec2.send(new sdk.DescribeSubnetsCommand({}))).Subnets ?? [];
  const { SecurityGroups } = await ec2.send(
    new sdk.DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: ['web-servers'] }] }),
  );
  webGroup = told(SecurityGroups?.[0]?.GroupId);
  const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const VpcId = told(Vpc?.VpcId);
  const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand({ VpcId, CidrBlock: '10.9.1.0/28' }));
  const { GroupId } = await ec2.send(
    new sdk.CreateSecurityGroupCommand({ VpcId, GroupName: 'inside', Description: 'inside' }),
  );
  other = { subnetId: told(Subnet?.SubnetId), groupId: told(GroupId) };
});
afterAll(() => it.end());

const zoneOf = (zone: string) => told(subnets.find(({ AvailabilityZone }) => AvailabilityZone === zone)?.SubnetId);

describe('a machine', () => {
  test('without a word about it stands in the default network, in its default group, with a public address', async () => {
    const machine = await running(it, ec2);
    expect(subnets.map(({ SubnetId }) => SubnetId)).toContain(machine.SubnetId);
    expect(machine.SecurityGroups?.map(({ GroupName }) => GroupName)).toEqual(['default']);
    expect(machine.PublicIpAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(machine.PublicDnsName).toBe(
      `ec2-${machine.PublicIpAddress?.replaceAll('.', '-')}.eu-central-1.compute.amazonaws.com`,
    );
  });

  test('stands in the zone that was asked for, or in one that has its type', async () => {
    const inB = await launchOne(ec2, { Placement: { AvailabilityZone: 'eu-central-1b' } });
    expect(inB).toMatchObject({ SubnetId: zoneOf('eu-central-1b'), Placement: { AvailabilityZone: 'eu-central-1b' } });
    const old = await launchOne(ec2, { InstanceType: 't2.micro' });
    expect(old.Placement?.AvailabilityZone).not.toBe('eu-central-1c');
  });

  test('takes its interface as it is described', async () => {
    const { NetworkInterfaces, ...machine } = await running(it, ec2, {
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: zoneOf('eu-central-1a'),
          Groups: [webGroup],
          AssociatePublicIpAddress: false,
          PrivateIpAddress: '172.31.17.200',
          Description: 'to the world',
          DeleteOnTermination: true,
        },
      ],
    });
    expect(machine).toMatchObject({ PrivateIpAddress: '172.31.17.200', PublicDnsName: '' });
    expect(machine.PublicIpAddress).toBeUndefined();
    expect(NetworkInterfaces).toMatchObject([
      {
        Description: 'to the world',
        SubnetId: zoneOf('eu-central-1a'),
        Groups: [{ GroupId: webGroup, GroupName: 'web-servers' }],
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '172.31.17.200' }],
        Attachment: { DeviceIndex: 0, Status: 'attached', DeleteOnTermination: true },
      },
    ]);
    expect(NetworkInterfaces?.[0]?.Association).toBeUndefined();
  });

  test('gets a public address where its subnet gives none, if it asks for one', async () => {
    const quiet = await running(it, ec2, { SubnetId: other.subnetId });
    expect(quiet.PublicIpAddress).toBeUndefined();
    expect(quiet.SecurityGroups?.map(({ GroupName }) => GroupName)).toEqual(['default']);
    const face = { DeviceIndex: 0, SubnetId: other.subnetId, AssociatePublicIpAddress: true };
    expect((await running(it, ec2, { NetworkInterfaces: [face] })).PublicIpAddress).toBeDefined();
  });

  test('is one of as many as its subnet has room for', async () => {
    const small = await ec2.send(
      new sdk.CreateSubnetCommand({
        VpcId: (await ec2.send(new sdk.DescribeSubnetsCommand({ SubnetIds: [other.subnetId] }))).Subnets?.[0]?.VpcId,
        CidrBlock: '10.9.2.0/28',
      }),
    );
    const SubnetId = small.Subnet?.SubnetId;
    await expectRefusal(
      launch(ec2, { SubnetId, MinCount: 12, MaxCount: 12 }),
      'InsufficientFreeAddressesInSubnet',
      /^There are not enough free addresses in subnet 'subnet-[0-9a-f]+' to satisfy the requested number of instances\.$/,
    );
    const machines = await launch(ec2, { SubnetId, MinCount: 1, MaxCount: 20 });
    expect(new Set(machines.map(({ PrivateIpAddress }) => PrivateIpAddress)).size).toBe(11);
  });
});

describe('a launch is refused for', () => {
  const face = { DeviceIndex: 0 } as const;
  const cases: readonly [string, () => Partial<sdk.RunInstancesCommandInput>, string, RegExp][] = [
    [
      'an interface and a subnet beside it',
      () => ({ NetworkInterfaces: [face], SubnetId: zoneOf('eu-central-1a') }),
      'InvalidParameterCombination',
      /^Network interfaces and an instance-level subnet ID may not be specified on the same request$/,
    ],
    [
      'an interface and groups beside it',
      () => ({ NetworkInterfaces: [face], SecurityGroupIds: [webGroup] }),
      'InvalidParameterCombination',
      /instance-level security groups/,
    ],
    [
      'an interface and an address beside it',
      () => ({ NetworkInterfaces: [face], PrivateIpAddress: '172.31.17.201' }),
      'InvalidParameterCombination',
      /instance-level private address/,
    ],
    [
      'an interface without an index',
      () => ({ NetworkInterfaces: [{ SubnetId: zoneOf('eu-central-1a') }] }),
      'InvalidParameterValue',
      /^Each network interface requires a device index\.$/,
    ],
    ['two interfaces', () => ({ NetworkInterfaces: [face, { DeviceIndex: 1 }] }), 'UnsupportedOperation', /one new/],
    [
      'an interface that stays when the machine goes',
      () => ({ NetworkInterfaces: [{ ...face, DeleteOnTermination: false }] }),
      'UnsupportedOperation',
      /DeleteOnTermination=false/,
    ],
    [
      'an IPv6 address',
      () => ({ NetworkInterfaces: [{ ...face, Ipv6AddressCount: 1 }] }),
      'UnsupportedOperation',
      /Ipv6AddressCount/,
    ],
    [
      'a group of another network',
      () => ({ SubnetId: zoneOf('eu-central-1a'), SecurityGroupIds: [webGroup, other.groupId] }),
      'InvalidParameter',
      /^Security group sg-[0-9a-f]+ and subnet subnet-[0-9a-f]+ belong to different networks\.$/,
    ],
    [
      'a group by a name that is not there',
      () => ({ SecurityGroups: ['web'] }),
      'InvalidGroup.NotFound',
      /^The security group 'web' does not exist in VPC 'vpc-[0-9a-f]+'$/,
    ],
    [
      'names of groups and a subnet',
      () => ({ SecurityGroups: ['web-servers'], SubnetId: zoneOf('eu-central-1a') }),
      'InvalidParameterCombination',
      /^The parameter groupName cannot be used with the parameter subnet$/,
    ],
    [
      'a subnet of another zone',
      () => ({ SubnetId: zoneOf('eu-central-1a'), Placement: { AvailabilityZone: 'eu-central-1b' } }),
      'InvalidParameterValue',
      /^Value \(eu-central-1b\) for parameter availabilityZone is invalid\. Subnet 'subnet-[0-9a-f]+' is in the availability zone eu-central-1a$/,
    ],
    [
      'an address of another subnet',
      () => ({ SubnetId: zoneOf('eu-central-1a'), PrivateIpAddress: '172.31.40.9' }),
      'InvalidParameterValue',
      /172\.31\.40\.9/,
    ],
    [
      'an address that is taken',
      () => ({ SubnetId: zoneOf('eu-central-1a'), PrivateIpAddress: '172.31.17.200' }),
      'InvalidIPAddress.InUse',
      /in use/,
    ],
    [
      'one address for two',
      () => ({ MinCount: 2, MaxCount: 2, PrivateIpAddress: '172.31.17.210' }),
      'InvalidParameterCombination',
      /one instance/,
    ],
  ];
  test.each(cases)('%s', async (_what, change, code, words) => {
    await expectRefusal(launch(ec2, change()), code, words);
  });

  test('no default network', async () => {
    const bare = it.ec2('trainee', 'eu-west-3');
    const { Vpcs = [] } = await bare.send(new sdk.DescribeVpcsCommand({}));
    const VpcId = told(Vpcs[0]?.VpcId);
    const { Subnets = [] } = await bare.send(new sdk.DescribeSubnetsCommand({}));
    for (const { SubnetId } of Subnets) await bare.send(new sdk.DeleteSubnetCommand({ SubnetId }));
    await expectRefusal(
      launch(bare),
      'MissingInput',
      /^No subnets found for the default VPC 'vpc-[0-9a-f]+'\. Please specify a subnet\.$/,
    );
    await expectRefusal(
      launch(bare, { Placement: { AvailabilityZone: 'eu-west-3a' } }),
      'MissingInput',
      /^No default subnet for availability zone: 'eu-west-3a'\.$/,
    );
    const { InternetGateways = [] } = await bare.send(new sdk.DescribeInternetGatewaysCommand({}));
    const InternetGatewayId = told(InternetGateways[0]?.InternetGatewayId);
    await bare.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await bare.send(new sdk.DeleteVpcCommand({ VpcId }));
    await expectRefusal(launch(bare), 'VPCIdNotSpecified', /^No default VPC for this user$/);
  });
});
