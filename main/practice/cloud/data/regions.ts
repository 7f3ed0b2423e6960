/** The separate worlds that AWS is made of; an account lives in one of them. */
export type PartitionName =
  | 'aws'
  | 'aws-cn'
  | 'aws-us-gov'
  | 'aws-eusc'
  | 'aws-iso'
  | 'aws-iso-b'
  | 'aws-iso-e'
  | 'aws-iso-f';

/** Whether a Region is switched on for an account by itself, by choice, or not at all. */
export type OptInStatus = 'opt-in-not-required' | 'opted-in' | 'not-opted-in';

/** An Availability Zone: its name in the account, and the ID that is the same in all accounts. */
export interface ZoneFact {
  readonly name: string;
  readonly id: string;
}

/** A Region of the practice cloud, with AWS's names. */
export interface RegionFact {
  readonly name: string;
  readonly place: string;
  readonly zones: readonly ZoneFact[];
  readonly partition: PartitionName;
  /** What a new account finds. */
  readonly optIn: OptInStatus;
  /** What the names of endpoints end in. */
  readonly dnsSuffix: string;
}

/** The date of this table. */
export const regionsDate = '2026-11-24';

/** Partition to DNS suffix; source: the partition table that AWS's SDKs ship. */
const dnsSuffixes: Readonly<Record<PartitionName, string>> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
};

const always = 'opt-in-not-required';
const chosen = 'opted-in';
const off = 'not-opted-in';

/**
 * One Region: name, place, the stem of its zone IDs, and each zone's letter with the number of its ID.
 *
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html. In the oldest
 * Regions AWS shuffles the letters for each account; one such order is kept here. The zone IDs of the newest and of the
 * isolated Regions, which are not published, follow AWS's own pattern.
 */
function region(
  name: string,
  place: string,
  stem: string,
  zones: string,
  optIn: OptInStatus = off,
  partition: PartitionName = 'aws',
): RegionFact {
  return {
    name,
    place,
    zones: zones
      .split(' ')
      .map((zone) => ({ name: `${name}${zone.slice(0, 1)}`, id: `${stem}-az${Number(zone.slice(1))}` })),
    partition,
    optIn,
    dnsSuffix: dnsSuffixes[partition],
  };
}

/** The Regions that a seeded world is furnished with; the first is where a person starts. */
export const homeRegions: readonly [RegionFact, RegionFact, RegionFact] = [
  region('eu-central-1', 'Europe (Frankfurt)', 'euc1', 'a2 b3 c1', always),
  region('eu-west-1', 'Europe (Ireland)', 'euw1', 'a3 b1 c2', always),
  region('us-east-1', 'US East (N. Virginia)', 'use1', 'a4 b6 c1', always),
];

