/** What an instance type is, as far as choosing one goes. */
export interface InstanceTypeFact {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly architectures: readonly ('x86_64' | 'arm64' | 'i386')[];
  readonly currentGeneration: boolean;
  readonly freeTier: boolean;
  readonly burstable: boolean;
  readonly hypervisor: 'nitro' | 'xen';
  readonly network: string;
  /** Zone letters that do not offer it. */
  readonly missingInZones: readonly string[];
}

type Row = readonly [string, number, number, 'x86_64' | 'arm64', string];

/**
 * Common current types; sizes and network words as in AWS's instance type pages, November 2026. Free-plan types as in
 * AWS's free plan pages of the same date.
 */
const rows: readonly Row[] = [
  ['t3.nano', 2, 0.5, 'x86_64', 'Up to 5 Gigabit'],
  ['t3.micro', 2, 1, 'x86_64', 'Up to 5 Gigabit'],
  ['t3.small', 2, 2, 'x86_64', 'Up to 5 Gigabit'],
  ['t3.medium', 2, 4, 'x86_64', 'Up to 5 Gigabit'],
  ['t3.large', 2, 8, 'x86_64', 'Up to 5 Gigabit'],
  ['t3.xlarge', 4, 16, 'x86_64', 'Up to 5 Gigabit'],
  ['t3a.micro', 2, 1, 'x86_64', 'Up to 5 Gigabit'],
  ['t3a.small', 2, 2, 'x86_64', 'Up to 5 Gigabit'],
  ['t4g.nano', 2, 0.5, 'arm64', 'Up to 5 Gigabit'],
  ['t4g.micro', 2, 1, 'arm64', 'Up to 5 Gigabit'],
  ['t4g.small', 2, 2, 'arm64', 'Up to 5 Gigabit'],
  ['t4g.medium', 2, 4, 'arm64', 'Up to 5 Gigabit'],
  ['m7i.large', 2, 8, 'x86_64', 'Up to 12.5 Gigabit'],
  ['m7i.xlarge', 4, 16, 'x86_64', 'Up to 12.5 Gigabit'],
  ['m7i-flex.large', 2, 8, 'x86_64', 'Up to 12.5 Gigabit'],
  ['m7g.large', 2, 8, 'arm64', 'Up to 12.5 Gigabit'],
  ['m7g.xlarge', 4, 16, 'arm64', 'Up to 12.5 Gigabit'],
  ['c7i-flex.large', 2, 4, 'x86_64', 'Up to 12.5 Gigabit'],
  ['c7i.large', 2, 4, 'x86_64', 'Up to 12.5 Gigabit'],
  ['c7g.large', 2, 4, 'arm64', 'Up to 12.5 Gigabit'],
  ['r7i.large', 2, 16, 'x86_64', 'Up to 12.5 Gigabit'],
  ['r7g.large', 2, 16, 'arm64', 'Up to 12.5 Gigabit'],
];

const freePlan = new Set(['t3.micro', 't3.small', 't4g.micro', 't4g.small', 'c7i-flex.large', 'm7i-flex.large']);

/** The types that the practice cloud offers. */
export const instanceTypes: readonly InstanceTypeFact[] = [
  ...rows.map(
    ([name, vcpus, gib, architecture, network]): InstanceTypeFact => ({
      name,
      vcpus,
      memoryMib: gib * 1024,
      architectures: [architecture],
      currentGeneration: true,
      freeTier: freePlan.has(name),
      burstable: name.startsWith('t'),
      hypervisor: 'nitro',
      network,
      missingInZones: [],
    }),
  ),
  // The type of the old tutorials: Xen, and no longer in every zone.
  {
    name: 't2.micro',
    vcpus: 1,
    memoryMib: 1024,
    architectures: ['i386', 'x86_64'],
    currentGeneration: true,
    freeTier: false,
    burstable: true,
    hypervisor: 'xen',
    network: 'Low to Moderate',
    missingInZones: ['c'],
  },
];

/** The facts of one type, or null where there is none of that name. */
export function findInstanceType(name: string): InstanceTypeFact | null {
  return instanceTypes.find((type) => type.name === name) ?? null;
}
