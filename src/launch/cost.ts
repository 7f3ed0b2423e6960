import { dollars, dollarsAnHour, MONTH_HOURS, PRICE_LIST } from '../prices/price-list.ts';
import { ADDRESS_MONTH, type PricedVolume, volumeMonthly } from '../prices/storage.ts';
import type { LaunchRequest } from './contract.ts';
import type { LaunchFacts } from './facts.ts';

/** What a launch costs a month while all of it runs, in US dollars, for all its machines together. */
export interface LaunchCost {
  /** The machines themselves; undefined where their price is not known. */
  readonly machines: number | undefined;
  readonly disks: number;
  readonly addresses: number;
  readonly monitoring: number;
}

/** What these choices cost a month. A field that is not filled in yet counts as nothing. */
export function launchCost(request: LaunchRequest, { prices }: Pick<LaunchFacts, 'prices'>): LaunchCost {
  const count = Number.isFinite(request.count) ? request.count : 0;
  const hour = prices.hours.get(request.instanceType);
  const volumes = [...request.volumes, ...request.newVolumes];
  const disks = volumes.reduce((sum, volume) => sum + (volumeMonthly(volume) || 0), 0);
  return {
    machines: hour === undefined ? undefined : hour * MONTH_HOURS * count,
    disks: disks * count,
    addresses: request.publicIp ? ADDRESS_MONTH * count : 0,
    monitoring: request.detailedMonitoring ? PRICE_LIST.detailedMonitoringMonth * count : 0,
  };
}

/** The whole, in words: `$12.36 a month`; what is not known is said, not counted as nothing. */
export function totalInWords(cost: LaunchCost): { readonly month: string; readonly hour: string } {
  const known = (cost.machines ?? 0) + cost.disks + cost.addresses + cost.monitoring;
  const least = cost.machines === undefined ? 'More than ' : '';
  return {
    month: `${least}${dollars(known)} a month`,
    hour: `${least.toLowerCase()}${dollarsAnHour(known / MONTH_HOURS)} an hour`,
  };
}

/** One line of what the whole is made of. */
export interface CostLine {
  readonly label: string;
  readonly month: string;
}

/** What the whole is made of, a month each. */
export function costLines(cost: LaunchCost): readonly CostLine[] {
  return [
    { label: 'Machine', month: cost.machines === undefined ? 'Not known' : dollars(cost.machines) },
    { label: 'Disks', month: dollars(cost.disks) },
    ...(cost.addresses > 0 ? [{ label: 'Public address', month: dollars(cost.addresses) }] : []),
    ...(cost.monitoring > 0 ? [{ label: 'Detailed monitoring', month: dollars(cost.monitoring) }] : []),
  ];
}

/** What goes on costing once the machine is off: its disks; a public address that AWS lent is given back. */
export function afterwardsInWords(request: LaunchRequest): string {
  const count = Number.isFinite(request.count) ? request.count : 0;
  const volumes = [...request.volumes, ...request.newVolumes];
  const month = (list: readonly PricedVolume[]) =>
    dollars(list.reduce((sum, volume) => sum + (volumeMonthly(volume) || 0), 0) * count);
  const kept = volumes.filter(({ deleteOnTermination }) => !deleteOnTermination);
  const stopped = `Stopped: the disks still cost ${month(volumes)} a month.`;
  return kept.length === 0
    ? `${stopped} Terminated: nothing.`
    : `${stopped} Terminated: the disks that you keep, ${month(kept)} a month.`;
}
