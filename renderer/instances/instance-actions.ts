import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { whyNotImageable } from '../../src/images/rules.ts';
import type { Instance } from '../../src/instances/contract.ts';
import { MAX_AT_ONCE, type PowerAction, powerAction } from '../../src/instances/power.ts';
import { POWER_WORDS, whyNotChange, whyNotChangeType, whyNotPower } from '../../src/instances/power-words.ts';

/** What opens a dialog over the instances page. */
export type DialogKind = PowerAction | 'type' | 'protect-termination' | 'protect-stop' | 'tags' | 'system-log';

type WhyNot = (instance: Instance) => string | undefined;

const SELECT_FIRST = 'Select an instance in the table first.';

/** Why something that takes one instance cannot be done with what is selected; undefined when it can. */
export function whyNotOne(selected: readonly Instance[], whyNot: WhyNot): string | undefined {
  const [one] = selected;
  if (!one) return SELECT_FIRST;
  return selected.length > 1 ? 'Select one instance only.' : whyNot(one);
}

/** Why none of the selected can be started, stopped, …; undefined when at least one can. */
export function whyNotAny(action: PowerAction, selected: readonly Instance[]): string | undefined {
  if (selected.length === 0) return SELECT_FIRST;
  if (selected.length > MAX_AT_ONCE) return `Select at most ${MAX_AT_ONCE} instances at once.`;
  const reasons = selected.map((one) => whyNotPower(action, one));
  return reasons.includes(undefined) ? undefined : reasons[0];
}

/** Why nobody can log in to this instance now; undefined when somebody can try. */
export const whyNotConnectable: WhyNot = ({ state }) =>
  state === 'running' ? undefined : 'Only a running instance can be connected to.';

/** The entries of Instance state. */
export function stateItems(selected: readonly Instance[]): ButtonDropdownProps.ItemOrGroup[] {
  return powerAction.options.map((action) => item(action, POWER_WORDS[action].one, whyNotAny(action, selected)));
}

/** The entries of Actions, in the console's groups. */
export function actionItems(selected: readonly Instance[]): ButtonDropdownProps.ItemOrGroup[] {
  const one = (id: DialogKind | 'create-image' | 'connect', text: string, whyNot: WhyNot) =>
    item(id, text, whyNotOne(selected, whyNot));
  return [
    {
      id: 'settings',
      text: 'Instance settings',
      items: [
        one('type', 'Change instance type', whyNotChangeType),
        one('protect-termination', 'Change termination protection', whyNotChange),
        one('protect-stop', 'Change stop protection', whyNotChange),
        one('tags', 'Manage tags', whyNotChange),
      ],
    },
    {
      id: 'image-and-templates',
      text: 'Image and templates',
      items: [one('create-image', 'Create image', whyNotImageable)],
    },
    {
      id: 'troubleshoot',
      text: 'Monitor and troubleshoot',
      items: [
        one('system-log', 'Get system log', ({ state }) =>
          state === 'terminated' ? 'It is terminated: what it printed is gone.' : undefined,
        ),
      ],
    },
  ];
}

function item(id: string, text: string, reason: string | undefined): ButtonDropdownProps.Item {
  return { id, text, disabled: reason !== undefined, ...(reason ? { disabledReason: reason } : {}) };
}
