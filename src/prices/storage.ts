import { MONTH_HOURS, PRICE_LIST, type PriceStep } from './price-list.ts';

/** What a public IPv4 address costs a month, in US dollars. */
export const ADDRESS_MONTH = PRICE_LIST.addressHour * MONTH_HOURS;

/** A volume as far as its price goes; IOPS and throughput that nobody asked for are AWS's defaults. */
export interface PricedVolume {
  readonly type: string;
  readonly sizeGiB: number;
  readonly iops?: number | undefined;
  readonly throughput?: number | undefined;
}

/** The most that snapshots of these sizes cost a month, in US dollars. */
export function snapshotsMonthly(sizesGiB: readonly number[]): number {
  return sizesGiB.reduce((sum, size) => sum + size, 0) * PRICE_LIST.snapshotGiBMonth;
}

/** What a volume costs a month, in US dollars: its size, and the IOPS and throughput that are paid for by themselves. */
export function volumeMonthly({ type, sizeGiB, iops = 0, throughput = 0 }: PricedVolume): number {
  const prices = PRICE_LIST.volumes[type] ?? PRICE_LIST.volumes.gp3;
  if (!prices) return 0;
  return sizeGiB * prices.giBMonth + stepped(iops, prices.iopsMonth) + stepped(throughput, prices.throughputMonth);
}

/** The price of an amount of which each part has its own. */
function stepped(amount: number, steps: readonly PriceStep[] = []): number {
  let from = 0;
  let sum = 0;
  for (const { upTo = Number.POSITIVE_INFINITY, price } of steps) {
    sum += Math.max(0, Math.min(amount, upTo) - from) * price;
    from = upTo;
  }
  return sum;
}
