import type { Instance } from '../../src/instances/contract.ts';
import type { PowerAction, PowerResult } from '../../src/instances/power.ts';
import { countInstances, POWER_WORDS } from '../../src/instances/power-words.ts';
import { type Action, useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { useToasts } from '../common/toasts.tsx';
import { labelOf } from './instance-label.ts';

/**
 * Does it to instances and asks the list again.
 *
 * Where all went well a toast says so and the dialog closes; otherwise `onResults` gets what became of each.
 */
export function usePower(
  action: PowerAction,
  onResults: (results: readonly PowerResult[]) => void,
  onClose: () => void,
): Action<readonly Instance[], true> {
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  return useAction(async (these: readonly Instance[]): Promise<true> => {
    const ids = these.map(({ instanceId }) => instanceId);
    const { results } = await client.instances
      .power({ action, instanceIds: ids })
      .finally(() => invalidate('instances'));
    if (results.some(({ outcome }) => outcome !== 'done')) {
      onResults(results);
      return true;
    }
    const [one] = these;
    const { doing } = POWER_WORDS[action];
    push({
      type: 'success',
      header:
        these.length === 1 && one ? `${labelOf(one)} ${doing}.` : `${countInstances(these.length)}: each ${doing}.`,
      content: 'The table follows it.',
    });
    onClose();
    return true;
  });
}
