import type {
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
  DescribeInternetGatewaysRequest,
  DescribeInternetGatewaysResult,
  DescribeRegionsRequest,
  DescribeRegionsResult,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  DescribeVpcsRequest,
  DescribeVpcsResult,
} from '@aws-sdk/client-ec2';
import { findRegion, type RegionFact, regions } from '../../data/regions.ts';
import { Refusal } from '../../refusal.ts';
import { applyFilters } from '../filters.ts';
import { kinds, namedOrAll } from '../finding.ts';
import { reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { showTags } from '../views.ts';

function endpointOf({ name, dnsSuffix }: RegionFact): string {
  return `ec2.${name}.${dnsSuffix}`;
}

/** Regions, zones and networks. */
export const networkReads = [
  reads('DescribeRegions', (input: DescribeRegionsRequest, call): DescribeRegionsResult => {
    const wrong = input.RegionNames?.find((name) => !findRegion(name));
    if (wrong) throw new Refusal('InvalidParameterValue', `Invalid region provided: ${wrong}`);
    // A partition knows nothing of the others.
    const known = regions.filter(({ partition }) => partition === findRegion(call.region)?.partition);
    const named = known.filter(({ name, optIn }) =>
      input.RegionNames?.length ? input.RegionNames.includes(name) : input.AllRegions || optIn !== 'not-opted-in',
    );
    const kept = applyFilters(named, input.Filters, {
      'region-name': ({ name }) => name,
      endpoint: endpointOf,
      'opt-in-status': ({ optIn }) => optIn,
    });
    return {
      Regions: kept.map((region) => ({
        RegionName: region.name,
        Endpoint: endpointOf(region),
        OptInStatus: region.optIn,
      })),
    };
  }),

  reads(
    'DescribeAvailabilityZones',
    (input: DescribeAvailabilityZonesRequest, call): DescribeAvailabilityZonesResult => {
      const zones = findRegion(call.region)?.zones ?? [];
      const wanted = [...(input.ZoneNames ?? []), ...(input.ZoneIds ?? [])];
      const wrong = wanted.find((text) => !zones.some(({ name, id }) => name === text || id === text));
      if (wrong) throw new Refusal('InvalidParameterValue', `Invalid availability zone: [${wrong}]`);
      const named = zones.filter(({ name, id }) => wanted.length === 0 || wanted.includes(name) || wanted.includes(id));
      const kept = applyFilters(named, input.Filters, {
        'zone-name': ({ name }) => name,
        'zone-id': ({ id }) => id,
        'region-name': () => call.region,
        state: () => 'available',
        'zone-type': () => 'availability-zone',
        'opt-in-status': () => 'opt-in-not-required',
      });
      return {
        AvailabilityZones: kept.map(({ name, id }) => ({
          ZoneName: name,
          ZoneId: id,
          RegionName: call.region,
          GroupName: `${call.region}-zg-1`,
          NetworkBorderGroup: call.region,
          State: 'available',
          ZoneType: 'availability-zone',
          OptInStatus: 'opt-in-not-required',
          Messages: [],
        })),
      };
    },
  ),

  reads('DescribeVpcs', (input: DescribeVpcsRequest, call): DescribeVpcsResult => {
    const { vpcs } = call.place;
    const named = namedOrAll(kinds.vpc, vpcs, input.VpcIds);
    const kept = applyFilters(
      named,
      input.Filters,
      {
        'vpc-id': ({ id }) => id,
        cidr: ({ cidr }) => cidr,
        'is-default': ({ isDefault }) => String(isDefault),
        isDefault: ({ isDefault }) => String(isDefault),
        state: () => 'available',
        'owner-id': () => call.account.id,
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input);
    return {
      Vpcs: items.map((vpc) => ({
        VpcId: vpc.id,
        CidrBlock: vpc.cidr,
        IsDefault: vpc.isDefault,
        State: 'available',
        OwnerId: call.account.id,
        InstanceTenancy: 'default',
        CidrBlockAssociationSet: [
          {
            AssociationId: vpc.id.replace('vpc-', 'vpc-cidr-assoc-'),
            CidrBlock: vpc.cidr,
            CidrBlockState: { State: 'associated' },
          },
        ],
        Tags: showTags(vpc.tags),
      })),
      NextToken: nextToken,
    };
  }),

  reads('DescribeSubnets', (input: DescribeSubnetsRequest, call): DescribeSubnetsResult => {
    const { subnets, instances } = call.place;
    const named = namedOrAll(kinds.subnet, subnets, input.SubnetIds);
    const kept = applyFilters(
      named,
      input.Filters,
      {
        'subnet-id': ({ id }) => id,
        'vpc-id': ({ vpcId }) => vpcId,
        'availability-zone': ({ zone }) => zone,
        'availability-zone-id': ({ zoneId }) => zoneId,
        'cidr-block': ({ cidr }) => cidr,
        'default-for-az': ({ isDefault }) => String(isDefault),
        'map-public-ip-on-launch': ({ givesPublicAddress }) => String(givesPublicAddress),
        state: () => 'available',
        'owner-id': () => call.account.id,
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input);
    return {
      Subnets: items.map((subnet) => ({
        SubnetId: subnet.id,
        SubnetArn: `arn:aws:ec2:${call.region}:${call.account.id}:subnet/${subnet.id}`,
        VpcId: subnet.vpcId,
        CidrBlock: subnet.cidr,
        AvailabilityZone: subnet.zone,
        AvailabilityZoneId: subnet.zoneId,
        DefaultForAz: subnet.isDefault,
        MapPublicIpOnLaunch: subnet.givesPublicAddress,
        AssignIpv6AddressOnCreation: false,
        Ipv6CidrBlockAssociationSet: [],
        // A /20 has 4,096 addresses, five of which are AWS's own.
        AvailableIpAddressCount: 4091 - instances.by('subnet', subnet.id).length,
        State: 'available',
        OwnerId: call.account.id,
        Tags: showTags(subnet.tags),
      })),
      NextToken: nextToken,
    };
  }),

  reads('DescribeInternetGateways', (input: DescribeInternetGatewaysRequest, call): DescribeInternetGatewaysResult => {
    const { gateways } = call.place;
    const kept = applyFilters(
      namedOrAll(kinds.gateway, gateways, input.InternetGatewayIds),
      input.Filters,
      {
        'internet-gateway-id': ({ id }) => id,
        'attachment.vpc-id': ({ vpcId }) => vpcId,
        'owner-id': () => call.account.id,
      },
      ({ tags }) => tags,
    );
    const { items, nextToken } = pageOf(kept, input);
    return {
      InternetGateways: items.map((gateway) => ({
        InternetGatewayId: gateway.id,
        OwnerId: call.account.id,
        Attachments: gateway.vpcId ? [{ VpcId: gateway.vpcId, State: 'attached' }] : [],
        Tags: showTags(gateway.tags),
      })),
      NextToken: nextToken,
    };
  }),
];
