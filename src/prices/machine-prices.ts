import { assertNever } from '../core/errors.ts';
import type { MachinePrices, PricedSystem } from './contract.ts';
import { HOUR_PRICE_NOTE } from './instance-hours.ts';
import { PRICE_LIST } from './price-list.ts';

/** The list's prices in the form in which AWS's are told. It knows Linux alone: for others every price is unknown. */
export function listedPrices(system: PricedSystem): MachinePrices {
  const hours = Object.entries(PRICE_LIST.machineHours).flatMap(([family, sizes]) =>
    Object.entries(sizes).map(([size, price]) => [`${family}.${size}`, price] as const),
  );
  return {
    from: 'list',
    region: PRICE_LIST.region,
    system,
    hours: system === 'Linux' ? Object.fromEntries(hours) : {},
  };
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
