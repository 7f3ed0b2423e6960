import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type CreatePersonRequest, createPersonRequest, type HandOver } from '../../src/access/contract.ts';
import { useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { useActionForm } from '../common/action-form.ts';

interface Props {
  readonly takenNames: readonly string[];
  readonly onCreated: (handOver: HandOver) => void;
  readonly onClose: () => void;
}

/** Asks for all that a new user needs: a name, a way to sign in, and groups to get permissions from. */
export function CreatePersonDialog({ takenNames, onCreated, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const groups = useCall('access', 'groups', {});
  const [request, setRequest] = useState<CreatePersonRequest>({
    name: '',
    consoleSignIn: true,
    accessKey: false,
    groups: [],
  });
  // IAM takes no second name that differs by capitals only.
  const taken = takenNames.some((name) => name.toLowerCase() === request.name.toLowerCase());
  const form = useActionForm({
    schema: createPersonRequest,
    request,
    send: client.access.create,
    fields: ['name', 'consoleSignIn', 'groups'],
    extra: taken ? { name: `There is a user ${request.name} already; capitals make no difference.` } : {},
  });
  const change = (part: Partial<CreatePersonRequest>) => {
    form.changed();
    setRequest({ ...request, ...part });
  };
  const submit = async () => {
    const made = await form.submit();
    if (!made) return;
    invalidate('access');
    onCreated(made);
  };
  const noGroups = groups.error ? `The groups cannot be read. ${groups.error.message}` : undefined;
  return (
    <ActionDialog
      header="Create a user"
      label="Create user"
      runningText="Creating the user"
      running={form.running}
      error={form.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FormField
        label="User name"
        description="What the person signs in with."
        constraintText="Up to 64 letters without accents, digits and + = , . @ _ -"
        errorText={form.errorOf('name')}
      >
        <Input
          autoFocus
          value={request.name}
          spellcheck={false}
          placeholder="for example mia.berg"
          onChange={({ detail }) => change({ name: detail.value })}
        />
      </FormField>
      <FormField label="Ways to sign in" errorText={form.errorOf('consoleSignIn')}>
        <SpaceBetween size="xs">
          <Checkbox
            checked={request.consoleSignIn}
            description="For the AWS console in a browser. A first password is made, and has to be changed at once."
            onChange={({ detail }) => change({ consoleSignIn: detail.checked })}
          >
            Console password
          </Checkbox>
          <Checkbox
            checked={request.accessKey}
            description="For programs, this one among them. It never ends by itself: make one only if it is needed."
            onChange={({ detail }) => change({ accessKey: detail.checked })}
          >
            Access key
          </Checkbox>
        </SpaceBetween>
      </FormField>
      <FormField
        label="Groups"
        description="Permissions come from groups. Without any, the person may do nothing yet."
        errorText={form.errorOf('groups') ?? noGroups}
      >
        <Multiselect
          selectedOptions={request.groups.map((value) => ({ value, label: value }))}
          options={(groups.data?.groups ?? []).map((value) => ({ value, label: value }))}
          statusType={groups.loading ? 'loading' : 'finished'}
          loadingText="Reading the groups"
          placeholder="Choose groups"
          empty="There are no groups in this account."
          deselectAriaLabel={({ label }) => `Take out of ${label}`}
          onChange={({ detail }) => change({ groups: detail.selectedOptions.map(({ value = '' }) => value) })}
        />
      </FormField>
    </ActionDialog>
  );
}
