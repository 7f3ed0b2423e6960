import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import type { Instance } from '../../src/instances/contract.ts';
import type { PowerResult } from '../../src/instances/power.ts';
import { countInstances, POWER_WORDS } from '../../src/instances/power-words.ts';
import { savedMonthly, whyStays } from '../../src/instances/termination-words.ts';
import { HOUR_PRICE_NOTE } from '../../src/prices/instance-hours.ts';
import { dollars, PRICE_NOTE } from '../../src/prices/price-list.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { Dialog } from './dialog.tsx';
import { PowerResults } from './power-results.tsx';
import { TerminationFacts } from './termination-facts.tsx';
import { usePower } from './use-power.ts';

/** Terminate: what goes with each instance, what stays and costs, what is protected; then what became of each. */
export function TerminateDialog({ chosen, onClose }: { chosen: readonly Instance[]; onClose: () => void }) {
  const account = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY }).data;
  const before = useCall('instances', 'beforeTerminate', { instanceIds: chosen.map(({ instanceId }) => instanceId) });
  const [results, setResults] = useState<readonly PowerResult[]>();
  const power = usePower('terminate', setResults, onClose);
  if (results) return <PowerResults action="terminate" chosen={chosen} results={results} onClose={onClose} />;
  const fates = before.data?.fates ?? [];
  const going = fates.filter((fate) => whyStays(fate) === undefined);
  const saved = savedMonthly(going, Date.now());
  return (
    <Dialog
      title={`Terminate ${countInstances(before.data ? going.length : chosen.length)} for good?`}
      doText={going.length > 0 ? `Terminate ${countInstances(going.length)}` : undefined}
      onDo={() => void power.run(going.map(({ instance }) => instance))}
      running={power.running}
      error={power.error}
      onClose={onClose}
    >
      {before.error ? <ErrorAlert error={before.error} onRetry={before.refresh} /> : null}
      {before.loading ? (
        <Box>
          <Spinner /> Looking at what goes with it
        </Box>
      ) : null}
      {going.length > 0 ? (
        <Alert type="warning" header={POWER_WORDS.terminate.meaning}>
          {account
            ? `${account.source.kind === 'practice' ? 'On the practice cloud, account' : 'In the real account'} ${account.accountId}, Region ${account.region}. `
            : ''}
          {saved === undefined
            ? 'What it saves is not known: a price is missing.'
            : `It saves about ${dollars(saved)} a month.`}
        </Alert>
      ) : null}
      {fates.map((fate) => (
        <TerminationFacts key={fate.instance.instanceId} fate={fate} />
      ))}
      {fates.length > 0 ? (
        <Box
          color="text-body-secondary"
          fontSize="body-s"
        >{`${HOUR_PRICE_NOTE} Disks and addresses: ${PRICE_NOTE}`}</Box>
      ) : null}
    </Dialog>
  );
}
