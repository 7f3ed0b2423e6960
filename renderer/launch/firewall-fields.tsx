import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LaunchValues } from '../../src/launch/values.ts';
import { ANYWHERE } from '../../src/network/words.ts';
import { RuleWords } from '../common/rule-words.tsx';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';

type Firewall = LaunchValues['firewall'];

/** Firewall (security groups): a new one with the doors that are wanted, or some that are there. */
export function FirewallFields({ form }: { form: LaunchForm }) {
  const { firewall } = form.values;
  const change = (part: Partial<Firewall>) => form.set({ firewall: { ...firewall, ...part } });
  return (
    <SpaceBetween size="m">
      <FormField
        label="Firewall (security groups)"
        description="Everything that is not let in here is turned away."
        stretch
      >
        <RadioGroup
          value={firewall.mode}
          onChange={({ detail }) => change({ mode: detail.value === 'existing' ? 'existing' : 'new' })}
          items={[
            { value: 'new', label: 'Create security group', description: 'A firewall of its own for this launch.' },
            { value: 'existing', label: 'Select existing security group', description: 'One or more that are there.' },
          ]}
        />
      </FormField>
      {firewall.mode === 'new' ? (
        <NewGroup form={form} firewall={firewall} change={change} />
      ) : (
        <ExistingGroups form={form} firewall={firewall} change={change} />
      )}
    </SpaceBetween>
  );
}

interface Part {
  readonly form: LaunchForm;
  readonly firewall: Firewall;
  readonly change: (part: Partial<Firewall>) => void;
}

function NewGroup({ form, firewall, change }: Part) {
  return (
    <SpaceBetween size="m">
      <LaunchField form={form} path="firewall.name" label="Security group name">
        <Input value={firewall.name} onChange={({ detail }) => change({ name: detail.value })} spellcheck={false} />
      </LaunchField>
      <LaunchField form={form} path="firewall.description" label="Description">
        <Input value={firewall.description} onChange={({ detail }) => change({ description: detail.value })} />
      </LaunchField>
      <LaunchField form={form} path="firewall.rules" stretch>
        <SpaceBetween size="s">
          <Checkbox
            checked={firewall.ssh}
            onChange={({ detail }) => change({ ssh: detail.checked })}
            description="Lets you log in (port 22)."
          >
            Allow SSH traffic from
          </Checkbox>
          {firewall.ssh ? (
            <Box padding={{ left: 'xl' }}>
              <SshSource form={form} firewall={firewall} change={change} />
            </Box>
          ) : null}
          <Checkbox
            checked={firewall.https}
            onChange={({ detail }) => change({ https: detail.checked })}
            description="For a web server, encrypted (port 443)."
          >
            Allow HTTPS traffic from the internet
          </Checkbox>
          <Checkbox
            checked={firewall.http}
            onChange={({ detail }) => change({ http: detail.checked })}
            description="For a web server, not encrypted (port 80)."
          >
            Allow HTTP traffic from the internet
          </Checkbox>
        </SpaceBetween>
      </LaunchField>
    </SpaceBetween>
  );
}

function SshSource({ form, firewall, change }: Part) {
  const { myAddress } = form.facts;
  const options: (SelectProps.Option & { value: Firewall['sshFrom'] })[] = [
    {
      value: 'my-ip',
      label: 'My IP',
      description: myAddress === undefined ? 'Your address could not be found out.' : `Only you, now: ${myAddress}/32`,
      disabled: myAddress === undefined,
    },
    { value: 'anywhere', label: 'Anywhere', description: `${ANYWHERE}: the whole internet` },
    { value: 'custom', label: 'Custom', description: 'A range of addresses that you write' },
  ];
  const path = 'firewall.rules.0.source';
  const custom = firewall.sshFrom === 'custom';
  const source = (
    <Select
      options={options}
      selectedOption={options.find(({ value }) => value === firewall.sshFrom) ?? null}
      onChange={({ detail }) => {
        const chosen = options.find(({ value }) => value === detail.selectedOption.value);
        if (chosen) change({ sshFrom: chosen.value });
      }}
      triggerVariant="option"
    />
  );
  if (!custom) {
    return (
      <LaunchField form={form} path={path} label="SSH source">
        {source}
      </LaunchField>
    );
  }
  return (
    <SpaceBetween size="s">
      <FormField
        label="SSH source"
        description={
          myAddress === undefined
            ? 'Your address could not be found out. Write the one that your network shows to the internet.'
            : undefined
        }
      >
        {source}
      </FormField>
      <LaunchField
        form={form}
        path={path}
        label="Address range for SSH"
        constraintText="One address such as 203.0.113.7, or a range such as 203.0.113.0/24."
      >
        <Input
          value={firewall.sshRange}
          onChange={({ detail }) => change({ sshRange: detail.value })}
          placeholder="203.0.113.7/32"
          spellcheck={false}
        />
      </LaunchField>
    </SpaceBetween>
  );
}

function ExistingGroups({ form, firewall, change }: Part) {
  const { groups } = form.facts;
  const inVpc = groups.filter(({ vpcId }) => vpcId === form.values.vpcId);
  const options = inVpc.map(({ groupId, name, description }) => ({
    value: groupId,
    label: name,
    labelTag: groupId,
    description,
  }));
  const chosen = inVpc.filter(({ groupId }) => firewall.groupIds.includes(groupId));
  return (
    <SpaceBetween size="s">
      <LaunchField form={form} path="firewall.groupIds" label="Security groups" constraintText="Up to 5.">
        <Multiselect
          options={options}
          selectedOptions={options.filter(({ value }) => firewall.groupIds.includes(value))}
          onChange={({ detail }) => change({ groupIds: detail.selectedOptions.map(({ value }) => value ?? '') })}
          placeholder="Choose security groups"
          empty="This VPC has no security groups."
          filteringType="auto"
          filteringAriaLabel="Find a security group"
          noMatch="No security group matches."
          deselectAriaLabel={({ label }) => `Take ${label ?? 'the group'} out`}
        />
      </LaunchField>
      {chosen.map((group) => (
        <div key={group.groupId}>
          <Box variant="awsui-key-label">{group.name} lets in</Box>
          <RuleWords group={group} groups={groups} />
        </div>
      ))}
    </SpaceBetween>
  );
}
