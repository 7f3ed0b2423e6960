import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { SecurityGroup } from '../../src/network/contract.ts';
import { ruleInWords } from '../../src/network/words.ts';
import { Copyable } from '../common/copyable.tsx';
import type { GroupFacts } from './group-columns.tsx';

type Rule = SecurityGroup['inbound'][number];

interface Props {
  readonly group: SecurityGroup;
  readonly facts: GroupFacts;
  readonly onAdd: () => void;
  readonly onRemove: (rule: Rule) => void;
}

/** One security group below its table: its rules one by one, and everyone who uses it. */
export function GroupDetails({ group, facts, onAdd, onRemove }: Props) {
  const words = (rule: Rule) => ruleInWords(rule, facts.groups);
  const users = facts.usersOf(group);
  return (
    <SpaceBetween size="l">
      <Table
        variant="embedded"
        items={group.inbound}
        wrapLines
        header={
          <Header
            variant="h3"
            counter={`(${group.inbound.length})`}
            actions={<Button onClick={onAdd}>Add rule</Button>}
          >
            What gets in
          </Header>
        }
        columnDefinitions={[
          {
            id: 'rule',
            header: 'Rule',
            isRowHeader: true,
            cell: (rule) => {
              const { text, risky } = words(rule);
              return risky ? <StatusIndicator type="warning">{text}</StatusIndicator> : text;
            },
          },
          { id: 'source', header: 'Source', cell: ({ source }) => source },
          { id: 'description', header: 'Description', cell: ({ description }) => description || '-' },
          {
            id: 'remove',
            header: 'Remove',
            cell: (rule) => (
              <Button
                variant="inline-icon"
                iconName="remove"
                ariaLabel={`Remove the rule: ${words(rule).text}`}
                onClick={() => onRemove(rule)}
              />
            ),
          },
        ]}
        ariaLabels={{ tableLabel: `Rules of ${group.name}` }}
        empty={
          <Box textAlign="center" color="text-body-secondary">
            Nothing gets in. Add a rule to let somebody in.
          </Box>
        }
      />
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Security group ID', value: <Copyable text={group.groupId} what="security group ID" /> },
          { label: 'Description', value: group.description || '-' },
          { label: 'VPC', value: facts.vpcInWords(group.vpcId) },
          { label: 'Used by', value: users === undefined ? facts.usesUnknown : <Users users={users} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function Users({ users }: { users: readonly string[] }) {
  if (users.length === 0) return 'Nothing: it can be deleted.';
  return users.map((user) => <div key={user}>{user}</div>);
}
