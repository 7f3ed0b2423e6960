import * as sdk from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../practice/practice-cloud.ts';
import { expectRefusal, makeNetwork, type OwnNetwork, told } from './network-rig.ts';

let it: TestCloud;
let ec2: sdk.EC2Client;
let own: OwnNetwork;
beforeEach(async () => {
  it = await startTestCloud();
  ec2 = it.ec2();
  own = await makeNetwork(ec2);
});
afterEach(() => it.end());

async function table(id: string): Promise<sdk.RouteTable> {
  const { RouteTables } = await ec2.send(new sdk.DescribeRouteTablesCommand({ RouteTableIds: [id] }));
  const found = RouteTables?.[0];
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

async function makeTable(VpcId = own.vpcId): Promise<string> {
  const { RouteTable } = await ec2.send(new sdk.CreateRouteTableCommand({ VpcId }));
  return told(RouteTable?.RouteTableId);
}

describe('a route table', () => {
  test('is made once for a token, and is found by each of its filters', async () => {
    const input = {
      VpcId: own.vpcId,
      ClientToken: 'same',
      TagSpecifications: [{ ResourceType: 'route-table' as const, Tags: [{ Key: 'Name', Value: 'inner' }] }],
    };
    const first = await ec2.send(new sdk.CreateRouteTableCommand(input));
    const second = await ec2.send(new sdk.CreateRouteTableCommand(input));
    const RouteTableId = told(first.RouteTable?.RouteTableId);
    expect(second.RouteTable?.RouteTableId).toBe(RouteTableId);
    await expectRefusal(
      ec2.send(new sdk.CreateRouteTableCommand({ ...input, TagSpecifications: [] })),
      'IdempotentParameterMismatch',
    );
    const { AssociationId } = await ec2.send(
      new sdk.AssociateRouteTableCommand({ RouteTableId, SubnetId: own.subnetId }),
    );
    await ec2.send(
      new sdk.CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '192.0.2.0/24', GatewayId: own.gatewayId }),
    );
    const filters: [string, string][] = [
      ['route-table-id', RouteTableId],
      ['association.subnet-id', own.subnetId],
      ['association.route-table-association-id', told(AssociationId)],
      ['association.route-table-id', RouteTableId],
      ['route.destination-cidr-block', '192.0.2.0/24'],
      ['tag:Name', 'inner'],
    ];
    for (const [Name, value] of filters) {
      const { RouteTables } = await ec2.send(
        new sdk.DescribeRouteTablesCommand({ Filters: [{ Name, Values: [value] }] }),
      );
      expect(
        RouteTables?.map((one) => one.RouteTableId),
        Name,
      ).toEqual([RouteTableId]);
    }
    const count = async (Name: string, value: string) => {
      const Filters = [
        { Name, Values: [value] },
        { Name: 'vpc-id', Values: [own.vpcId] },
      ];
      return (await ec2.send(new sdk.DescribeRouteTablesCommand({ Filters }))).RouteTables?.length;
    };
    expect(await count('association.main', 'true')).toBe(1);
    expect(await count('route.gateway-id', own.gatewayId)).toBe(2);
    expect(await count('route.origin', 'CreateRoute')).toBe(2);
    expect(await count('route.state', 'blackhole')).toBe(0);
    expect(await count('route.nat-gateway-id', 'nat-*')).toBe(0);
  });

  test('stays while it is the main one or a subnet follows it', async () => {
    const remove = (RouteTableId: string) => ec2.send(new sdk.DeleteRouteTableCommand({ RouteTableId }));
    await expectRefusal(remove(own.routeTableId), 'DependencyViolation', /^The routeTable 'rtb-/);
    const RouteTableId = await makeTable();
    const { AssociationId } = await ec2.send(
      new sdk.AssociateRouteTableCommand({ RouteTableId, SubnetId: own.subnetId }),
    );
    await expectRefusal(remove(RouteTableId), 'DependencyViolation');
    await ec2.send(new sdk.DisassociateRouteTableCommand({ AssociationId }));
    await remove(RouteTableId);
    await expectRefusal(table(RouteTableId), 'InvalidRouteTableID.NotFound');
  });

  test('takes the place of the main one, or of another with a subnet', async () => {
    const RouteTableId = await makeTable();
    const main = (await table(own.routeTableId)).Associations?.[0]?.RouteTableAssociationId;
    const replaced = await ec2.send(new sdk.ReplaceRouteTableAssociationCommand({ AssociationId: main, RouteTableId }));
    expect(replaced.NewAssociationId).not.toBe(main);
    expect((await table(RouteTableId)).Associations).toMatchObject([
      { Main: true, RouteTableAssociationId: replaced.NewAssociationId, AssociationState: { State: 'associated' } },
    ]);
    expect((await table(own.routeTableId)).Associations).toEqual([]);
    const { AssociationId } = await ec2.send(
      new sdk.AssociateRouteTableCommand({ RouteTableId: own.routeTableId, SubnetId: own.subnetId }),
    );
    const moved = await ec2.send(new sdk.ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId }));
    expect((await table(RouteTableId)).Associations).toMatchObject([
      { Main: true },
      { Main: false, SubnetId: own.subnetId, RouteTableAssociationId: moved.NewAssociationId },
    ]);
  });
});

