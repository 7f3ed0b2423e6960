import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { importKeyPairRequest, type KeyPair } from '../../src/keys/contract.ts';
import { useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from './action-dialog.tsx';
import { useActionForm } from './action-form.ts';

interface Props {
  /** Names in use in this Region: two key pairs cannot share one. */
  readonly takenNames: readonly string[];
  readonly onImported: (pair: KeyPair) => void;
  readonly onClose: () => void;
}

/** The dialog that brings the public half of a pair from elsewhere to AWS. */
export function ImportKeyPair({ takenNames, onImported, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const [request, setRequest] = useState({ name: '', publicKey: '' });
  const taken = `There is a key pair “${request.name}” in this Region already. Choose another name.`;
  const form = useActionForm({
    schema: importKeyPairRequest,
    request,
    send: client.keys.importPublic,
    fields: ['name', 'publicKey'],
    ...(takenNames.includes(request.name) ? { extra: { name: taken } } : {}),
  });
  const change = (part: Partial<typeof request>) => {
    form.changed();
    setRequest({ ...request, ...part });
  };
  const submit = async () => {
    const made = await form.submit();
    if (!made) return;
    invalidate('keys');
    onImported(made);
  };
  return (
    <ActionDialog
      header="Import key pair"
      label="Import key pair"
      runningText="Importing the key pair"
      running={form.running}
      error={form.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box variant="p">
        For a key that you have already. Only its public half goes to AWS; the private half stays where it is, and you
        log in from there.
      </Box>
      <FormField label="Key pair name" description="It cannot be changed later." errorText={form.errorOf('name')}>
        <Input
          autoFocus
          value={request.name}
          spellcheck={false}
          placeholder="for example my-laptop"
          onChange={({ detail }) => change({ name: detail.value })}
        />
      </FormField>
      <FormField
        label="Public half"
        description="The text of the .pub file, in OpenSSH’s form or PEM."
        errorText={form.errorOf('publicKey')}
        stretch
      >
        <Textarea
          value={request.publicKey}
          rows={5}
          spellcheck={false}
          placeholder="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA… me@my-laptop"
          onChange={({ detail }) => change({ publicKey: detail.value })}
        />
      </FormField>
    </ActionDialog>
  );
}
