import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { createGroupRequest } from '../../src/network/changes.ts';
import type { SecurityGroup, Vpc } from '../../src/network/contract.ts';
import { useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { useActionForm } from '../common/action-form.ts';

interface Props {
  readonly vpcs: readonly Vpc[];
  readonly groups: readonly SecurityGroup[];
  readonly onCreated: (groupId: string, name: string) => void;
  readonly onClose: () => void;
}

/** The dialog that makes a security group; it lets nothing in until rules are added. */
export function CreateGroupDialog({ vpcs, groups, onCreated, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const [request, setRequest] = useState({ name: '', description: '', vpcId: vpcs[0]?.vpcId ?? '' });
  const isTaken = groups.some(({ name, vpcId }) => name === request.name && vpcId === request.vpcId);
  const form = useActionForm({
    schema: createGroupRequest,
    request,
    send: client.network.createGroup,
    fields: ['name', 'description', 'vpcId'],
    ...(isTaken ? { extra: { name: 'This network has a group of that name already. Choose another name.' } } : {}),
  });
  const change = (part: Partial<typeof request>) => {
    form.changed();
    setRequest({ ...request, ...part });
  };
  const submit = async () => {
    const made = await form.submit();
    if (!made) return;
    invalidate('network');
    onCreated(made.groupId, request.name);
  };
  const options = vpcs.map((vpc) => ({
    value: vpc.vpcId,
    label: vpc.name || (vpc.isDefault ? 'default VPC' : vpc.vpcId),
    description: `${vpc.vpcId}, ${vpc.cidr}`,
  }));
  return (
    <ActionDialog
      header="Create security group"
      label="Create security group"
      runningText="Creating the security group"
      running={form.running}
      error={form.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box variant="p">
        A security group costs nothing. At first it lets nothing in; what may come in, you add next.
      </Box>
      <FormField label="Security group name" description="It cannot be changed later." errorText={form.errorOf('name')}>
        <Input
          autoFocus
          value={request.name}
          spellcheck={false}
          placeholder="for example web-servers"
          onChange={({ detail }) => change({ name: detail.value })}
        />
      </FormField>
      <FormField
        label="Description"
        description="What it is for. It cannot be changed later either."
        errorText={form.errorOf('description')}
      >
        <Input
          value={request.description}
          placeholder="for example Web servers of the shop"
          onChange={({ detail }) => change({ description: detail.value })}
        />
      </FormField>
      <FormField
        label="VPC"
        description="The private network whose machines it is for."
        errorText={form.errorOf('vpcId')}
      >
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === request.vpcId) ?? null}
          onChange={({ detail }) => change({ vpcId: detail.selectedOption.value ?? '' })}
          placeholder="Choose a VPC"
          empty="This Region has no VPC."
          expandToViewport
        />
      </FormField>
    </ActionDialog>
  );
}
