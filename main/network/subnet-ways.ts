import { DescribeRouteTablesCommand, type Route, type RouteTable } from '@aws-sdk/client-ec2';
import type { SubnetWay } from '../../src/network/contract.ts';
import type { Cloud } from '../aws/cloud.ts';
import { allPages } from '../aws/shapes.ts';

/**
 * Reads the route tables of the Region; answers what tells the way of a subnet: its own table's, else its VPC's main one.
 *
 * Whoever may not read route tables is told `unknown`. Source: VPC user guide, subnet route tables.
 */
export async function readWays(cloud: Cloud): Promise<(subnetId: string, vpcId: string) => SubnetWay> {
  const tables = await describeTables(cloud).catch(() => undefined);
  if (!tables) return () => 'unknown';
  const own = new Map<string, SubnetWay>();
  const main = new Map<string, SubnetWay>();
  for (const { VpcId = '', Routes = [], Associations = [] } of tables) {
    const way = wayOf(Routes);
    for (const { SubnetId, Main } of Associations) {
      if (SubnetId) own.set(SubnetId, way);
      else if (Main) main.set(VpcId, way);
    }
  }
  return (subnetId, vpcId) => own.get(subnetId) ?? main.get(vpcId) ?? 'none';
}

function describeTables(cloud: Cloud): Promise<RouteTable[]> {
  return allPages(async (NextToken) => {
    const page = await cloud.read.send(
      new DescribeRouteTablesCommand({ MaxResults: 100, ...(NextToken ? { NextToken } : {}) }),
    );
    return { items: page.RouteTables ?? [], next: page.NextToken };
  });
}

function wayOf(routes: readonly Route[]): SubnetWay {
  const outside = routes.find((route) => route.DestinationCidrBlock === '0.0.0.0/0' && route.State !== 'blackhole');
  if (outside?.GatewayId?.startsWith('igw-')) return 'internet';
  return outside?.NatGatewayId || outside?.InstanceId || outside?.NetworkInterfaceId ? 'nat' : 'none';
}
