import Box from '@cloudscape-design/components/box';
import type { LaunchRequest } from '../../src/launch/contract.ts';
import { afterwardsInWords, costLines, launchCost, totalInWords } from '../../src/launch/cost.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import { machinePriceNote } from '../../src/prices/machine-prices.ts';
import { PRICE_DATE, PRICE_LIST } from '../../src/prices/price-list.ts';

/** What the launch costs while it runs, of what that is made, and what goes on when it does not. */
export function CostSummary({ request, facts }: { request: LaunchRequest; facts: LaunchFacts }) {
  const cost = launchCost(request, facts);
  const total = totalInWords(cost);
  const several = request.count > 1 ? `, ${request.count} machines` : '';
  return (
    <section aria-label="What it costs">
      <Box variant="awsui-key-label">While it runs{several}</Box>
      <Box fontSize="heading-l" fontWeight="bold">
        {total.month}
      </Box>
      <Box color="text-body-secondary" fontSize="body-s">
        {total.hour}
      </Box>
      <dl className="launch-cost-lines">
        {costLines(cost).map(({ label, month }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{month}</dd>
          </div>
        ))}
      </dl>
      <Box fontSize="body-s">{afterwardsInWords(request)}</Box>
      <Box color="text-body-secondary" fontSize="body-s" margin={{ top: 'xs' }}>
        {machinePriceNote(facts.prices)} Disks and addresses: list price of {PRICE_LIST.region}, {PRICE_DATE}. Without
        traffic.
      </Box>
    </section>
  );
}
