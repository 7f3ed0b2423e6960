import {
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  type NetworkAclEntry,
  type Route,
} from '@aws-sdk/client-ec2';
import type { AclFact, AclRuleFact, GatewayFacts, RouteFact, RouteTableFact } from '../../src/connect/check-facts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages } from '../aws/shapes.ts';

/** Which internet gateway the network has, and which are on none. */
export async function readGateways(cloud: Cloud, vpcId: string): Promise<GatewayFacts> {
  const all = await allPages(async (NextToken) => {
    const page = await cloud.read.send(new DescribeInternetGatewaysCommand({ ...(NextToken ? { NextToken } : {}) }));
    return { items: page.InternetGateways ?? [], next: page.NextToken };
  });
  const isOn = (gateway: (typeof all)[number]) => gateway.Attachments?.some(({ VpcId }) => VpcId === vpcId) ?? false;
  return {
    attached: all.find(isOn)?.InternetGatewayId,
    free: all.flatMap(({ Attachments = [], InternetGatewayId }) =>
      Attachments.length === 0 && InternetGatewayId ? [InternetGatewayId] : [],
    ),
  };
}

/** The table that a subnet follows: its own, else the network's main one. Source: VPC user guide, subnet route tables. */
export async function readTable(cloud: Cloud, vpcId: string, subnetId: string): Promise<RouteTableFact | undefined> {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const [tables, subnets] = await Promise.all([
    allPages(async (NextToken) => {
      const page = await cloud.read.send(
        new DescribeRouteTablesCommand({ Filters, ...(NextToken ? { NextToken } : {}) }),
      );
      return { items: page.RouteTables ?? [], next: page.NextToken };
    }),
    allPages(async (NextToken) => {
      const page = await cloud.read.send(new DescribeSubnetsCommand({ Filters, ...(NextToken ? { NextToken } : {}) }));
      return { items: page.Subnets ?? [], next: page.NextToken };
    }),
  ]);
  const followed = (id: string) =>
    tables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === id)) ??
    tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main));
  const table = followed(subnetId);
  if (!table) return undefined;
  return {
    routeTableId: table.RouteTableId ?? '',
    routes: (table.Routes ?? []).flatMap(routeFact),
    otherSubnets: subnets.filter(({ SubnetId = '' }) => SubnetId !== subnetId && followed(SubnetId) === table).length,
  };
}

/** A route as the judgement reads it; none for IPv6, by which Amiable does not connect. */
export function routeFact(route: Route): RouteFact[] {
  const to = route.DestinationCidrBlock ?? route.DestinationPrefixListId;
  if (to === undefined) return [];
  const { GatewayId = '', NatGatewayId, InstanceId, NetworkInterfaceId, TransitGatewayId } = route;
  const other = route.VpcPeeringConnectionId ?? route.LocalGatewayId ?? route.CarrierGatewayId;
  const target = NatGatewayId ?? InstanceId ?? NetworkInterfaceId ?? TransitGatewayId ?? other ?? GatewayId;
  const leads = NatGatewayId
    ? 'nat'
    : GatewayId === 'local'
      ? 'local'
      : GatewayId.startsWith('igw-')
        ? 'internet'
        : 'elsewhere';
  return [{ to, target, leads, blackhole: route.State === 'blackhole' }];
}

/** The network ACL of a subnet; every subnet has one. */
export async function readAcl(cloud: Cloud, subnetId: string): Promise<AclFact | undefined> {
  const { NetworkAcls = [] } = await cloud.read.send(
    new DescribeNetworkAclsCommand({ Filters: [{ Name: 'association.subnet-id', Values: [subnetId] }] }),
  );
  const [acl] = NetworkAcls;
  return acl && { aclId: acl.NetworkAclId ?? '', rules: (acl.Entries ?? []).flatMap(aclRuleFact) };
}

/** A rule as the judgement reads it; none for IPv6. */
export function aclRuleFact(entry: NetworkAclEntry): AclRuleFact[] {
  const { RuleNumber = 0, Egress = false, RuleAction, Protocol = '', CidrBlock, PortRange } = entry;
  if (CidrBlock === undefined) return [];
  return [
    {
      number: RuleNumber,
      outbound: Egress,
      allow: RuleAction === 'allow',
      protocol: Protocol,
      cidr: CidrBlock,
      fromPort: PortRange?.From ?? 0,
      toPort: PortRange?.To ?? 65_535,
    },
  ];
}

/** The machine’s first IPv6 address, which the list of instances does not show. */
export async function readIpv6(cloud: Cloud, instanceId: string): Promise<string | undefined> {
  const { Reservations = [] } = await cloud.read.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  const faces = Reservations[0]?.Instances?.[0]?.NetworkInterfaces ?? [];
  return faces.flatMap(({ Ipv6Addresses = [] }) => Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address))[0];
}
