import type {
  CreateRouteRequest,
  CreateRouteResult,
  DeleteRouteRequest,
  ReplaceRouteRequest,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { blockText, within } from '../../world/ipv4.ts';
import type { RouteTableRecord } from '../../world/records/network-records.ts';
import { findOne, kinds, required } from '../finding.ts';
import { type CallContext, changes, refuseUnmodelled } from '../operation.ts';
import { judgedBy } from './access.ts';
import { readNetworkBlock } from './network-blocks.ts';

/** AWS's quota: routes of a table. */
const MOST_ROUTES = 500;

const unmodelled = [
  'DestinationPrefixListId',
  'DestinationIpv6CidrBlock',
  'EgressOnlyInternetGatewayId',
  'VpcPeeringConnectionId',
  'NatGatewayId',
  'VpcEndpointId',
  'TransitGatewayId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'CoreNetworkArn',
  'OdbNetworkArn',
] as const;

/** The table that a call is about, and the block whose route it means, as AWS writes it. */
function readPlaceOfRoute(
  input: { readonly RouteTableId: string | undefined; readonly DestinationCidrBlock?: string | undefined },
  call: CallContext,
) {
  const table = findOne(kinds.routeTable, call.place.routeTables, input.RouteTableId);
  const text = required(input.DestinationCidrBlock, 'destinationCidrBlock');
  const block = readNetworkBlock(text, 'destinationCidrBlock');
  return { table, block, cidr: blockText(block) };
}

/** Where a route is to lead: to an internet gateway, or to an instance by way of its network interface. */
function readTarget(input: CreateRouteRequest, table: RouteTableRecord, call: CallContext): string {
  const { GatewayId, InstanceId, NetworkInterfaceId } = input;
  const given = [GatewayId, InstanceId, NetworkInterfaceId].filter((id) => id !== undefined);
  if (given.length !== 1) {
    throw new Refusal(
      given.length === 0 ? 'MissingParameter' : 'InvalidParameterCombination',
      'The request must contain exactly one of gatewayId, instanceId or networkInterfaceId',
    );
  }
  const { place } = call;
  if (GatewayId !== undefined) {
    const gateway = place.gateways.get(GatewayId);
    if (!gateway) throw new Refusal('InvalidGatewayID.NotFound', `The gateway ID '${GatewayId}' does not exist`);
    if (gateway.vpcId !== table.vpcId) throw strangers(table, `network gateway ${gateway.id}`);
    return gateway.id;
  }
  const instance =
    InstanceId === undefined
      ? place.instances.by('interface', findOne(kinds.networkInterface, interfacesOf(call), NetworkInterfaceId).id)[0]
      : findOne(kinds.instance, place.instances, InstanceId);
  if (!instance || instance.state === 'terminated') {
    throw new Refusal('InvalidInstanceID.NotFound', kinds.instance.missing([InstanceId ?? '']));
  }
  if (instance.vpcId !== table.vpcId) throw strangers(table, `interface ${instance.networkInterfaceId}`);
  return instance.networkInterfaceId;
}

function interfacesOf({ place }: CallContext) {
  return kinds.networkInterface.table(place);
}

function strangers({ id }: RouteTableRecord, other: string): Refusal {
  return new Refusal('InvalidParameterValue', `route table ${id} and ${other} belong to different networks`);
}

function judgedByTable<Input extends { RouteTableId: string | undefined }>(name: string) {
  return judgedBy<Input>(name, ({ RouteTableId }) => [RouteTableId]);
}

/** Single routes. */
export const routeOperations = [
  changes(
    'CreateRoute',
    (input: CreateRouteRequest, call): CreateRouteResult => {
      refuseUnmodelled(input, unmodelled);
      const { table, block, cidr } = readPlaceOfRoute(input, call);
      const target = readTarget(input, table, call);
      if (table.routes.some((route) => route.cidr === cidr)) {
        throw new Refusal('RouteAlreadyExists', `The route identified by ${cidr} already exists.`);
      }
      const local = readNetworkBlock(call.place.vpcs.get(table.vpcId)?.cidr ?? '', 'cidrBlock');
      if (target.startsWith('igw-') && within(block, local)) {
        throw new Refusal(
          'InvalidParameterValue',
          `The destination CIDR block ${cidr} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
        );
      }
      if (table.routes.length >= MOST_ROUTES) {
        throw new Refusal('RouteLimitExceeded', 'The maximum number of routes has been reached.');
      }
      call.proceed();
      call.place.routeTables.change(table, { routes: [...table.routes, { cidr, target, origin: 'CreateRoute' }] });
      return { Return: true };
    },
    judgedByTable<CreateRouteRequest>('CreateRoute'),
  ),

  changes(
    'ReplaceRoute',
    (input: ReplaceRouteRequest, call): object => {
      refuseUnmodelled(input, [...unmodelled, 'LocalTarget']);
      const { table, cidr } = readPlaceOfRoute(input, call);
      const held = table.routes.find((route) => route.cidr === cidr);
      if (!held) {
        throw new Refusal(
          'InvalidParameterValue',
          `There is no route defined for '${cidr}' in the route table. Use CreateRoute instead.`,
        );
      }
      const target = readTarget(input, table, call);
      if (held.target === 'local') {
        throw new Refusal('UnsupportedOperation', 'The practice cloud does not replace the local route.');
      }
      call.proceed();
      const routes = table.routes.map((route) => (route === held ? { ...route, target } : route));
      call.place.routeTables.change(table, { routes });
      return {};
    },
    judgedByTable<ReplaceRouteRequest>('ReplaceRoute'),
  ),

  changes('DeleteRoute', (input: DeleteRouteRequest, call): object => {
    refuseUnmodelled(input, ['DestinationPrefixListId', 'DestinationIpv6CidrBlock']);
    const { table, cidr } = readPlaceOfRoute(input, call);
    const held = table.routes.find((route) => route.cidr === cidr);
    if (!held) {
      throw new Refusal(
        'InvalidRoute.NotFound',
        `no route with destination-cidr-block ${cidr} in route table ${table.id}`,
      );
    }
    if (held.target === 'local') {
      throw new Refusal('InvalidParameterValue', `cannot remove local route ${cidr} in route table ${table.id}`);
    }
    call.proceed();
    call.place.routeTables.change(table, { routes: table.routes.filter((route) => route !== held) });
    return {};
  }),
];
