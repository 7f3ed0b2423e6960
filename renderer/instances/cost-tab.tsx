import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Instance } from '../../src/instances/contract.ts';
import { hourWords, instanceCost, monthWords } from '../../src/instances/cost.ts';
import { uptimeWords } from '../../src/instances/uptime.ts';
import { HOUR_PRICE_NOTE } from '../../src/prices/instance-hours.ts';
import { dollars, PRICE_NOTE } from '../../src/prices/price-list.ts';

/** What the instance costs: its time, and what goes on when it is stopped. */
export function CostTab({ instance }: { instance: Instance }) {
  const now = Date.now();
  const cost = instanceCost(instance, now);
  const month = (amount: number) => (amount === 0 ? 'nothing' : `${dollars(amount)} a month`);
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: `Its time (${instance.instanceType})`,
            value: cost.charged ? hourWords(cost.hour) : `nothing now; ${hourWords(cost.hour)} while it runs`,
          },
          { label: 'Running since its last start', value: uptimeWords(instance, now) ?? 'It is not running' },
          {
            label: 'Its time since the last start',
            value: cost.sinceStart === undefined ? '-' : `about ${dollars(cost.sinceStart)}`,
          },
          { label: 'Disks, running or stopped', value: month(cost.disksMonth) },
          { label: 'Public IPv4 address', value: month(cost.addressMonth) },
          { label: 'A month, if it stays as it is', value: monthWords(cost) },
        ]}
      />
      <Box color="text-body-secondary" fontSize="body-s">
        {`${HOUR_PRICE_NOTE} Disks and addresses: ${PRICE_NOTE} Traffic to the internet is charged besides.`}
      </Box>
    </SpaceBetween>
  );
}
