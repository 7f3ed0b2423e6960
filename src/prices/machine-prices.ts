import { assertNever } from '../core/errors.ts';
import type { PricedSystem, ToldPrices } from './contract.ts';
import { HOUR_PRICE_NOTE } from './instance-hours.ts';
import { PRICE_LIST } from './price-list.ts';

/** What an hour of each instance type costs in US dollars, on demand; a type that is left out has no known price. */
export interface MachinePrices extends Pick<ToldPrices, 'from' | 'region' | 'system'> {
  readonly hours: ReadonlyMap<string, number>;
}

/** The prices that were told; the list's where none were. */
export function pricesOf({ from, region, system, hours }: ToldPrices): MachinePrices {
  if (from === 'list') return listedPrices(system);
  return { from, region, system, hours: new Map(hours.map(({ instanceType, dollars }) => [instanceType, dollars])) };
}

/** The list's own prices. It knows Linux alone: for other systems every price is unknown. */
export function listedPrices(system: PricedSystem): MachinePrices {
  const hours = Object.entries(PRICE_LIST.machineHours).flatMap(([family, sizes]) =>
    Object.entries(sizes).map(([size, price]) => [`${family}.${size}`, price] as const),
  );
  return { from: 'list', region: PRICE_LIST.region, system, hours: new Map(system === 'Linux' ? hours : []) };
}

/** The system that an image is charged as, by AWS's own words for its platform; undefined where Amiable has no price. */
export function pricedSystemOf(platform: string): PricedSystem | undefined {
  if (platform === 'Linux/UNIX') return 'Linux';
  return platform === 'Windows' ? 'Windows' : undefined;
}

/** Where machines' prices come from, to stand beside them. */
export function machinePriceNote({ from, region }: MachinePrices): string {
  switch (from) {
    case 'aws':
      return `Machines: AWS’s on-demand price in ${region}, asked today.`;
    case 'practice':
      return 'Machines: about what AWS would charge. The practice cloud itself costs nothing.';
    case 'list':
      return HOUR_PRICE_NOTE;
    default:
      return assertNever(from, 'source of prices');
  }
}