describe('a route', () => {
  test('is made, led elsewhere and taken away', async () => {
    const RouteTableId = await makeTable();
    const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
    expect(await ec2.send(new sdk.CreateRouteCommand({ ...route, GatewayId: own.gatewayId }))).toMatchObject({
      Return: true,
    });
    expect((await table(RouteTableId)).Routes?.[1]).toEqual({
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: own.gatewayId,
      Origin: 'CreateRoute',
      State: 'active',
    });
    await ec2.send(new sdk.DeleteRouteCommand(route));
    expect((await table(RouteTableId)).Routes).toHaveLength(1);
  });

  test('leads into a black hole when its gateway is gone', async () => {
    await ec2.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId: own.gatewayId, VpcId: own.vpcId }));
    expect((await table(own.routeTableId)).Routes?.[1]).toMatchObject({ State: 'blackhole' });
    await ec2.send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId: own.gatewayId }));
    expect((await table(own.routeTableId)).Routes?.[1]).toMatchObject({ GatewayId: own.gatewayId, State: 'blackhole' });
  });

  test('can lead to a machine, by its ID or by that of its interface', async () => {
    const { Reservations } = await ec2.send(
      new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['web-01'] }] }),
    );
    const web = Reservations?.[0]?.Instances?.[0];
    const InstanceId = told(web?.InstanceId);
    const NetworkInterfaceId = web?.NetworkInterfaces?.[0]?.NetworkInterfaceId;
    const RouteTableId = await makeTable(told(web?.VpcId));
    await ec2.send(new sdk.CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '10.1.0.0/16', InstanceId }));
    await ec2.send(
      new sdk.CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '10.2.0.0/16', NetworkInterfaceId }),
    );
    const shown = { InstanceId, NetworkInterfaceId, InstanceOwnerId: '111122223333', State: 'active' };
    expect((await table(RouteTableId)).Routes?.slice(1)).toMatchObject([shown, shown]);
    await ec2.send(new sdk.StopInstancesCommand({ InstanceIds: [InstanceId] }));
    expect((await table(RouteTableId)).Routes?.slice(1)).toMatchObject([
      { State: 'blackhole' },
      { State: 'blackhole' },
    ]);
  });
});

describe('an internet gateway', () => {
  test('is made, attached to one network, detached and taken away', async () => {
    const { InternetGateway } = await ec2.send(
      new sdk.CreateInternetGatewayCommand({
        TagSpecifications: [{ ResourceType: 'internet-gateway', Tags: [{ Key: 'Name', Value: 'door' }] }],
      }),
    );
    const InternetGatewayId = told(InternetGateway?.InternetGatewayId);
    expect(InternetGateway).toMatchObject({ Attachments: [], Tags: [{ Key: 'Name', Value: 'door' }] });
    const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: '10.77.0.0/16' }));
    const VpcId = told(Vpc?.VpcId);
    await ec2.send(new sdk.AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    const Filters = [
      { Name: 'attachment.vpc-id', Values: [VpcId] },
      { Name: 'attachment.state', Values: ['available'] },
    ];
    const shown = await ec2.send(new sdk.DescribeInternetGatewaysCommand({ Filters }));
    expect(shown.InternetGateways).toMatchObject([{ InternetGatewayId, Attachments: [{ VpcId, State: 'available' }] }]);
    const remove = () => ec2.send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId }));
    await expectRefusal(remove(), 'DependencyViolation', /^The internetGateway 'igw-\w+' has dependencies/);
    await ec2.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    await remove();
    await expectRefusal(remove(), 'InvalidInternetGatewayID.NotFound');
  });

  test('stays while machines of its network have public addresses', async () => {
    const { InternetGateways } = await ec2.send(new sdk.DescribeInternetGatewaysCommand({}));
    const inUse = InternetGateways?.find(({ Attachments }) => Attachments?.[0]?.VpcId !== own.vpcId);
    await expectRefusal(
      ec2.send(
        new sdk.DetachInternetGatewayCommand({
          InternetGatewayId: inUse?.InternetGatewayId,
          VpcId: inUse?.Attachments?.[0]?.VpcId,
        }),
      ),
      'DependencyViolation',
      /^Network vpc-\w+ has some mapped public address\(es\)\. Please unmap/,
    );
  });
});

