import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { NAME_PARTS } from '../../src/images/naming.ts';
import { type NamingRules, namingRules, type RequiredTag, readRules } from '../../src/images/naming-rules.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useForm } from '../common/form.ts';
import { useToasts } from '../common/toasts.tsx';

/** What a team agrees on about names and tags of images: set here once, or imported from a file of the team's. */
export function NamingRulesPanel() {
  const kept = useCall('settings', 'namingRules', {}, { freshFor: Number.POSITIVE_INFINITY });
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  const save = useAction(async (rules: NamingRules) => {
    await client.settings.setNamingRules(rules);
    invalidate('settings', 'namingRules');
    push({ type: 'success', header: 'The rules are kept. The Create image wizard follows them from now on.' });
  });
  const exported = useAction(async () => {
    const { saved } = await client.settings.exportNamingRules({});
    if (saved) push({ type: 'success', header: 'The file is written. Hand it to your team: they import it here.' });
  });
  const [imported, setImported] = useState<string>();
  const importFile = async (file: File | undefined) => {
    if (!file) return;
    const read = readRules(await file.text());
    setImported('error' in read ? read.error : undefined);
    if ('error' in read) return;
    await save.run(read.rules);
  };
  const error = kept.error ?? save.error ?? exported.error;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Set once for everybody who makes images: the Create image wizard fills the names and tags in."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <FileInput value={[]} accept=".json" onChange={({ detail }) => void importFile(detail.value[0])}>
                Import
              </FileInput>
              <Button loading={exported.running} onClick={() => void exported.run(undefined)}>
                Export
              </Button>
            </SpaceBetween>
          }
        >
          Your team’s rules for images
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error ? <ErrorAlert error={error} onRetry={kept.refresh} /> : null}
        {imported ? <ErrorAlert error={{ code: 'settings.rules-file', message: imported, retryable: false }} /> : null}
        {kept.data ? (
          <RulesForm
            // Opens anew with what was imported.
            key={JSON.stringify(kept.data)}
            kept={kept.data}
            saving={save.running}
            save={(rules) => {
              setImported(undefined);
              void save.run(rules);
            }}
          />
        ) : null}
      </SpaceBetween>
    </Container>
  );
}

interface RulesFormProps {
  readonly kept: NamingRules;
  readonly saving: boolean;
  readonly save: (rules: NamingRules) => void;
}

function RulesForm({ kept, saving, save }: RulesFormProps) {
  const form = useForm<NamingRules>(namingRules, kept);
  const { values, set, errorOf, touch } = form;
  const changed = JSON.stringify(values) !== JSON.stringify(kept);
  return (
    <SpaceBetween size="l">
      <FormField
        label="Pattern of names"
        description="Leave it empty, and everyone keeps a pattern of their own."
        constraintText={`The parts: ${Object.keys(NAME_PARTS)
          .map((part) => `{${part}}`)
          .join(' ')}`}
        errorText={errorOf('pattern')}
      >
        <Input
          value={values.pattern}
          spellcheck={false}
          placeholder="{purpose}-{os}-{version}-{date}"
          onChange={({ detail }) => {
            set({ pattern: detail.value });
            touch('pattern');
          }}
        />
      </FormField>
      <FormField
        label="Tags that every image has"
        description="Values are separated by commas; without any, every value will do."
        errorText={errorOf('requiredTags')}
        stretch
      >
        <RequiredTags form={form} />
      </FormField>
      <Toggle
        checked={values.enforced}
        onChange={({ detail }) => set({ enforced: detail.checked })}
        description="Switched on, an image that breaks the rules is not made. Switched off, the rules are advice."
      >
        Enforce the rules
      </Toggle>
      <Button
        variant="primary"
        loading={saving}
        disabled={!changed}
        disabledReason="Nothing was changed."
        onClick={() => {
          if (form.check(['pattern', 'requiredTags'])) save(values);
        }}
      >
        Save the rules
      </Button>
    </SpaceBetween>
  );
}

function RequiredTags({ form }: { form: ReturnType<typeof useForm<NamingRules>> }) {
  const { values, set, errorOf, touch } = form;
  const list = values.requiredTags;
  const change = (index: number, part: Partial<RequiredTag>) =>
    set({ requiredTags: list.map((tag, at) => (at === index ? { ...tag, ...part } : tag)) });
  return (
    <AttributeEditor
      items={list}
      gridLayout={[{ rows: [[1, 2]], removeButton: { width: 'auto' } }]}
      addButtonText="Add tag"
      removeButtonText="Remove"
      removeButtonAriaLabel={({ key }) => `Remove the required tag ${key}`}
      empty="No tag is asked for."
      onAddButtonClick={() => set({ requiredTags: [...list, { key: '', values: [] }] })}
      onRemoveButtonClick={({ detail }) => set({ requiredTags: list.filter((_, at) => at !== detail.itemIndex) })}
      definition={[
        {
          label: 'Key',
          control: ({ key }, index) => (
            <Input
              ariaLabel={`Key of required tag ${index + 1}`}
              value={key}
              placeholder="cost-centre"
              onChange={({ detail }) => change(index, { key: detail.value })}
              onBlur={() => touch(`requiredTags.${index}`)}
            />
          ),
          errorText: (_, index) => errorOf(`requiredTags.${index}.key`),
        },
        {
          label: 'Allowed values',
          control: ({ values: allowed }, index) => (
            <AllowedValues
              label={`Allowed values of required tag ${index + 1}`}
              allowed={allowed}
              onChange={(now) => change(index, { values: now })}
              onLeave={() => touch(`requiredTags.${index}`)}
            />
          ),
          errorText: (_, index) => errorOf(`requiredTags.${index}.values`) ?? errorOf(`requiredTags.${index}.values.0`),
        },
      ]}
    />
  );
}

interface AllowedValuesProps {
  readonly label: string;
  readonly allowed: readonly string[];
  readonly onChange: (values: string[]) => void;
  readonly onLeave: () => void;
}

/** Values with commas between them; what was typed stays as it is while it is typed. */
function AllowedValues({ label, allowed, onChange, onLeave }: AllowedValuesProps) {
  const [text, setText] = useState(allowed.join(', '));
  const split = (typed: string) => [...new Set(typed.split(',').map((word) => word.trim()))].filter(Boolean);
  const shown = split(text).join() === allowed.join() ? text : allowed.join(', ');
  return (
    <Input
      ariaLabel={label}
      value={shown}
      placeholder="any value"
      onChange={({ detail }) => {
        setText(detail.value);
        onChange(split(detail.value));
      }}
      onBlur={onLeave}
    />
  );
}