/** All Regions that exist, of every partition; the first three are the home Regions. */
export const regions: readonly [RegionFact, ...RegionFact[]] = [
  ...homeRegions,
  region('af-south-1', 'Africa (Cape Town)', 'afs1', 'a1 b2 c3'),
  region('ap-east-1', 'Asia Pacific (Hong Kong)', 'ape1', 'a1 b2 c3'),
  region('ap-east-2', 'Asia Pacific (Taipei)', 'ape2', 'a1 b2 c3'),
  region('ap-northeast-1', 'Asia Pacific (Tokyo)', 'apne1', 'a4 c1 d2', always),
  region('ap-northeast-2', 'Asia Pacific (Seoul)', 'apne2', 'a1 b2 c3 d4', always),
  region('ap-northeast-3', 'Asia Pacific (Osaka)', 'apne3', 'a3 b1 c2', always),
  region('ap-south-1', 'Asia Pacific (Mumbai)', 'aps1', 'a1 b3 c2', always),
  region('ap-south-2', 'Asia Pacific (Hyderabad)', 'aps2', 'a1 b2 c3'),
  region('ap-southeast-1', 'Asia Pacific (Singapore)', 'apse1', 'a2 b1 c3', always),
  region('ap-southeast-2', 'Asia Pacific (Sydney)', 'apse2', 'a1 b3 c2', always),
  region('ap-southeast-3', 'Asia Pacific (Jakarta)', 'apse3', 'a1 b2 c3'),
  region('ap-southeast-4', 'Asia Pacific (Melbourne)', 'apse4', 'a1 b2 c3'),
  region('ap-southeast-5', 'Asia Pacific (Malaysia)', 'apse5', 'a1 b2 c3'),
  region('ap-southeast-6', 'Asia Pacific (New Zealand)', 'apse6', 'a1 b2 c3'),
  region('ap-southeast-7', 'Asia Pacific (Thailand)', 'apse7', 'a1 b2 c3'),
  region('ca-central-1', 'Canada (Central)', 'cac1', 'a1 b2 d4', always),
  region('ca-west-1', 'Canada West (Calgary)', 'caw1', 'a1 b2 c3'),
  region('eu-central-2', 'Europe (Zurich)', 'euc2', 'a1 b2 c3', chosen),
  region('eu-north-1', 'Europe (Stockholm)', 'eun1', 'a1 b2 c3', always),
  region('eu-south-1', 'Europe (Milan)', 'eus1', 'a1 b2 c3', chosen),
  region('eu-south-2', 'Europe (Spain)', 'eus2', 'a1 b2 c3'),
  region('eu-west-2', 'Europe (London)', 'euw2', 'a2 b3 c1', always),
  region('eu-west-3', 'Europe (Paris)', 'euw3', 'a1 b2 c3', always),
  region('il-central-1', 'Israel (Tel Aviv)', 'ilc1', 'a1 b2 c3'),
  region('me-central-1', 'Middle East (UAE)', 'mec1', 'a1 b2 c3'),
  region('me-south-1', 'Middle East (Bahrain)', 'mes1', 'a1 b2 c3'),
  region('me-west-1', 'Middle East (Saudi Arabia)', 'mew1', 'a1 b2 c3'),
  region('mx-central-1', 'Mexico (Central)', 'mxc1', 'a1 b2 c3'),
  region('sa-east-1', 'South America (São Paulo)', 'sae1', 'a1 b2 c3', always),
  region('sa-west-1', 'South America (Chile)', 'saw1', 'a1 b2 c3'),
  region('us-east-2', 'US East (Ohio)', 'use2', 'a1 b2 c3', always),
  region('us-west-1', 'US West (N. California)', 'usw1', 'a3 b1', always),
  region('us-west-2', 'US West (Oregon)', 'usw2', 'a2 b1 c3 d4', always),
  region('cn-north-1', 'China (Beijing)', 'cnn1', 'a1 b2 d4', always, 'aws-cn'),
  region('cn-northwest-1', 'China (Ningxia)', 'cnnw1', 'a1 b2 c3', always, 'aws-cn'),
  region('us-gov-east-1', 'AWS GovCloud (US-East)', 'usge1', 'a1 b2 c3', always, 'aws-us-gov'),
  region('us-gov-west-1', 'AWS GovCloud (US-West)', 'usgw1', 'a1 b2 c3', always, 'aws-us-gov'),
  region('eusc-de-east-1', 'AWS European Sovereign Cloud (Germany)', 'euscdee1', 'a1 b2 c3', always, 'aws-eusc'),
  region('us-iso-east-1', 'US ISO East', 'usisoe1', 'a1 b2 c3', always, 'aws-iso'),
  region('us-iso-west-1', 'US ISO West', 'usisow1', 'a1 b2 c3', always, 'aws-iso'),
  region('us-isob-east-1', 'US ISOB East (Ohio)', 'usisobe1', 'a1 b2 c3', always, 'aws-iso-b'),
  region('us-isob-west-1', 'US ISOB West', 'usisobw1', 'a1 b2 c3', always, 'aws-iso-b'),
  region('eu-isoe-west-1', 'EU ISOE West', 'euisoew1', 'a1 b2 c3', always, 'aws-iso-e'),
  region('us-isof-east-1', 'US ISOF East', 'usisofe1', 'a1 b2 c3', always, 'aws-iso-f'),
  region('us-isof-south-1', 'US ISOF South', 'usisofs1', 'a1 b2 c3', always, 'aws-iso-f'),
];

const byName = new Map(regions.map((one) => [one.name, one]));

/** The facts of one Region, or null where there is none of that name. */
export function findRegion(name: string): RegionFact | null {
  return byName.get(name) ?? null;
}
