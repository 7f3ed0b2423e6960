import { useMemo } from 'react';
import { listedPrices, type MachinePrices, pricedSystemOf, pricesOf } from '../../src/prices/machine-prices.ts';
import { useCall } from '../bridge/hooks.ts';

/**
 * What machines cost with an image's system: the list's prices at once, and AWS's own when they come.
 *
 * AWS answers in some seconds, and not to everyone: nobody waits for it.
 */
export function useMachinePrices(platform = ''): MachinePrices {
  const system = pricedSystemOf(platform);
  const asked = useCall(
    'prices',
    'machines',
    { system: system ?? 'Linux' },
    { enabled: system !== undefined, freshFor: 3_600_000 },
  );
  const told = asked.data;
  return useMemo(() => {
    if (system === undefined) return { ...listedPrices('Linux'), hours: new Map() };
    return told ? pricesOf(told) : listedPrices(system);
  }, [system, told]);
}
