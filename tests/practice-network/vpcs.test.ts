import * as sdk from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
beforeEach(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
});
afterEach(() => it.end());

const inVpc = (VpcId: string) => [{ Name: 'vpc-id', Values: [VpcId] }];

async function makeVpc(CidrBlock = '10.0.0.0/16', client = ec2): Promise<string> {
  const { Vpc } = await client.send(new sdk.CreateVpcCommand({ CidrBlock }));
  return told(Vpc?.VpcId);
}

async function makeSubnet(VpcId: string, CidrBlock: string, AvailabilityZone?: string): Promise<string> {
  const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
  return told(Subnet?.SubnetId);
}

/** Takes away all that the default network of a Region without machines has, and the network itself. */
async function removeDefaultVpc(client: sdk.EC2Client): Promise<string> {
  const { Vpcs } = await client.send(
    new sdk.DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  const VpcId = told(Vpcs?.[0]?.VpcId);
  const { Subnets = [] } = await client.send(new sdk.DescribeSubnetsCommand({ Filters: inVpc(VpcId) }));
  for (const { SubnetId } of Subnets) await client.send(new sdk.DeleteSubnetCommand({ SubnetId }));
  const { InternetGateways } = await client.send(
    new sdk.DescribeInternetGatewaysCommand({ Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId] }] }),
  );
  const InternetGatewayId = InternetGateways?.[0]?.InternetGatewayId;
  await client.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  await client.send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId }));
  await client.send(new sdk.DeleteVpcCommand({ VpcId }));
  return VpcId;
}

describe('a network', () => {
  test('is made with a main route table, a default ACL, a default group, and goes with them', async () => {
    const { Vpc } = await ec2.send(
      new sdk.CreateVpcCommand({
        // The bits after the prefix are cut.
        CidrBlock: '10.9.8.7/16',
        TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'lab' }] }],
      }),
    );
    const VpcId = told(Vpc?.VpcId);
    expect(Vpc).toMatchObject({
      CidrBlock: '10.9.0.0/16',
      State: 'pending',
      IsDefault: false,
      InstanceTenancy: 'default',
      OwnerId: '111122223333',
      Tags: [{ Key: 'Name', Value: 'lab' }],
    });
    await sdk.waitUntilVpcAvailable({ client: ec2, maxWaitTime: 20 }, { VpcIds: [VpcId] });
    const Filters = inVpc(VpcId);
    const tables = await ec2.send(new sdk.DescribeRouteTablesCommand({ Filters }));
    expect(tables.RouteTables).toMatchObject([
      {
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '10.9.0.0/16', GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
        ],
      },
    ]);
    const acls = await ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters }));
    expect(acls.NetworkAcls).toMatchObject([{ IsDefault: true, Entries: [{}, {}, {}, {}] }]);
    const groups = await ec2.send(new sdk.DescribeSecurityGroupsCommand({ Filters }));
    expect(groups.SecurityGroups).toMatchObject([{ GroupName: 'default', Description: 'default VPC security group' }]);
    await ec2.send(new sdk.DeleteVpcCommand({ VpcId }));
    expect((await ec2.send(new sdk.DescribeRouteTablesCommand({ Filters }))).RouteTables).toEqual([]);
    expect((await ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters }))).NetworkAcls).toEqual([]);
    expect((await ec2.send(new sdk.DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups).toEqual([]);
    await expectRefusal(
      ec2.send(new sdk.DescribeVpcsCommand({ VpcIds: [VpcId] })),
      'InvalidVpcID.NotFound',
      new RegExp(`^The vpc ID '${VpcId}' does not exist$`),
    );
  });

  test('is found by each of its filters', async () => {
    const VpcId = await makeVpc();
    const { Vpcs } = await ec2.send(new sdk.DescribeVpcsCommand({ VpcIds: [VpcId] }));
    const vpc = Vpcs?.[0];
    const filters: [string, string | undefined][] = [
      ['vpc-id', VpcId],
      ['cidr', '10.0.0.0/16'],
      ['cidr-block-association.cidr-block', '10.0.*'],
      ['cidr-block-association.association-id', vpc?.CidrBlockAssociationSet?.[0]?.AssociationId],
      ['is-default', 'false'],
      ['isDefault', 'false'],
    ];
    for (const [Name, value] of filters) {
      const found = await ec2.send(new sdk.DescribeVpcsCommand({ Filters: [{ Name, Values: [told(value)] }] }));
      expect(
        found.Vpcs?.map((one) => one.VpcId),
        Name,
      ).toEqual([VpcId]);
    }
    const all = { Name: 'dhcp-options-id', Values: [told(vpc?.DhcpOptionsId)] };
    expect((await ec2.send(new sdk.DescribeVpcsCommand({ Filters: [all] }))).Vpcs).toHaveLength(2);
  });

  test('may be one of five in a Region', async () => {
    for (const second of [1, 2, 3, 4]) await makeVpc(`10.${second}.0.0/16`);
    await expectRefusal(makeVpc('10.5.0.0/16'), 'VpcLimitExceeded', /^The maximum number of VPCs has been reached\.$/);
    // Another Region has its own count.
    await makeVpc('10.5.0.0/16', it.ec2('trainee', 'eu-west-1'));
  });

  test('has attributes, each changed by itself', async () => {
    const VpcId = await makeVpc();
    const attribute = async (Attribute: sdk.VpcAttributeName) => {
      const { $metadata, ...shown } = await ec2.send(new sdk.DescribeVpcAttributeCommand({ VpcId, Attribute }));
      return shown;
    };
    expect(await attribute('enableDnsSupport')).toEqual({ VpcId, EnableDnsSupport: { Value: true } });
    expect(await attribute('enableDnsHostnames')).toEqual({ VpcId, EnableDnsHostnames: { Value: false } });
    await ec2.send(new sdk.ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    expect(await attribute('enableDnsHostnames')).toEqual({ VpcId, EnableDnsHostnames: { Value: true } });
    await expectRefusal(
      ec2.send(
        new sdk.ModifyVpcAttributeCommand({
          VpcId,
          EnableDnsHostnames: { Value: false },
          EnableDnsSupport: { Value: false },
        }),
      ),
      'InvalidParameterCombination',
    );
  });

  test('stays as long as there is something in it', async () => {
    const VpcId = await makeVpc();
    const remove = () => ec2.send(new sdk.DeleteVpcCommand({ VpcId }));
    const stays = () =>
      expectRefusal(
        remove(),
        'DependencyViolation',
        new RegExp(`^The vpc '${VpcId}' has dependencies and cannot be deleted\\.$`),
      );
    const SubnetId = await makeSubnet(VpcId, '10.0.0.0/24');
    await stays();
    await ec2.send(new sdk.DeleteSubnetCommand({ SubnetId }));
    const { RouteTable } = await ec2.send(new sdk.CreateRouteTableCommand({ VpcId }));
    await stays();
    await ec2.send(new sdk.DeleteRouteTableCommand({ RouteTableId: RouteTable?.RouteTableId }));
    const { NetworkAcl } = await ec2.send(new sdk.CreateNetworkAclCommand({ VpcId }));
    await stays();
    await ec2.send(new sdk.DeleteNetworkAclCommand({ NetworkAclId: NetworkAcl?.NetworkAclId }));
    const { GroupId } = await ec2.send(new sdk.CreateSecurityGroupCommand({ GroupName: 'x', Description: 'x', VpcId }));
    await stays();
    await ec2.send(new sdk.DeleteSecurityGroupCommand({ GroupId }));
    const { InternetGateway } = await ec2.send(new sdk.CreateInternetGatewayCommand({}));
    const InternetGatewayId = InternetGateway?.InternetGatewayId;
    await ec2.send(new sdk.AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await stays();
    await ec2.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await remove();
  });
});

