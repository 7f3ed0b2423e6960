import type {
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult,
  DescribeInstanceTypesRequest,
  DescribeInstanceTypesResult,
  InstanceTypeInfo,
  LocationType,
} from '@aws-sdk/client-ec2';
import { findInstanceType, type InstanceTypeFact, instanceTypes, isOffered } from '../../data/instance-types.ts';
import { findRegion, type RegionFact } from '../../data/regions.ts';
import { Refusal } from '../../refusal.ts';
import { applyFilters } from '../filters.ts';
import { reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { typeFields } from './type-filters.ts';
import { showType } from './type-view.ts';

type Zones = RegionFact['zones'];

function zonesOf(region: string): Zones {
  return findRegion(region)?.zones ?? [];
}

function offeredIn(type: InstanceTypeFact, zones: Zones): Zones {
  return zones.filter(({ name }) => isOffered(type, name));
}

/** Instance types, and where they are offered. */
export const instanceTypeReads = [
  reads('DescribeInstanceTypes', (input: DescribeInstanceTypesRequest, call): DescribeInstanceTypesResult => {
    const wanted = [...new Set((input.InstanceTypes ?? []).map(String))];
    const missing = wanted.filter((name) => !findInstanceType(name));
    if (missing.length > 0) {
      throw new Refusal(
        'InvalidInstanceType',
        `The following supplied instance types do not exist: [${missing.join(', ')}]`,
      );
    }
    const zones = zonesOf(call.region);
    const named =
      wanted.length > 0
        ? wanted.flatMap((name) => findInstanceType(name) ?? [])
        : instanceTypes.filter((type) => offeredIn(type, zones).length > 0);
    const kept = applyFilters(named, input.Filters, typeFields);
    const { items, nextToken } = pageOf(kept, input, { least: 5, most: 100 });
    return { InstanceTypes: items.map(showType), NextToken: nextToken };
  }),

  reads(
    'DescribeInstanceTypeOfferings',
    (input: DescribeInstanceTypeOfferingsRequest, call): DescribeInstanceTypeOfferingsResult => {
      const kind: LocationType = input.LocationType ?? 'region';
      const zones = zonesOf(call.region);
      const offered = instanceTypes.flatMap((type) =>
        locations(kind, call.region, offeredIn(type, zones)).map((location) => ({ type: type.name, location })),
      );
      const kept = applyFilters(offered, input.Filters, {
        'instance-type': ({ type }) => type,
        location: ({ location }) => location,
      });
      const { items, nextToken } = pageOf(kept, input);
      return {
        InstanceTypeOfferings: items.map(({ type, location }) => ({
          InstanceType: type as InstanceTypeInfo['InstanceType'],
          Location: location,
          LocationType: kind,
        })),
        NextToken: nextToken,
      };
    },
  ),
];

function locations(kind: LocationType, region: string, there: Zones): string[] {
  switch (kind) {
    case 'region':
      return there.length > 0 ? [region] : [];
    case 'availability-zone':
      return there.map(({ name }) => name);
    case 'availability-zone-id':
      return there.map(({ id }) => id);
    case 'outpost':
      return [];
    default:
      throw new Refusal('InvalidParameterValue', `Value (${kind}) for parameter LocationType is invalid.`);
  }
}
