import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { KeyPair } from '../../src/keys/contract.ts';
import { freeKeyName } from '../../src/keys/rules.ts';
import { CreateKeyPair } from '../common/create-key-pair.tsx';
import { ImportKeyPair } from '../common/import-key-pair.tsx';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';

const NONE: SelectProps.Option = {
  value: 'none:',
  label: 'Proceed without a key pair (Not recommended)',
  description: 'Nobody can log in with SSH.',
};

/** Key pair (login): the one thing without a default. */
export const KeySection = section(['key'], KeyFields);

function KeyFields({ form, onKeyCreated }: { form: LaunchForm; onKeyCreated: (keyPair: KeyPair) => void }) {
  const { values, set, facts } = form;
  const [dialog, setDialog] = useState<'create' | 'import'>();
  const taken = facts.keyPairs.map(({ name }) => name);
  const use = (keyPair: KeyPair) => {
    onKeyCreated(keyPair);
    set({ key: { mode: 'existing', name: keyPair.name } });
    setDialog(undefined);
  };
  const options = facts.keyPairs.map(optionOf);
  const chosen = values.key.mode === 'none' ? NONE : options.find(({ value }) => value === `key:${values.key.name}`);
  const chosenPair = facts.keyPairs.find(({ name }) => values.key.mode === 'existing' && name === values.key.name);
  const choose = (value: string) =>
    set({
      key: value === NONE.value ? { mode: 'none', name: '' } : { mode: 'existing', name: value.slice('key:'.length) },
    });
  // A warning belongs to whichever choice was made; the field's own message is always the key's name.
  const warned = form.warnings['key.name'] ?? form.warnings.key;
  const field = warned === undefined ? form : { ...form, warnings: { ...form.warnings, 'key.name': warned } };

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What you log in with. Required: the machine lets nobody in without its private half."
        >
          Key pair (login)
        </Header>
      }
    >
      <LaunchField
        form={field}
        path="key.name"
        label="Key pair name"
        secondaryControl={
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="add-plus" onClick={() => setDialog('create')}>
              Create new key pair
            </Button>
            <Button iconName="upload" onClick={() => setDialog('import')}>
              Import
            </Button>
          </SpaceBetween>
        }
        stretch
      >
        <Select
          options={[...options, NONE]}
          selectedOption={chosen ?? null}
          onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
          placeholder="Choose a key pair"
          {...(options.length > 8
            ? { filteringType: 'auto' as const, filteringAriaLabel: 'Find a key pair', noMatch: 'No key pair matches.' }
            : {})}
        />
      </LaunchField>
      {chosenPair?.privateHalfHere ? (
        <Box padding={{ top: 'xs' }}>
          <StatusIndicator type="success">
            The private half is on this computer: you will be able to log in.
          </StatusIndicator>
        </Box>
      ) : null}
      {dialog === 'create' ? (
        <CreateKeyPair
          takenNames={taken}
          suggestedName={freeKeyName(taken)}
          onClose={() => setDialog(undefined)}
          onCreated={use}
        />
      ) : null}
      {dialog === 'import' ? (
        <ImportKeyPair takenNames={taken} onClose={() => setDialog(undefined)} onImported={use} />
      ) : null}
    </Container>
  );
}

function optionOf({ name, type, privateHalfHere }: KeyPair): SelectProps.Option {
  return {
    value: `key:${name}`,
    label: name,
    labelTag: type,
    description: privateHalfHere
      ? 'Private half on this computer'
      : 'Not on this computer: you won’t be able to log in from Amiable',
  };
}