describe('the default network', () => {
  test('can be taken away, and machines need a subnet then, and it can be made again', async () => {
    const ireland = it.ec2('trainee', 'eu-west-1');
    const before = await removeDefaultVpc(ireland);
    const { Images } = await ireland.send(new sdk.DescribeImagesCommand({ Owners: ['099720109477'] }));
    const image = Images?.find(({ Architecture }) => Architecture === 'x86_64');
    await expect(
      ireland.send(
        new sdk.RunInstancesCommand({ ImageId: image?.ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }),
      ),
    ).rejects.toMatchObject({ name: expect.stringMatching(/^(VPCIdNotSpecified|MissingInput)$/) });
    await expectRefusal(
      ireland.send(new sdk.CreateSecurityGroupCommand({ GroupName: 'x', Description: 'x' })),
      'VPCIdNotSpecified',
    );
    await expectRefusal(
      ireland.send(new sdk.CreateDefaultSubnetCommand({ AvailabilityZone: 'eu-west-1a' })),
      'DefaultVpcDoesNotExist',
    );
    const { Vpc } = await ireland.send(new sdk.CreateDefaultVpcCommand({}));
    expect(Vpc).toMatchObject({ IsDefault: true, CidrBlock: '172.31.0.0/16' });
    expect(Vpc?.VpcId).not.toBe(before);
    const { Subnets } = await ireland.send(new sdk.DescribeSubnetsCommand({ Filters: inVpc(told(Vpc?.VpcId)) }));
    expect(Subnets).toHaveLength(3);
    await expectRefusal(ireland.send(new sdk.CreateDefaultVpcCommand({})), 'DefaultVpcAlreadyExists');
  });

  test('gets a default subnet back in the zone that lacks one', async () => {
    const ireland = it.ec2('trainee', 'eu-west-1');
    const { Subnets = [] } = await ireland.send(new sdk.DescribeSubnetsCommand({}));
    const gone = Subnets.find(({ AvailabilityZone }) => AvailabilityZone === 'eu-west-1b');
    await ireland.send(new sdk.DeleteSubnetCommand({ SubnetId: gone?.SubnetId }));
    const { Subnet } = await ireland.send(new sdk.CreateDefaultSubnetCommand({ AvailabilityZone: 'eu-west-1b' }));
    expect(Subnet).toMatchObject({ DefaultForAz: true, MapPublicIpOnLaunch: true, CidrBlock: gone?.CidrBlock });
    await expectRefusal(
      ireland.send(new sdk.CreateDefaultSubnetCommand({ AvailabilityZone: 'eu-west-1b' })),
      'DefaultSubnetAlreadyExistsInAvailabilityZone',
      new RegExp(`^'${Subnet?.SubnetId}' is already the default subnet in eu-west-1b\\.$`),
    );
  });
});

