import Box from '@cloudscape-design/components/box';
import type { SecurityGroup } from '../../src/network/contract.ts';
import { nameOfRule } from '../../src/network/rule-facts.ts';
import { ruleInWords } from '../../src/network/words.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';

interface RemoveRuleProps {
  readonly group: SecurityGroup;
  readonly rule: SecurityGroup['inbound'][number];
  readonly groups: readonly SecurityGroup[];
  readonly onRemoved: (words: string) => void;
  readonly onClose: () => void;
}

/** What is shut when a rule is taken away, before it is. */
export function RemoveRuleDialog({ group, rule, groups, onRemoved, onClose }: RemoveRuleProps) {
  const client = useClient();
  const invalidate = useInvalidate();
  const words = ruleInWords(rule, groups).text;
  const remove = useAction(async () => {
    await client.network.removeRule({ groupId: group.groupId, rule: nameOfRule(rule) });
    invalidate('network');
    onRemoved(words);
  });
  return (
    <ActionDialog
      header={`Remove a rule from ${group.name}?`}
      label="Remove rule"
      runningText="Removing the rule"
      running={remove.running}
      error={remove.error}
      onSubmit={() => void remove.run(undefined)}
      onClose={onClose}
    >
      <Box variant="p" fontWeight="bold">
        {words}
      </Box>
      <Box variant="p">
        From now on they are turned away, unless another rule lets them in. Connections that are open may go on until
        they end. You can add the same rule again at any time.
      </Box>
    </ActionDialog>
  );
}

interface DeleteGroupProps {
  readonly group: SecurityGroup;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** What goes with a security group, before it does; one that is used is refused with the names of its users. */
export function DeleteGroupDialog({ group, onDeleted, onClose }: DeleteGroupProps) {
  const client = useClient();
  const invalidate = useInvalidate();
  const remove = useAction(async () => {
    await client.network.deleteGroup({ groupId: group.groupId });
    invalidate('network');
    onDeleted();
  });
  const count = group.inbound.length;
  const rules = count === 0 ? 'It has no rules' : `Its ${count === 1 ? 'rule goes' : `${count} rules go`} with it`;
  return (
    <ActionDialog
      header={`Delete the security group ${group.name}?`}
      label="Delete security group"
      runningText="Deleting the security group"
      running={remove.running}
      error={remove.error}
      onSubmit={() => void remove.run(undefined)}
      onClose={onClose}
    >
      <Box variant="p">
        {rules}. No machine is stopped by it: a group that something uses cannot be deleted. It saves no money, and it
        cannot be undone; you can make another one.
      </Box>
    </ActionDialog>
  );
}