describe('a network ACL', () => {
  test('starts with nothing but its last rules, takes rules and changes and loses them', async () => {
    const made = await ec2.send(new sdk.CreateNetworkAclCommand({ VpcId: own.vpcId }));
    const NetworkAclId = told(made.NetworkAcl?.NetworkAclId);
    expect(
      made.NetworkAcl?.Entries?.map(({ RuleNumber, Egress, RuleAction }) => [RuleNumber, Egress, RuleAction]),
    ).toEqual([
      [32_767, true, 'deny'],
      [32_767, false, 'deny'],
    ]);
    const rule = { NetworkAclId, RuleNumber: 100, Egress: false };
    await ec2.send(
      new sdk.CreateNetworkAclEntryCommand({
        ...rule,
        Protocol: 'tcp',
        RuleAction: 'allow',
        CidrBlock: '10.1.2.3/8',
        PortRange: { From: 22, To: 22 },
      }),
    );
    await ec2.send(
      new sdk.CreateNetworkAclEntryCommand({
        ...rule,
        RuleNumber: 90,
        Protocol: '58',
        RuleAction: 'deny',
        Ipv6CidrBlock: '2001:DB8::/32',
        IcmpTypeCode: { Type: -1, Code: -1 },
      }),
    );
    const entries = async () => {
      const { NetworkAcls } = await ec2.send(new sdk.DescribeNetworkAclsCommand({ NetworkAclIds: [NetworkAclId] }));
      return (NetworkAcls?.[0]?.Entries ?? []).filter(({ RuleNumber }) => RuleNumber !== 32_767);
    };
    expect(await entries()).toEqual([
      {
        RuleNumber: 90,
        Egress: false,
        Protocol: '58',
        RuleAction: 'deny',
        Ipv6CidrBlock: '2001:db8::/32',
        IcmpTypeCode: { Type: -1, Code: -1 },
      },
      {
        RuleNumber: 100,
        Egress: false,
        Protocol: '6',
        RuleAction: 'allow',
        CidrBlock: '10.0.0.0/8',
        PortRange: { From: 22, To: 22 },
      },
    ]);
    for (const [Name, value] of [
      ['entry.cidr', '10.0.0.0/8'],
      ['entry.ipv6-cidr', '2001:db8::/32'],
      ['entry.icmp.type', '-1'],
      ['entry.port-range.from', '22'],
      ['entry.protocol', 'tcp'],
      ['entry.rule-number', '90'],
      ['default', 'false'],
    ] as const) {
      const { NetworkAcls } = await ec2.send(
        new sdk.DescribeNetworkAclsCommand({ Filters: [{ Name, Values: [value] }] }),
      );
      expect(
        NetworkAcls?.map((one) => one.NetworkAclId),
        Name,
      ).toEqual([NetworkAclId]);
    }
    await ec2.send(
      new sdk.ReplaceNetworkAclEntryCommand({ ...rule, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' }),
    );
    expect((await entries())[1]).toEqual({
      RuleNumber: 100,
      Egress: false,
      Protocol: '-1',
      RuleAction: 'allow',
      CidrBlock: '0.0.0.0/0',
    });
    await ec2.send(new sdk.DeleteNetworkAclEntryCommand(rule));
    expect(await entries()).toHaveLength(1);
  });

  test('takes the place of another with a subnet, and stays while it has one', async () => {
    const made = await ec2.send(new sdk.CreateNetworkAclCommand({ VpcId: own.vpcId, ClientToken: 'once' }));
    const again = await ec2.send(new sdk.CreateNetworkAclCommand({ VpcId: own.vpcId, ClientToken: 'once' }));
    const NetworkAclId = told(made.NetworkAcl?.NetworkAclId);
    expect(again.NetworkAcl?.NetworkAclId).toBe(NetworkAclId);
    const { NewAssociationId } = await ec2.send(
      new sdk.ReplaceNetworkAclAssociationCommand({ AssociationId: own.aclAssociationId, NetworkAclId }),
    );
    const remove = () => ec2.send(new sdk.DeleteNetworkAclCommand({ NetworkAclId }));
    await expectRefusal(remove(), 'DependencyViolation', /^The networkAcl 'acl-\w+' has dependencies/);
    await ec2.send(
      new sdk.ReplaceNetworkAclAssociationCommand({ AssociationId: NewAssociationId, NetworkAclId: own.aclId }),
    );
    await remove();
    await expectRefusal(
      ec2.send(new sdk.DeleteNetworkAclCommand({ NetworkAclId: own.aclId })),
      'InvalidParameterValue',
      /^cannot delete default network acl acl-/,
    );
  });
});
