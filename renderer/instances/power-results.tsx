import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Instance } from '../../src/instances/contract.ts';
import type { PowerAction, PowerResult } from '../../src/instances/power.ts';
import { countInstances, POWER_WORDS } from '../../src/instances/power-words.ts';
import { Dialog } from './dialog.tsx';
import { fullLabelOf } from './instance-label.ts';

const SIGNS = { done: 'success', refused: 'error', unsure: 'warning' } as const;

interface Props {
  readonly action: PowerAction;
  readonly chosen: readonly Instance[];
  readonly results: readonly PowerResult[];
  readonly onClose: () => void;
}

/** What became of each instance, where not all went as asked. */
export function PowerResults({ action, chosen, results, onClose }: Props) {
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  return (
    <Dialog
      title={`${POWER_WORDS[action].verb}: ${done} of ${countInstances(results.length)} went as asked`}
      closeText="Close"
      onClose={onClose}
    >
      <ul>
        {results.map(({ instanceId, outcome, sentence, fix }) => {
          const instance = chosen.find((one) => one.instanceId === instanceId);
          return (
            <li key={instanceId}>
              <StatusIndicator type={SIGNS[outcome]}>
                {`${instance ? fullLabelOf(instance) : instanceId}: ${sentence}`}
              </StatusIndicator>
              {fix ? <Box color="text-body-secondary">{fix}</Box> : null}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
