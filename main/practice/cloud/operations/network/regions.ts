import type {
  AvailabilityZone,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
  DescribeRegionsRequest,
  DescribeRegionsResult,
} from '@aws-sdk/client-ec2';
import { localZones } from '../../data/local-zones.ts';
import { findRegion, type RegionFact, regions } from '../../data/regions.ts';
import { Refusal } from '../../refusal.ts';
import { applyFilters } from '../filters.ts';
import { reads } from '../operation.ts';
import { zonesOf } from './zones.ts';

function endpointOf({ name, dnsSuffix }: RegionFact): string {
  return `ec2.${name}.${dnsSuffix}`;
}

/** All zones of a Region as EC2 describes them; those that are off until they are asked for come last. */
function showZones(region: string): AvailabilityZone[] {
  const place = findRegion(region)?.place ?? region;
  const own = zonesOf(region).map(
    (zone): AvailabilityZone => ({
      ZoneName: zone.name,
      ZoneId: zone.id,
      RegionName: region,
      GroupName: `${region}-zg-1`,
      GroupLongName: `${place} 1`,
      NetworkBorderGroup: region,
      State: 'available',
      ZoneType: 'availability-zone',
      OptInStatus: 'opt-in-not-required',
      Messages: [],
    }),
  );
  const others = (localZones[region] ?? []).map(
    ({ name, id, group, longName, type }): AvailabilityZone => ({
      ZoneName: name,
      ZoneId: id,
      RegionName: region,
      GroupName: group,
      GroupLongName: longName,
      NetworkBorderGroup: type === 'local-zone' ? group : name,
      State: 'available',
      ZoneType: type,
      OptInStatus: 'not-opted-in',
      Messages: [],
    }),
  );
  return [...own, ...others];
}

/** Regions and their zones. */
export const regionReads = [
  reads('DescribeRegions', (input: DescribeRegionsRequest, call): DescribeRegionsResult => {
    const wanted = input.RegionNames ?? [];
    // A partition knows nothing of the others.
    const known = regions.filter(({ partition }) => partition === findRegion(call.region)?.partition);
    const wrong = wanted.find((name) => !known.some((region) => region.name === name));
    if (wrong) throw new Refusal('InvalidParameterValue', `Invalid region provided: ${wrong}`);
    const named = known.filter(({ name, optIn }) =>
      wanted.length > 0 ? wanted.includes(name) : input.AllRegions || optIn !== 'not-opted-in',
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
      const zones = showZones(call.region);
      const wanted = [...(input.ZoneNames ?? []), ...(input.ZoneIds ?? [])];
      const isWanted = ({ ZoneName = '', ZoneId = '' }: AvailabilityZone) =>
        wanted.includes(ZoneName) || wanted.includes(ZoneId);
      const wrong = wanted.find((text) => !zones.some(({ ZoneName, ZoneId }) => ZoneName === text || ZoneId === text));
      if (wrong) throw new Refusal('InvalidParameterValue', `Invalid availability zone: [${wrong}]`);
      const named = zones.filter((zone) =>
        wanted.length > 0 ? isWanted(zone) : input.AllAvailabilityZones || zone.OptInStatus !== 'not-opted-in',
      );
      const kept = applyFilters(named, input.Filters, {
        'zone-name': ({ ZoneName }) => ZoneName,
        'zone-id': ({ ZoneId }) => ZoneId,
        'zone-type': ({ ZoneType }) => ZoneType,
        'region-name': () => call.region,
        'group-name': ({ GroupName }) => GroupName,
        'group-long-name': ({ GroupLongName }) => GroupLongName,
        'parent-zone-name': ({ ParentZoneName }) => ParentZoneName,
        'parent-zone-id': ({ ParentZoneId }) => ParentZoneId,
        'opt-in-status': ({ OptInStatus }) => OptInStatus,
        state: ({ State }) => State,
        message: () => null,
      });
      return { AvailabilityZones: kept };
    },
  ),
];
