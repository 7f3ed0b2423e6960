import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { SecurityGroup } from '../../src/network/contract.ts';
import { ruleInWords } from '../../src/network/words.ts';

/** What a security group lets in, one plain sentence a rule; what stands open to the world carries a warning mark. */
export function RuleWords({ group, groups }: { group: SecurityGroup; groups: readonly SecurityGroup[] }) {
  if (group.inbound.length === 0) return <Box color="text-body-secondary">Nothing gets in.</Box>;
  return (
    <>
      {group.inbound.map((rule, index) => {
        const words = ruleInWords(rule, groups);
        // Rules have no id of their own, and the list is never reordered in place.
        const key = `${index} ${words.text}`;
        return (
          // A table's cells do not wrap by themselves, and half a rule says nothing.
          <div key={key} style={{ whiteSpace: 'normal' }}>
            {words.risky ? <StatusIndicator type="warning">{words.text}</StatusIndicator> : words.text}
          </div>
        );
      })}
    </>
  );
}
