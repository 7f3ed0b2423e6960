import list from '../../assets/prices.json' with { type: 'json' };
import { monthInWords } from '../core/dates.ts';

/** A price that holds up to an amount, and the one that holds from there on; without `upTo` for all that is left. */
export interface PriceStep {
  readonly upTo?: number;
  readonly price: number;
}

/** What a type of volume costs a month, in US dollars; what has no price of its own is part of the size's. */
export interface VolumePrices {
  readonly giBMonth: number;
  readonly iopsMonth?: readonly PriceStep[];
  readonly throughputMonth?: readonly PriceStep[];
}

/** The list prices that Amiable brings along, in US dollars. */
export interface PriceList {
  /** The month that they are of: `2025-07`. */
  readonly asOf: string;
  readonly region: string;
  readonly source: string;
  /** For each GiB that a snapshot really holds; its volume's size is the most that this can be. */
  readonly snapshotGiBMonth: number;
  /** For a public IPv4 address, attached or not. */
  readonly addressHour: number;
  /** Detailed monitoring of one instance: its seven metrics. */
  readonly detailedMonitoringMonth: number;
  /** For an hour of one vCPU beyond the credits of a machine that bursts without limit. */
  readonly creditVcpuHour: number;
  readonly volumes: Readonly<Record<string, VolumePrices>>;
  /** An hour of a machine with Linux, on demand, by family and size. */
  readonly machineHours: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * The one price list: assets/prices.json, whose date stands beside every figure that is taken from it.
 *
 * Prices of one Region; others differ by up to a half. It is what is shown where AWS itself cannot be asked.
 */
export const PRICE_LIST: PriceList = list;

/** Hours of a month, as AWS counts them. */
export const MONTH_HOURS = 730;

/** The list's month in words: `July 2025`. */
export const PRICE_DATE = monthInWords(PRICE_LIST.asOf);

/** Where a figure comes from, to stand beside it. */
export const PRICE_NOTE = `List price of ${PRICE_LIST.region}, ${PRICE_DATE}; other Regions differ. Check before you rely on it.`;

/** Dollars as they are read: `$0.40`, and `under $0.01` for what is less. */
export function dollars(amount: number): string {
  if (amount > 0 && amount < 0.01) return 'under $0.01';
  return `$${amount.toFixed(2)}`;
}

/** An hour's price is often below a cent, so it has four places: `$0.0104`. */
export function dollarsAnHour(amount: number): string {
  return `$${amount.toFixed(4)}`;
}
