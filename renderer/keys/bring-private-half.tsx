import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { importPrivateRequest } from '../../src/keys/contract.ts';
import { type CallOutput, useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { useActionForm } from '../common/action-form.ts';
import { ErrorAlert } from '../common/error-alert.tsx';

interface Props {
  /** Names in use in this Region: two key pairs cannot share one. */
  readonly takenNames: readonly string[];
  readonly onBrought: (keyNames: readonly string[]) => void;
  readonly onClose: () => void;
}

type KeyFile = NonNullable<CallOutput<'keys', 'chooseKeyFile'>['file']>;

/** The dialog that brings a private half from a file into the app's own keeping; the file itself is read elsewhere. */
export function BringPrivateHalf({ takenNames, onBrought, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const [file, setFile] = useState<KeyFile>();
  const [passphrase, setPassphrase] = useState('');
  /** Undefined until it is known that no key pair of the Region knows the key. */
  const [name, setName] = useState<string>();
  const choose = useAction(async () => {
    const chosen = (await client.keys.chooseKeyFile({})).file;
    if (!chosen) return;
    form.changed();
    setFile(chosen);
    setPassphrase('');
    setName(undefined);
  });
  const request = {
    fileId: file?.fileId ?? '',
    ...(file?.encrypted ? { passphrase } : {}),
    ...(name === undefined ? {} : { name }),
  };
  const form = useActionForm({
    schema: importPrivateRequest,
    request,
    send: client.keys.importPrivate,
    fields: ['fileId', 'passphrase', 'name'],
    extra: {
      ...(file ? {} : { fileId: 'Choose the key file first.' }),
      ...(name !== undefined && takenNames.includes(name)
        ? { name: `There is a key pair “${name}” in this Region already. Choose another name.` }
        : {}),
    },
  });
  const submit = async () => {
    const brought = await form.submit();
    if (!brought) return;
    if (brought.keyNames.length === 0) {
      setName(file?.fileName.replace(/\.(pem|ppk|key)$/, '') ?? '');
      return;
    }
    setPassphrase('');
    invalidate('keys');
    onBrought(brought.keyNames);
  };
  return (
    <ActionDialog
      header="Bring a private half"
      label="Bring it here"
      runningText="Opening the key"
      running={form.running}
      error={form.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box variant="p">
        Amiable opens the key file, finds the key pair that it belongs to, and keeps it encrypted on this computer. The
        file stays as it is. The passphrase is used once and not kept.
      </Box>
      <FormField
        label="Key file"
        constraintText="PEM (.pem), PuTTY (.ppk) or OpenSSH (id_rsa, id_ed25519, id_ecdsa)."
        errorText={form.errorOf('fileId')}
      >
        <Button formAction="none" iconName="folder" loading={choose.running} onClick={() => void choose.run(undefined)}>
          {file ? file.fileName : 'Choose file'}
        </Button>
      </FormField>
      {choose.error ? <ErrorAlert error={choose.error} /> : null}
      {file?.encrypted ? (
        <FormField
          label="Passphrase"
          description="This key file is encrypted. What was it saved with?"
          errorText={form.errorOf('passphrase')}
        >
          <Input
            type="password"
            autoComplete="off"
            value={passphrase}
            onChange={({ detail }) => {
              form.changed();
              setPassphrase(detail.value);
            }}
          />
        </FormField>
      ) : null}
      {name === undefined ? null : (
        <FormField
          label="Key pair name"
          description="No key pair of this Region belongs to this key. Its public half becomes a new one, so that machines can be launched with it (not for ECDSA keys, which EC2 does not take)."
          errorText={form.errorOf('name')}
        >
          <Input
            autoFocus
            value={name}
            spellcheck={false}
            onChange={({ detail }) => {
              form.changed();
              setName(detail.value);
            }}
          />
        </FormField>
      )}
    </ActionDialog>
  );
}
