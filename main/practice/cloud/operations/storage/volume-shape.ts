import { type VolumeLimits, volumeLimits } from '../../data/volume-limits.ts';
import { Refusal } from '../../refusal.ts';

/** What a request says of a volume's speed. */
export interface AskedRates {
  readonly iops: number | undefined;
  readonly throughput: number | undefined;
}

/** A volume's speed. */
export interface Rates {
  readonly iops: number | null;
  readonly throughput: number | null;
}

/** The limits of a volume type; refuses one of no kind. */
export function limitsOf(type: string): VolumeLimits {
  const limits = Object.hasOwn(volumeLimits, type) ? volumeLimits[type] : undefined;
  if (!limits) throw new Refusal('InvalidParameterValue', `Invalid volume type: ${type}`);
  return limits;
}

/** Refuses a size that a volume of the type cannot have. */
export function checkSize(type: string, size: number): void {
  const [least, most] = limitsOf(type).size;
  if (!Number.isInteger(size) || size < least) {
    throw invalid(`Volume of ${size}GiB is too small for volume type ${type}; minimum is ${least}GiB.`);
  }
  if (size > most) throw invalid(`Volume of ${size}GiB is too large for volume type ${type}; maximum is ${most}GiB.`);
}

/**
 * The speed of a volume: what is asked for, else what it had as one of the same type, else what is usual for the type.
 *
 * Refuses what the type does not have, and what is out of proportion.
 */
export function readRates(type: string, size: number, asked: AskedRates, had: Rates | null): Rates {
  const limits = limitsOf(type);
  const iops = readRate('iops', type, asked.iops, had?.iops ?? null);
  const throughput = readRate('throughput', type, asked.throughput, had?.throughput ?? null);
  checkProportions(limits, size, { iops, throughput });
  return { iops, throughput };
}

function readRate(
  name: 'iops' | 'throughput',
  type: string,
  asked: number | undefined,
  had: number | null,
): number | null {
  const limits = limitsOf(type)[name];
  if (!limits) {
    if (asked === undefined) return null;
    throw new Refusal('InvalidParameterCombination', `The parameter ${name} is not supported for ${type} volumes.`);
  }
  if (asked === undefined) {
    const rate = had ?? limits.usual;
    if (rate !== null) return rate;
    throw new Refusal('MissingParameter', `The parameter ${name} must be specified for ${type} volumes.`);
  }
  const [least, most] = limits.range;
  if (!Number.isInteger(asked) || asked < least) {
    throw invalid(`Volume ${name} of ${asked} is too low; minimum is ${least}.`);
  }
  if (asked > most) throw invalid(`Volume ${name} of ${asked} is too high; maximum is ${most}.`);
  return asked;
}

function checkProportions(limits: VolumeLimits, size: number, { iops, throughput }: Rates): void {
  // What every volume of the type has in any case is never too much for its size.
  if (limits.iops && iops !== null && iops > limits.iops.range[0]) {
    const ratio = iops / size;
    if (ratio > limits.iops.ratio) {
      throw invalid(
        `Iops to volume size ratio of ${ratio.toFixed(6)} is too high; maximum is ${limits.iops.ratio.toFixed(6)}.`,
      );
    }
  }
  if (limits.throughput && iops !== null && throughput !== null) {
    const ratio = throughput / iops;
    if (ratio > limits.throughput.ratio) {
      throw invalid(
        `Throughput (MiBps) to iops ratio of ${ratio.toFixed(6)} is too high; maximum is ${limits.throughput.ratio.toFixed(6)} MiBps per iops.`,
      );
    }
  }
}

function invalid(text: string): Refusal {
  return new Refusal('InvalidParameterValue', text);
}
