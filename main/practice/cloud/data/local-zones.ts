/** A Local Zone or a Wavelength Zone: a small site in another place, off until an account switches its group on. */
export interface LocalZoneFact {
  /** `eu-central-1-ham-1a` */
  readonly name: string;
  readonly id: string;
  readonly group: string;
  readonly longName: string;
  readonly type: 'local-zone' | 'wavelength-zone';
}

/** The date of this table. */
export const localZonesDate = '2026-11-24';

/** A Local Zone by its Region, the stem of the Region's zone IDs, its place's three letters and number, and its place. */
function local(region: string, stem: string, place: string, number: number, longName: string): LocalZoneFact {
  const group = `${region}-${place}-${number}`;
  return { name: `${group}a`, id: `${stem}-${place}${number}-az1`, group, longName, type: 'local-zone' };
}

function wavelength(region: string, stem: string, place: string, longName: string): LocalZoneFact {
  return {
    name: `${region}-wl1-${place}-wlz-1`,
    id: `${stem}-wl1-${place}-wlz1`,
    group: `${region}-wl1`,
    longName,
    type: 'wavelength-zone',
  };
}

/**
 * The zones that only `AllAvailabilityZones` shows, of two of the Regions that a seeded world is furnished with; in
 * Ireland there are none. Other Regions are shown without theirs.
 *
 * Source: https://docs.aws.amazon.com/local-zones/latest/ug/available-local-zones.html and
 * https://docs.aws.amazon.com/wavelength/latest/developerguide/available-wavelength-zones.html.
 */
export const localZones: Readonly<Record<string, readonly LocalZoneFact[]>> = {
  'eu-central-1': [
    local('eu-central-1', 'euc1', 'ham', 1, 'Germany (Hamburg)'),
    local('eu-central-1', 'euc1', 'waw', 1, 'Poland (Warsaw)'),
    wavelength('eu-central-1', 'euc1', 'ber', 'Vodafone - Germany'),
    wavelength('eu-central-1', 'euc1', 'dtm', 'Vodafone - Germany'),
    wavelength('eu-central-1', 'euc1', 'muc', 'Vodafone - Germany'),
  ],
  'us-east-1': [
    local('us-east-1', 'use1', 'atl', 2, 'US East (Atlanta)'),
    local('us-east-1', 'use1', 'bos', 1, 'US East (Boston)'),
    local('us-east-1', 'use1', 'chi', 2, 'US East (Chicago)'),
    local('us-east-1', 'use1', 'dfw', 2, 'US East (Dallas)'),
    local('us-east-1', 'use1', 'iah', 2, 'US East (Houston)'),
    local('us-east-1', 'use1', 'mia', 2, 'US East (Miami)'),
    local('us-east-1', 'use1', 'nyc', 2, 'US East (New York)'),
    local('us-east-1', 'use1', 'phl', 1, 'US East (Philadelphia)'),
  ],
};
