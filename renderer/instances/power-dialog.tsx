import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { useState } from 'react';
import type { Instance } from '../../src/instances/contract.ts';
import { hourWords, instanceCost } from '../../src/instances/cost.ts';
import type { PowerAction, PowerResult } from '../../src/instances/power.ts';
import { countInstances, POWER_WORDS, whyNotPower } from '../../src/instances/power-words.ts';
import { HOUR_PRICE_NOTE } from '../../src/prices/instance-hours.ts';
import { dollars, PRICE_NOTE } from '../../src/prices/price-list.ts';
import { Dialog } from './dialog.tsx';
import { fullLabelOf } from './instance-label.ts';
import { PowerResults } from './power-results.tsx';
import { usePower } from './use-power.ts';

interface Props {
  readonly action: Exclude<PowerAction, 'terminate'>;
  readonly chosen: readonly Instance[];
  readonly onClose: () => void;
}

/** Start, stop or reboot: what it means for each of the chosen, then what became of each. */
export function PowerDialog({ action, chosen, onClose }: Props) {
  const [results, setResults] = useState<readonly PowerResult[]>();
  const power = usePower(action, setResults, onClose);
  const words = POWER_WORDS[action];
  if (results) return <PowerResults action={action} chosen={chosen} results={results} onClose={onClose} />;
  const able = chosen.filter((one) => whyNotPower(action, one) === undefined);
  return (
    <Dialog
      title={`${words.verb} ${countInstances(able.length)}?`}
      doText={`${words.verb} ${countInstances(able.length)}`}
      onDo={() => void power.run(able)}
      running={power.running}
      error={power.error}
      onClose={onClose}
    >
      <Alert type="info">{words.meaning}</Alert>
      <ul>
        {chosen.map((one) => (
          <li key={one.instanceId}>
            {fullLabelOf(one)}
            <Box color="text-body-secondary">{whyNotPower(action, one) ?? moneyOf(action, one)}</Box>
          </li>
        ))}
      </ul>
      {action === 'reboot' ? null : (
        <Box color="text-body-secondary" fontSize="body-s">{`${HOUR_PRICE_NOTE} Disks: ${PRICE_NOTE}`}</Box>
      )}
    </Dialog>
  );
}

function moneyOf(action: Props['action'], instance: Instance): string {
  const { hour, disksMonth } = instanceCost(instance, Date.now());
  const disks = `its disks cost ${dollars(disksMonth)} a month`;
  switch (action) {
    case 'start':
      return `Price of its time (${instance.instanceType}): ${hourWords(hour)}; ${disks}, as before.`;
    case 'stop':
      return `Saves the price of its time: ${hourWords(hour)}; ${disks}, as before.`;
    case 'reboot':
      return 'It costs the same as before.';
  }
}
