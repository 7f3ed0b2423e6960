import type { Route, RouteTable } from '@aws-sdk/client-ec2';
import type { RouteRecord, RouteTableRecord } from '../../world/records/network-records.ts';
import type { FilterFields } from '../filters.ts';
import type { CallContext } from '../operation.ts';
import { showTags } from '../views.ts';

/** A route table as EC2 describes it. */
export function showRouteTable(table: RouteTableRecord, call: CallContext): RouteTable {
  return {
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: call.account.id,
    Associations: associationsOf(table).map(({ id, subnetId }) => ({
      RouteTableAssociationId: id,
      RouteTableId: table.id,
      Main: subnetId === null,
      ...(subnetId === null ? {} : { SubnetId: subnetId }),
      AssociationState: { State: 'associated' },
    })),
    Routes: table.routes.map((route) => showRoute(route, table, call)),
    PropagatingVgws: [],
    Tags: showTags(table.tags),
  };
}

/** A table's associations; the main one, which is with no subnet, comes first. */
function associationsOf(table: RouteTableRecord): { id: string; subnetId: string | null }[] {
  const main = table.mainAssociationId === null ? [] : [{ id: table.mainAssociationId, subnetId: null }];
  return [...main, ...table.associations];
}

function showRoute(route: RouteRecord, table: RouteTableRecord, call: CallContext): Route {
  const { cidr, target, origin } = route;
  const [instance] = call.place.instances.by('interface', target);
  return {
    DestinationCidrBlock: cidr,
    ...(target.startsWith('eni-') ? { NetworkInterfaceId: target } : { GatewayId: target }),
    ...(instance ? { InstanceId: instance.id, InstanceOwnerId: call.account.id } : {}),
    Origin: origin,
    State: leadsSomewhere(route, table, call) ? 'active' : 'blackhole',
  };
}

/** Whether what a route leads to is there: the gateway is attached to this network, the instance runs. */
function leadsSomewhere({ target }: RouteRecord, { vpcId }: RouteTableRecord, { place }: CallContext): boolean {
  if (target === 'local') return true;
  if (target.startsWith('eni-')) return place.instances.by('interface', target)[0]?.state === 'running';
  return place.gateways.get(target)?.vpcId === vpcId;
}

/** What route tables show to filters. */
export function routeTableFields(call: CallContext): FilterFields<RouteTableRecord> {
  const none = () => null;
  const routes = (read: (route: Route) => string | undefined) => (table: RouteTableRecord) =>
    table.routes.flatMap((route) => read(showRoute(route, table, call)) ?? []);
  return {
    'route-table-id': ({ id }) => id,
    'vpc-id': ({ vpcId }) => vpcId,
    'owner-id': () => call.account.id,
    'association.main': ({ isMain }) => String(isMain),
    'association.subnet-id': ({ associations }) => associations.map(({ subnetId }) => subnetId),
    'association.route-table-id': (table) => associationsOf(table).map(() => table.id),
    'association.route-table-association-id': (table) => associationsOf(table).map(({ id }) => id),
    'association.gateway-id': none,
    'route.destination-cidr-block': routes(({ DestinationCidrBlock }) => DestinationCidrBlock),
    'route.gateway-id': routes(({ GatewayId }) => GatewayId),
    'route.instance-id': routes(({ InstanceId }) => InstanceId),
    'route.origin': routes(({ Origin }) => Origin),
    'route.state': routes(({ State }) => State),
    'route.destination-ipv6-cidr-block': none,
    'route.destination-prefix-list-id': none,
    'route.egress-only-internet-gateway-id': none,
    'route.nat-gateway-id': none,
    'route.transit-gateway-id': none,
    'route.vpc-peering-connection-id': none,
  };
}
