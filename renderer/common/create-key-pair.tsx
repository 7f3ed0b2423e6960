import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type FieldErrors, fieldErrors } from '../../src/core/fields.ts';
import { type CreateKeyPairRequest, createKeyPairRequest, type KeyPair } from '../../src/keys/contract.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from './error-alert.tsx';

interface Props {
  /** Names in use in this Region: two key pairs cannot share one. */
  readonly takenNames: readonly string[];
  /** What the name is to begin with; empty when absent. */
  readonly suggestedName?: string;
  readonly onCreated: (keyPair: KeyPair) => void;
  readonly onClose: () => void;
}

/**
 * The dialog that makes a key pair; its private half is encrypted and kept on this computer, and never seen here.
 *
 * Where this computer cannot keep it safely, the dialog says why and what to do, and makes none.
 */
export function CreateKeyPair({ takenNames, suggestedName = '', onCreated, onClose }: Props) {
  const client = useClient();
  const invalidate = useInvalidate();
  const storage = useCall('keys', 'storage', {});
  const [request, setRequest] = useState<CreateKeyPairRequest>({ name: suggestedName, type: 'ed25519' });
  const [tried, setTried] = useState(false);
  const create = useAction(client.keys.create);
  const errors = errorsOf(request, takenNames);
  const refusedName = create.error?.field === 'name' ? wordsOf(create.error) : undefined;
  const nameError = tried ? (errors.name ?? refusedName) : undefined;

  const change = (part: Partial<CreateKeyPairRequest>) => {
    create.clear();
    setRequest({ ...request, ...part });
  };
  const submit = async () => {
    setTried(true);
    if (Object.keys(errors).length > 0 || !storage.data?.available) return;
    const made = await create.run(request);
    if (!made) return;
    invalidate('keys');
    onCreated(made);
  };

  return (
    <Modal
      visible
      header="Create key pair"
      closeAriaLabel="Close the dialog"
      onDismiss={() => {
        if (!create.running) onClose();
      }}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose} disabled={create.running}>
              Cancel
            </Button>
            <Button
              variant="primary"
              onClick={submit}
              loading={create.running}
              loadingText="Creating key pair"
              disabled={storage.data?.available === false}
            >
              Create key pair
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <SpaceBetween size="l">
          <Box variant="p">
            A key pair is how you prove who you are when you log in. AWS keeps the public half; the private half is
            encrypted and stays on this computer. Key pairs, Actions exports it for other programs: as .pem, or as .ppk
            for PuTTY.
          </Box>
          {storage.data?.available === false ? (
            <Alert type="warning" header={storage.data.reason ?? 'This computer cannot keep private keys safely.'}>
              {storage.data.fix}
            </Alert>
          ) : null}
          {storage.error ? <ErrorAlert error={storage.error} onRetry={storage.refresh} /> : null}
          <FormField
            label="Key pair name"
            description="It cannot be changed later."
            errorText={nameError}
            constraintText="Up to 255 plain letters, digits, spaces and signs."
          >
            <Input
              autoFocus
              value={request.name}
              spellcheck={false}
              onChange={({ detail }) => change({ name: detail.value })}
              placeholder="for example my-laptop"
            />
          </FormField>
          <FormField label="Key pair type">
            <RadioGroup
              value={request.type}
              onChange={({ detail }) => change({ type: detail.value === 'rsa' ? 'rsa' : 'ed25519' })}
              items={[
                {
                  value: 'ed25519',
                  label: 'ED25519',
                  description: 'Modern, short and strong. Right for every Linux machine.',
                },
                {
                  value: 'rsa',
                  label: 'RSA',
                  description: 'Older and longer. For Windows machines and very old systems.',
                },
              ]}
            />
          </FormField>
          {create.error && refusedName === undefined ? <ErrorAlert error={create.error} onRetry={submit} /> : null}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

function errorsOf(request: CreateKeyPairRequest, takenNames: readonly string[]): FieldErrors {
  const errors = fieldErrors(createKeyPairRequest, request);
  if (!takenNames.includes(request.name)) return errors;
  return { ...errors, name: `There is a key pair “${request.name}” in this Region already. Choose another name.` };
}

function wordsOf({ message, fix }: { message: string; fix?: string }): string {
  return fix === undefined ? message : `${message} ${fix}`;
}
