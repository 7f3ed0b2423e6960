/** A Region of the practice cloud, with AWS's names. */
export interface RegionFact {
  readonly name: string;
  readonly place: string;
  /** Zone letter and the account-independent zone ID. */
  readonly zones: readonly { readonly name: string; readonly id: string }[];
}

/** The Regions that exist; the first is where a person starts. */
export const regions: readonly [RegionFact, ...RegionFact[]] = [
  {
    name: 'eu-central-1',
    place: 'Europe (Frankfurt)',
    zones: [
      { name: 'eu-central-1a', id: 'euc1-az2' },
      { name: 'eu-central-1b', id: 'euc1-az3' },
      { name: 'eu-central-1c', id: 'euc1-az1' },
    ],
  },
  {
    name: 'eu-west-1',
    place: 'Europe (Ireland)',
    zones: [
      { name: 'eu-west-1a', id: 'euw1-az3' },
      { name: 'eu-west-1b', id: 'euw1-az1' },
      { name: 'eu-west-1c', id: 'euw1-az2' },
    ],
  },
  {
    name: 'us-east-1',
    place: 'US East (N. Virginia)',
    zones: [
      { name: 'us-east-1a', id: 'use1-az4' },
      { name: 'us-east-1b', id: 'use1-az6' },
      { name: 'us-east-1c', id: 'use1-az1' },
    ],
  },
];
