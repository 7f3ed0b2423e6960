import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { SecurityGroup } from '../../src/network/contract.ts';
import { namedBy, usersInWords } from '../../src/network/rule-facts.ts';
import { ruleInWords } from '../../src/network/words.ts';
import { useCall } from '../bridge/hooks.ts';
import { DetailsPanel } from '../common/details-panel.tsx';
import { ResourceTable } from '../common/resource-table.tsx';
import { useToasts } from '../common/toasts.tsx';
import { AddRuleDialog } from './add-rule-dialog.tsx';
import { CreateGroupDialog } from './create-group-dialog.tsx';
import { type GroupFacts, groupColumns } from './group-columns.tsx';
import { GroupDetails } from './group-details.tsx';
import { DeleteGroupDialog, RemoveRuleDialog } from './removal-dialogs.tsx';
import { StaleRules } from './stale-rules.tsx';

type Open = { kind: 'create' | 'add' | 'delete' } | { kind: 'remove'; rule: SecurityGroup['inbound'][number] };

/** The security groups of the account and Region: what they let in, who uses them, and what can be changed. */
export function SecurityGroupsPage() {
  const source = useCall('network', 'list', {});
  const uses = useCall('network', 'uses', {});
  const address = useCall('network', 'myAddress', {}, { freshFor: 60_000 });
  const { push } = useToasts();
  const [selectedId, setSelectedId] = useState<string>();
  const [open, setOpen] = useState<Open>();

  const groups = source.data?.groups ?? [];
  const vpcs = source.data?.vpcs ?? [];
  const selected = groups.find(({ groupId }) => groupId === selectedId);
  const myAddress = address.data?.address;
  const facts: GroupFacts = {
    groups,
    vpcInWords: (vpcId) => {
      const vpc = vpcs.find((candidate) => candidate.vpcId === vpcId);
      return vpc?.name || (vpc?.isDefault ? 'default VPC' : vpcId);
    },
    usersOf: ({ groupId }) =>
      uses.data &&
      usersInWords(
        uses.data.uses.find((use) => use.groupId === groupId),
        namedBy(groupId, groups),
      ),
    usesUnknown: uses.error ? `Not known. ${uses.error.message}` : 'Looking…',
  };
  const close = () => setOpen(undefined);
  const done = (header: string, content?: string) => {
    close();
    push({ type: 'success', header, ...(content ? { content } : {}) });
  };

  return (
    <SpaceBetween size="s">
      <StaleRules groups={groups} myAddress={myAddress} />
      <ResourceTable
        title="Security groups"
        description="The firewalls around your machines: who may knock, and at which door. Everything else is turned away."
        source={source}
        items={groups}
        columns={groupColumns(facts)}
        idOf={({ groupId }) => groupId}
        rowLabel={({ name, groupId }) => `${name} ${groupId}`}
        searchText={(group) =>
          [
            group.name,
            group.groupId,
            group.description,
            group.vpcId,
            ...(facts.usersOf(group) ?? []),
            ...group.inbound.map((rule) => ruleInWords(rule, groups).text),
          ].join(' ')
        }
        sortBy="name"
        selectedId={selectedId}
        onSelect={setSelectedId}
        storageKey="security-groups"
        actions={<GroupActions group={selected} onOpen={(kind) => setOpen({ kind })} />}
        empty={{ title: 'No security groups', text: 'One is made for you when you launch a machine.' }}
      />
      {selected ? (
        <DetailsPanel header={`Security group ${selected.name}`}>
          <GroupDetails
            group={selected}
            facts={facts}
            onAdd={() => setOpen({ kind: 'add' })}
            onRemove={(rule) => setOpen({ kind: 'remove', rule })}
          />
        </DetailsPanel>
      ) : null}
      {open?.kind === 'create' ? (
        <CreateGroupDialog
          vpcs={vpcs}
          groups={groups}
          onClose={close}
          onCreated={(groupId, name) => {
            setSelectedId(groupId);
            done(`Security group ${name} created`, 'It lets nothing in yet. Add its first rule below.');
          }}
        />
      ) : null}
      {open?.kind === 'add' && selected ? (
        <AddRuleDialog
          group={selected}
          groups={groups}
          myAddress={myAddress}
          onClose={close}
          onAdded={(rule, already) => {
            const words = `${ruleInWords(rule, groups).text}.`;
            done(already ? `${selected.name} had this rule already` : `Rule added to ${selected.name}`, words);
          }}
        />
      ) : null}
      {open?.kind === 'remove' && selected ? (
        <RemoveRuleDialog
          group={selected}
          rule={open.rule}
          groups={groups}
          onClose={close}
          onRemoved={(words) => done(`Rule removed from ${selected.name}`, `It said: “${words}.”`)}
        />
      ) : null}
      {open?.kind === 'delete' && selected ? (
        <DeleteGroupDialog
          group={selected}
          onClose={close}
          onDeleted={() => done(`Security group ${selected.name} deleted`)}
        />
      ) : null}
    </SpaceBetween>
  );
}

const SELECT_FIRST = 'Select a security group in the table first.';

function whyNotDeletable(group: SecurityGroup | undefined): string | undefined {
  if (!group) return SELECT_FIRST;
  return group.name === 'default' ? 'Every network keeps its group “default”: AWS lets nobody delete it.' : undefined;
}

interface ActionsProps {
  readonly group: SecurityGroup | undefined;
  readonly onOpen: (kind: 'create' | 'add' | 'delete') => void;
}

function GroupActions({ group, onOpen }: ActionsProps) {
  const noDelete = whyNotDeletable(group);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ButtonDropdown
        items={[
          { id: 'add', text: 'Add rule', ...(group ? {} : { disabled: true, disabledReason: SELECT_FIRST }) },
          {
            id: 'delete',
            text: 'Delete security group',
            ...(noDelete ? { disabled: true, disabledReason: noDelete } : {}),
          },
        ]}
        onItemClick={({ detail }) => onOpen(detail.id === 'add' ? 'add' : 'delete')}
      >
        Actions
      </ButtonDropdown>
      <Button variant="primary" onClick={() => onOpen('create')}>
        Create security group
      </Button>
    </SpaceBetween>
  );
}
