import type { Filter } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { applyFilters } from '../filters.ts';
import { type Operation, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';

/** A kind of thing that networks can have in AWS, and never have here. */
interface Absent {
  readonly operation: string;
  /** The member of the answer that would list them. */
  readonly list: string;
  /** The members of the input that name some, and the filters. */
  readonly ids: string;
  readonly filters?: 'Filter';
  readonly code: string;
  readonly missing: string;
  readonly fields: readonly string[];
}

const absent: readonly Absent[] = [
  {
    operation: 'DescribeNatGateways',
    list: 'NatGateways',
    ids: 'NatGatewayIds',
    filters: 'Filter',
    code: 'NatGatewayNotFound',
    missing: 'NAT gateway % was not found',
    fields: ['nat-gateway-id', 'state', 'subnet-id', 'vpc-id'],
  },
  {
    operation: 'DescribeVpcEndpoints',
    list: 'VpcEndpoints',
    ids: 'VpcEndpointIds',
    code: 'InvalidVpcEndpointId.NotFound',
    missing: "The Vpc Endpoint Id '%' does not exist",
    fields: [
      'ip-address-type',
      'service-name',
      'service-region',
      'vpc-endpoint-id',
      'vpc-endpoint-state',
      'vpc-endpoint-type',
      'vpc-id',
    ],
  },
  {
    operation: 'DescribeVpcPeeringConnections',
    list: 'VpcPeeringConnections',
    ids: 'VpcPeeringConnectionIds',
    code: 'InvalidVpcPeeringConnectionID.NotFound',
    missing: "The vpcPeeringConnection ID '%' does not exist",
    fields: [
      'accepter-vpc-info.cidr-block',
      'accepter-vpc-info.owner-id',
      'accepter-vpc-info.vpc-id',
      'expiration-time',
      'requester-vpc-info.cidr-block',
      'requester-vpc-info.owner-id',
      'requester-vpc-info.vpc-id',
      'status-code',
      'status-message',
      'vpc-peering-connection-id',
    ],
  },
  {
    operation: 'DescribeEgressOnlyInternetGateways',
    list: 'EgressOnlyInternetGateways',
    ids: 'EgressOnlyInternetGatewayIds',
    code: 'InvalidEgressOnlyInternetGatewayId.NotFound',
    missing: "The egressOnlyInternetGateway ID '%' does not exist",
    fields: [],
  },
  {
    operation: 'DescribeTransitGateways',
    list: 'TransitGateways',
    ids: 'TransitGatewayIds',
    code: 'InvalidTransitGatewayID.NotFound',
    missing: "Transit Gateway '%' was deleted or does not exist.",
    fields: ['owner-id', 'state', 'transit-gateway-id'],
  },
  {
    operation: 'DescribeVpnGateways',
    list: 'VpnGateways',
    ids: 'VpnGatewayIds',
    code: 'InvalidVpnGatewayID.NotFound',
    missing: "The vpnGateway ID '%' does not exist",
    fields: [
      'amazon-side-asn',
      'attachment.state',
      'attachment.vpc-id',
      'availability-zone',
      'state',
      'type',
      'vpn-gateway-id',
    ],
  },
  {
    operation: 'DescribeCarrierGateways',
    list: 'CarrierGateways',
    ids: 'CarrierGatewayIds',
    code: 'InvalidCarrierGatewayID.NotFound',
    missing: "The carrier gateway ID '%' does not exist",
    fields: ['carrier-gateway-id', 'state', 'owner-id', 'vpc-id'],
  },
];

/**
 * Lists that are always empty: NAT gateways and other parts of networks that the practice cloud does not have.
 *
 * Whoever looks for them, as the Console does with every network, learns that there are none; to make one is refused
 * by name.
 */
export const absentReads: readonly Operation[] = absent.map((thing) =>
  reads(thing.operation, (input: object): object => {
    const [first]: string[] = Reflect.get(input, thing.ids) ?? [];
    if (first !== undefined)
      throw new Refusal(
        thing.code,
        thing.missing.replace('%', () => first),
      );
    const filters: Filter[] | undefined = Reflect.get(input, thing.filters ?? 'Filters');
    const fields = Object.fromEntries(thing.fields.map((name) => [name, () => null]));
    applyFilters<never>([], filters, fields, () => []);
    pageOf([], input, { least: 1, most: 1000 });
    return { [thing.list]: [] };
  }),
);
