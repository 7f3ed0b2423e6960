import { createHash } from 'node:crypto';

/** A list of address blocks that AWS itself keeps for one of its services in a Region. */
export interface PrefixListFact {
  /** `pl-…` */
  readonly id: string;
  /** `com.amazonaws.eu-central-1.s3` */
  readonly name: string;
  readonly blocks: readonly string[];
}

/** The date of this table. */
export const prefixListsDate = '2026-11-24';

/**
 * The lists' IDs in the Regions that a seeded world is furnished with; AWS has the same for everybody.
 *
 * Source: DescribePrefixLists in each Region. Elsewhere the practice cloud makes IDs of the same form.
 */
const knownIds: Readonly<Record<string, string>> = {
  'eu-central-1 s3': 'pl-6ea54007',
  'eu-central-1 dynamodb': 'pl-66a5400f',
  'eu-west-1 s3': 'pl-6da54004',
  'eu-west-1 dynamodb': 'pl-6fa54006',
  'us-east-1 s3': 'pl-63a5400a',
  'us-east-1 dynamodb': 'pl-02cd2c6b',
};

/** Some of the blocks that the services have; enough to show what such a list is. */
const blocks = {
  s3: ['3.5.134.0/23', '3.5.136.0/22', '52.219.44.0/22', '52.219.72.0/22', '54.231.192.0/20'],
  dynamodb: ['52.94.17.0/24', '52.119.188.0/22'],
} as const;

/** The lists of a Region: the services that a network can have a gateway endpoint for. */
export function prefixListsOf(region: string): PrefixListFact[] {
  return (['s3', 'dynamodb'] as const).map((service) => ({
    id: knownIds[`${region} ${service}`] ?? `pl-${digestOf(`${region} ${service}`)}`,
    name: `com.amazonaws.${region}.${service}`,
    blocks: blocks[service],
  }));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
