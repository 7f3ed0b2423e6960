import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { addRuleRequest, type NewInboundRule } from '../../src/network/changes.ts';
import type { SecurityGroup } from '../../src/network/contract.ts';
import {
  openDoorWarning,
  type RuleValues,
  ruleDefaults,
  ruleFrom,
  ruleService,
  toRule,
} from '../../src/network/rule-form.ts';
import { ANYWHERE, ruleInWords } from '../../src/network/words.ts';
import { useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { useActionForm } from '../common/action-form.ts';
import { NumberInput } from '../common/number-input.tsx';

const SERVICES = [
  { value: 'ssh', label: 'SSH', description: 'Logging in to Linux machines (port 22)' },
  { value: 'rdp', label: 'RDP', description: 'The desktop of Windows machines (port 3389)' },
  { value: 'http', label: 'HTTP', description: 'Web pages, not encrypted (port 80)' },
  { value: 'https', label: 'HTTPS', description: 'Web pages, encrypted (port 443)' },
  { value: 'tcp', label: 'Other ports (TCP)', description: 'Most programs, for example databases' },
  { value: 'udp', label: 'Other ports (UDP)', description: 'Some games, calls and name services' },
];

interface Props {
  readonly group: SecurityGroup;
  readonly groups: readonly SecurityGroup[];
  readonly myAddress: string | undefined;
  /** `already` where the rule was there before. */
  readonly onAdded: (rule: NewInboundRule, already: boolean) => void;
  readonly onClose: () => void;
}

/** The dialog that lets somebody in: which door, and from where. */
export function AddRuleDialog({ group, groups, myAddress, onAdded, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const [values, setValues] = useState<RuleValues>(() => ruleDefaults(myAddress));
  const rule = toRule(values, myAddress);
  const noGroup = values.from === 'group' && values.groupId === '';
  const form = useActionForm({
    schema: addRuleRequest,
    request: { groupId: group.groupId, rule },
    send: client.network.addRule,
    fields: ['rule.fromPort', 'rule.toPort', 'rule.source', 'rule.description'],
  });
  const change = (part: Partial<RuleValues>) => {
    form.changed();
    setValues({ ...values, ...part });
  };
  const submit = async () => {
    const done = await form.submit();
    if (!done) return;
    invalidate('network');
    onAdded(rule, done.already);
  };
  const sources = [
    {
      value: 'my-ip',
      label: 'My IP',
      description: myAddress === undefined ? 'Your address could not be found out.' : `Only you, now: ${myAddress}/32`,
      disabled: myAddress === undefined,
    },
    { value: 'range', label: 'Address range', description: 'One address or a range that you write' },
    { value: 'group', label: 'Another security group', description: 'The machines in that group' },
    { value: 'anywhere', label: 'Anywhere', description: `${ANYWHERE}: the whole internet` },
  ];
  const others = groups
    .filter(({ vpcId }) => vpcId === group.vpcId)
    .map(({ groupId, name }) => ({ value: groupId, label: name, labelTag: groupId }));
  const sourceError = noGroup ? form.errorOf('rule.source') && 'Choose a group.' : form.errorOf('rule.source');
  const isWritten = values.from === 'range' || values.from === 'group';
  return (
    <ActionDialog
      header={`Add a rule to ${group.name}`}
      label="Add rule"
      runningText="Adding the rule"
      running={form.running}
      error={form.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FormField label="What may be used">
        <Select
          autoFocus
          options={SERVICES}
          selectedOption={SERVICES.find(({ value }) => value === values.service) ?? null}
          onChange={({ detail }) => change({ service: ruleService.parse(detail.selectedOption.value) })}
          triggerVariant="option"
          expandToViewport
        />
      </FormField>
      {values.service === 'tcp' || values.service === 'udp' ? (
        <ColumnLayout columns={2}>
          <FormField label="Port, or the first one" errorText={form.errorOf('rule.fromPort')}>
            <NumberInput
              value={values.fromPort}
              empty={Number.NaN}
              placeholder="for example 5432"
              onChange={(fromPort) => change({ fromPort })}
            />
          </FormField>
          <FormField
            label="Last port (optional)"
            errorText={Number.isNaN(values.toPort) ? undefined : form.errorOf('rule.toPort')}
          >
            <NumberInput value={values.toPort} empty={Number.NaN} onChange={(toPort) => change({ toPort })} />
          </FormField>
        </ColumnLayout>
      ) : null}
      <FormField label="By whom" warningText={openDoorWarning(rule)} errorText={isWritten ? undefined : sourceError}>
        <Select
          options={sources}
          selectedOption={sources.find(({ value }) => value === values.from) ?? null}
          onChange={({ detail }) => change({ from: ruleFrom.parse(detail.selectedOption.value) })}
          triggerVariant="option"
          expandToViewport
        />
      </FormField>
      {values.from === 'range' ? (
        <FormField
          label="Address range"
          errorText={sourceError}
          constraintText="One address such as 203.0.113.7, or a range such as 203.0.113.0/24."
        >
          <Input
            value={values.range}
            spellcheck={false}
            placeholder="203.0.113.7/32"
            onChange={({ detail }) => change({ range: detail.value })}
          />
        </FormField>
      ) : null}
      {values.from === 'group' ? (
        <FormField label="Security group" errorText={sourceError}>
          <Select
            options={others}
            selectedOption={others.find(({ value }) => value === values.groupId) ?? null}
            onChange={({ detail }) => change({ groupId: detail.selectedOption.value ?? '' })}
            placeholder="Choose a group of the same network"
            expandToViewport
          />
        </FormField>
      ) : null}
      <FormField label="Description (optional)" errorText={form.errorOf('rule.description')}>
        <Input
          value={values.description}
          placeholder="for example my laptop at home"
          onChange={({ detail }) => change({ description: detail.value })}
        />
      </FormField>
      {addRuleRequest.shape.rule.safeParse(rule).success ? (
        <Box variant="p" color="text-body-secondary">
          It will say: “{ruleInWords(rule, groups).text}.” It works at once, and costs nothing.
        </Box>
      ) : null}
    </ActionDialog>
  );
}
