import { toErrorShape } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { prices as contract, PricedSystem, ToldPrices } from '../../src/prices/contract.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock, Log } from '../app/platform.ts';
import type { Cloud } from '../aws/cloud.ts';

export interface PricesDeps {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long AWS's prices hold; it changes them a few times a year. */
const DAY_MS = 86_400_000;
/** How long a refusal holds before AWS is asked again. */
const REFUSED_MS = 600_000;

/** The price list API belongs to the commercial partition; keys of others are strangers to it. */
const HAS_PRICES = /^(?!cn-|us-gov-|us-iso|eusc-)/;

/** What machines cost. */
export function createPrices({ accounts, clock, log }: PricesDeps): Handlers<typeof contract> {
  const known = new WeakMap<
    Cloud,
    Map<PricedSystem, { readonly until: number; readonly prices: Promise<ToldPrices> }>
  >();

  async function ask(cloud: Cloud, system: PricedSystem): Promise<ToldPrices> {
    const { askMachineHours } = await import('./aws-prices.ts');
    const from = cloud.source.kind === 'practice' ? 'practice' : 'aws';
    return { from, region: cloud.region, system, hours: await askMachineHours(cloud, system) };
  }

  return {
    async machines({ system }) {
      const { cloud } = await accounts.reading();
      if (!HAS_PRICES.test(cloud.region)) return notTold(cloud, system);
      const ofCloud = known.get(cloud) ?? new Map();
      known.set(cloud, ofCloud);
      const now = clock.now().getTime();
      const kept = ofCloud.get(system);
      if (kept && kept.until > now) return kept.prices;
      const prices = ask(cloud, system).catch((error: unknown) => {
        // Many may not read prices, and some are offline: the list does, and says of when it is.
        log.info('AWS told no prices; the list is shown', { code: toErrorShape(error).code });
        ofCloud.set(system, { until: now + REFUSED_MS, prices: Promise.resolve(notTold(cloud, system)) });
        return notTold(cloud, system);
      });
      ofCloud.set(system, { until: now + DAY_MS, prices });
      return prices;
    },
  };
}

/** The window has the list and takes it then. */
function notTold({ region }: Cloud, system: PricedSystem): ToldPrices {
  return { from: 'list', region, system, hours: [] };
}