describe('a subnet', () => {
  test('is made in its network and zone, follows the default ACL, and shows how many addresses it has', async () => {
    const VpcId = await makeVpc();
    const { Subnet } = await ec2.send(
      new sdk.CreateSubnetCommand({
        VpcId,
        CidrBlock: '10.0.1.0/28',
        AvailabilityZoneId: 'euc1-az3',
        TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'Name', Value: 'small' }] }],
      }),
    );
    expect(Subnet).toMatchObject({
      VpcId,
      CidrBlock: '10.0.1.0/28',
      AvailabilityZone: 'eu-central-1b',
      AvailabilityZoneId: 'euc1-az3',
      AvailableIpAddressCount: 11,
      MapPublicIpOnLaunch: false,
      DefaultForAz: false,
      State: 'available',
      SubnetArn: `arn:aws:ec2:eu-central-1:111122223333:subnet/${Subnet?.SubnetId}`,
    });
    const SubnetId = told(Subnet?.SubnetId);
    await makeSubnet(VpcId, '10.0.2.0/24', 'eu-central-1c');
    const bySubnet = [{ Name: 'association.subnet-id', Values: [SubnetId] }];
    const acls = await ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters: bySubnet }));
    expect(acls.NetworkAcls).toMatchObject([{ IsDefault: true, VpcId }]);
    const filters: [string, string][] = [
      ['subnet-id', SubnetId],
      ['subnet-arn', told(Subnet?.SubnetArn)],
      ['availability-zone', 'eu-central-1b'],
      ['availabilityZoneId', 'euc1-az3'],
      ['available-ip-address-count', '11'],
      ['cidr-block', '10.0.1.0/28'],
      ['cidrBlock', '*/28'],
      ['tag:Name', 'small'],
    ];
    for (const [Name, value] of filters) {
      const Filters = [...inVpc(VpcId), { Name, Values: [value] }];
      const { Subnets } = await ec2.send(new sdk.DescribeSubnetsCommand({ Filters }));
      expect(
        Subnets?.map((one) => one.SubnetId),
        Name,
      ).toEqual([SubnetId]);
    }
    await ec2.send(new sdk.ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }));
    const open = [{ Name: 'map-public-ip-on-launch', Values: ['true'] }, ...inVpc(VpcId)];
    expect((await ec2.send(new sdk.DescribeSubnetsCommand({ Filters: open }))).Subnets).toHaveLength(1);
    await ec2.send(new sdk.DeleteSubnetCommand({ SubnetId }));
    expect((await ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters: bySubnet }))).NetworkAcls).toEqual([]);
  });

  test('stays as long as a machine is in it', async () => {
    const { Subnets = [] } = await ec2.send(new sdk.DescribeSubnetsCommand({}));
    const used = Subnets.find(({ AvailabilityZone }) => AvailabilityZone === 'eu-central-1a');
    // web-01 and db-01.
    expect(used?.AvailableIpAddressCount).toBe(4089);
    await expectRefusal(
      ec2.send(new sdk.DeleteSubnetCommand({ SubnetId: used?.SubnetId })),
      'DependencyViolation',
      /^The subnet 'subnet-\w+' has dependencies and cannot be deleted\.$/,
    );
  });

  test('comes in pages, and subnets without a wished zone are spread', async () => {
    const VpcId = await makeVpc();
    for (let third = 0; third < 7; third += 1) await makeSubnet(VpcId, `10.0.${third}.0/24`);
    const seen: sdk.Subnet[] = [];
    for await (const page of sdk.paginateDescribeSubnets({ client: ec2, pageSize: 5 }, { Filters: inVpc(VpcId) })) {
      seen.push(...(page.Subnets ?? []));
    }
    expect(new Set(seen.map(({ SubnetId }) => SubnetId)).size).toBe(7);
    expect(new Set(seen.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBe(3);
  });
});
