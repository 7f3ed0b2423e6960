import { burstable } from './instance-types/burstable.ts';
import { computeOptimized } from './instance-types/compute-optimized.ts';
import type { Architecture, SizeRow, TypeFamily } from './instance-types/families.ts';
import { generalPurpose } from './instance-types/general-purpose.ts';
import { memoryOptimized } from './instance-types/memory-optimized.ts';
import { previousGeneration } from './instance-types/previous-generation.ts';
import { storageAndGraphics } from './instance-types/storage-and-graphics.ts';

/** What an instance type is, as far as choosing one and describing it goes. */
export interface InstanceTypeFact {
  readonly name: string;
  readonly vcpus: number;
  readonly cores: number;
  readonly threadsPerCore: number;
  readonly manufacturer: 'Intel' | 'AMD' | 'AWS' | 'Apple';
  /** GHz; null where AWS does not tell it. */
  readonly clockGhz: number | null;
  readonly memoryMib: number;
  readonly architectures: readonly Architecture[];
  readonly currentGeneration: boolean;
  /** Whether the free plan takes it. */
  readonly freeTier: boolean;
  readonly burstable: boolean;
  /** What a virtual machine of this kind runs under; EC2 tells none where `bareMetal` is true. */
  readonly hypervisor: 'nitro' | 'xen';
  readonly bareMetal: boolean;
  /** Whether it is offered as a Spot Instance too. */
  readonly spot: boolean;
  readonly bootModes: readonly ('legacy-bios' | 'uefi')[];
  readonly network: string;
  readonly ena: 'required' | 'supported' | 'unsupported';
  readonly maxInterfaces: number;
  readonly ipv4PerInterface: number;
  /** Bandwidth to EBS in Mbit/s; null where it shares the network's. */
  readonly ebs: { readonly baselineMbps: number; readonly maximumMbps: number } | null;
  /** Disks of its own, each of `sizeGb`; null where it has none. */
  readonly storage: {
    readonly totalGb: number;
    readonly count: number;
    readonly sizeGb: number;
    readonly kind: 'ssd' | 'hdd';
    readonly nvme: boolean;
  } | null;
  /** Graphics processors, each with `memoryMib`, all of NVIDIA; null where it has none. */
  readonly gpus: { readonly count: number; readonly name: string; readonly memoryMib: number } | null;
  /** US dollars an hour: on demand, Linux, shared tenancy, us-east-1. */
  readonly pricePerHour: number;
  /** Zone letters, or whole zone names, that do not offer it: what a zone's name must not end in. */
  readonly missingInZones: readonly string[];
}

/** The date of the sizes; source: the answers of EC2's DescribeInstanceTypes and DescribeInstanceTypeOfferings. */
export const instanceTypesDate = '2026-05-01';

/** The date of the prices; source: AWS's price list for us-east-1. */
export const instancePricesDate = '2026-01-19';

/** Source: AWS's free plan pages, November 2026. */
const freePlan = new Set(['t3.micro', 't3.small', 't4g.micro', 't4g.small', 'c7i-flex.large', 'm7i-flex.large']);

/** The type of the old tutorials is no longer in every zone of any Region. */
const gone: Readonly<Record<string, readonly string[]>> = { 't2.micro': ['c'] };

function factOf(family: TypeFamily, row: SizeRow): InstanceTypeFact {
  const [size, vcpus, gib, network, baselineMbps, maximumMbps, maxInterfaces, ipv4PerInterface, pricePerHour] = row;
  const { disks, hdd, gpus, also32Bit, spot = family.spot, threadsPerCore = family.threadsPerCore } = row[9] ?? {};
  const name = `${family.family}.${size}`;
  const bareMetal = size.startsWith('metal');
  return {
    name,
    vcpus,
    cores: vcpus / threadsPerCore,
    threadsPerCore,
    manufacturer: family.manufacturer,
    clockGhz: family.clockGhz,
    memoryMib: Math.floor(gib * 1024),
    architectures: also32Bit ? ['i386', ...family.architectures] : family.architectures,
    currentGeneration: family.currentGeneration ?? true,
    freeTier: freePlan.has(name),
    burstable: family.burstable ?? false,
    hypervisor: family.hypervisor,
    bareMetal,
    spot: spot ?? true,
    // Intel's whole machines start by legacy BIOS only.
    bootModes: bareMetal && family.manufacturer === 'Intel' ? ['legacy-bios'] : family.bootModes,
    network,
    ena: family.ena,
    maxInterfaces,
    ipv4PerInterface,
    ebs: maximumMbps > 0 ? { baselineMbps, maximumMbps } : null,
    storage: disks
      ? {
          totalGb: disks[0] * disks[1],
          count: disks[0],
          sizeGb: disks[1],
          kind: hdd ? 'hdd' : 'ssd',
          nvme: family.nvme,
        }
      : null,
    gpus: gpus ? { count: gpus[0], name: gpus[1], memoryMib: gpus[2] } : null,
    pricePerHour,
    missingInZones: gone[name] ?? family.missingInZones ?? [],
  };
}

/** The types that the practice cloud offers. */
export const instanceTypes: readonly InstanceTypeFact[] = [
  burstable,
  generalPurpose,
  computeOptimized,
  memoryOptimized,
  storageAndGraphics,
  previousGeneration,
].flatMap((families) => families.flatMap((family) => family.sizes.map((row) => factOf(family, row))));

const byName = new Map(instanceTypes.map((type) => [type.name, type]));

/** The facts of one type, or null where there is none of that name. */
export function findInstanceType(name: string): InstanceTypeFact | null {
  return byName.get(name) ?? null;
}

/** Whether a zone, by its name, offers a type. */
export function isOffered(type: InstanceTypeFact, zoneName: string): boolean {
  return !type.missingInZones.some((ending) => zoneName.endsWith(ending));
}
