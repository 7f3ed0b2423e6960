/** A processor architecture, in EC2's words. */
export type Architecture = 'x86_64' | 'arm64' | 'i386' | 'x86_64_mac' | 'arm64_mac';

/** Types that differ in size only. */
export interface TypeFamily {
  /** What stands before the point, such as `m7g`. */
  readonly family: string;
  readonly manufacturer: 'Intel' | 'AMD' | 'AWS' | 'Apple';
  readonly clockGhz: number | null;
  readonly architectures: readonly Architecture[];
  readonly threadsPerCore: number;
  readonly hypervisor: 'nitro' | 'xen';
  readonly ena: 'required' | 'supported' | 'unsupported';
  readonly bootModes: readonly ('legacy-bios' | 'uefi')[];
  /** Whether its own disks, where it has any, are NVMe. */
  readonly nvme: boolean;
  readonly currentGeneration?: false;
  readonly burstable?: true;
  readonly spot?: false;
  readonly missingInZones?: readonly string[];
  readonly sizes: readonly SizeRow[];
}

/**
 * One size: what stands after the point, vCPUs, memory in GiB, network words, EBS baseline and maximum in Mbit/s (both 0
 * where EBS has no bandwidth of its own), network interfaces, IPv4 addresses for each, US dollars an hour.
 */
export type SizeRow = readonly [
  size: string,
  vcpus: number,
  memoryGib: number,
  network: string,
  ebsBaseline: number,
  ebsMaximum: number,
  interfaces: number,
  addresses: number,
  price: number,
  more?: SizeExtras,
];

/** What few sizes have. */
export interface SizeExtras {
  /** How many disks of its own, and how large each is in GB. */
  readonly disks?: readonly [count: number, sizeGb: number];
  /** Spinning disks; all others are SSDs. */
  readonly hdd?: true;
  /** How many of which name, and how much memory each has in MiB. */
  readonly gpus?: readonly [count: number, name: string, memoryMib: number];
  readonly also32Bit?: true;
  readonly spot?: false;
  readonly threadsPerCore?: number;
}

type Preset = Pick<
  TypeFamily,
  'manufacturer' | 'architectures' | 'threadsPerCore' | 'hypervisor' | 'ena' | 'bootModes' | 'nvme'
>;

/** Intel's processors on the Nitro system. */
export const intel: Preset = {
  manufacturer: 'Intel',
  architectures: ['x86_64'],
  threadsPerCore: 2,
  hypervisor: 'nitro',
  ena: 'required',
  bootModes: ['legacy-bios', 'uefi'],
  nvme: true,
};

/** AMD's processors on the Nitro system; from the seventh generation on, a vCPU is a whole core. */
export const amd: Preset = { ...intel, manufacturer: 'AMD' };

/** AWS's own Arm processors. */
export const graviton: Preset = {
  ...intel,
  manufacturer: 'AWS',
  architectures: ['arm64'],
  threadsPerCore: 1,
  bootModes: ['uefi'],
};

/** Apple's own processors, in whole Macs. */
export const apple: Preset = {
  ...intel,
  manufacturer: 'Apple',
  architectures: ['arm64_mac'],
  bootModes: ['legacy-bios'],
};

/** Intel's processors under Xen, as before 2017. */
export const xen: Preset = {
  ...intel,
  hypervisor: 'xen',
  ena: 'unsupported',
  bootModes: ['legacy-bios'],
  nvme: false,
};

/** The old burstable types, whose vCPUs are not told apart from cores. */
export const xenBurstable: Preset = { ...xen, threadsPerCore: 1 };
