/** The date of these limits. */
export const volumeLimitsDate = '2026-11-24';

/** What volumes of one type may be like. */
export interface VolumeLimits {
  /** GiB. */
  readonly size: readonly [least: number, most: number];
  readonly iops?: RateLimits;
  /** MiB/s. */
  readonly throughput?: RateLimits;
  readonly bootable: boolean;
}

/** What a rate may be, and what it is when nobody says; null where it has to be said. */
interface RateLimits {
  readonly range: readonly [least: number, most: number];
  readonly usual: number | null;
  /** At most so many IOPS for each GiB, or MiB/s for each of the IOPS. */
  readonly ratio: number;
}

/** Limits by volume type. Source: EBS user guide, "Amazon EBS volume types", November 2026. */
export const volumeLimits: Readonly<Record<string, VolumeLimits>> = {
  gp3: {
    size: [1, 65_536],
    iops: { range: [3000, 80_000], usual: 3000, ratio: 500 },
    throughput: { range: [125, 2000], usual: 125, ratio: 0.25 },
    bootable: true,
  },
  gp2: { size: [1, 16_384], bootable: true },
  io2: { size: [4, 65_536], iops: { range: [100, 256_000], usual: null, ratio: 1000 }, bootable: true },
  io1: { size: [4, 16_384], iops: { range: [100, 64_000], usual: null, ratio: 50 }, bootable: true },
  st1: { size: [125, 16_384], bootable: false },
  sc1: { size: [125, 16_384], bootable: false },
  standard: { size: [1, 1024], bootable: true },
};

/** IOPS of a gp2 volume, which nobody chooses: by its size. */
export function gp2Iops(size: number): number {
  return Math.min(16_000, Math.max(100, 3 * size));
}

/**
 * AWS's default limits on volumes and snapshots.
 *
 * Sources: EBS endpoints and quotas; EBS user guide, "Modify an Amazon EBS volume" and "Share an Amazon EBS snapshot";
 * EC2 user guide, "Amazon EBS volume limits for Amazon EC2 instances"; the EC2 error-code page.
 */
export const storageLimits = {
  descriptionLength: 255,
  /** Accounts that one snapshot is shared with, and changes of that in one call. */
  sharesPerSnapshot: 1_000,
  changesPerCall: 500,
  /** Between two snapshots of one volume. */
  snapshotWaitMs: 15_000,
  /** Between two modifications of one volume. */
  modificationWaitMs: 6 * 3_600_000,
  /** On Nitro the network interface takes one of 28. */
  attachments: { nitro: 27, xen: 40 },
} as const;

/** How long things take, in milliseconds of practice time. */
export const storageDurations = {
  /** A minute: most snapshots are of what has changed since the last one. */
  snapshot: 60_000,
  /** Data has farther to go to another Region. */
  copyNear: 120_000,
  copyFar: 240_000,
  modifying: 10_000,
  optimizing: 300_000,
} as const;
