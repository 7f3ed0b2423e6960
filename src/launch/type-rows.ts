import type { MachinePrices } from '../prices/machine-prices.ts';
import { MONTH_HOURS } from '../prices/price-list.ts';
import type { InstanceType } from './contract.ts';

/** A type as the table compares it. */
export interface TypeRow {
  readonly name: string;
  readonly vCpus: number;
  readonly memoryMiB: number;
  readonly free: boolean;
  /** US dollars; undefined where the price is not known. */
  readonly hour: number | undefined;
  readonly month: number | undefined;
}

/** The least that a machine must have; 0 where that does not matter. */
export interface LeastWanted {
  readonly vCpus: number;
  readonly memoryGiB: number;
}

/** The steps that machines come in. */
export const STEPS = {
  vCpus: [0, 2, 4, 8, 16, 32, 64],
  memoryGiB: [0, 1, 2, 4, 8, 16, 32, 64, 128],
} as const;

/** The rows of the table of types. */
export function typeRows(types: readonly InstanceType[], { hours }: MachinePrices): readonly TypeRow[] {
  return types.map(({ name, vCpus, memoryMiB, freeTierEligible }) => {
    const hour = hours.get(name);
    return { name, vCpus, memoryMiB, free: freeTierEligible, hour, month: hour && hour * MONTH_HOURS };
  });
}

/** The rows that have at least what is wanted. */
export function atLeast(rows: readonly TypeRow[], { vCpus, memoryGiB }: LeastWanted): readonly TypeRow[] {
  return rows.filter((row) => row.vCpus >= vCpus && row.memoryMiB >= memoryGiB * 1024);
}
