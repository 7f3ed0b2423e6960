import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import type { TemplateVersion } from '../../src/launch/template.ts';
import { useCall } from '../bridge/hooks.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';

/** A version of a template that was chosen, and how it is called. */
export interface ChosenTemplate extends Pick<TemplateVersion, 'settings' | 'beyond'> {
  /** For example “web, version 2”. */
  readonly label: string;
}

interface Props {
  readonly facts: LaunchFacts;
  readonly onUse: (template: ChosenTemplate, withItsImage: boolean) => void;
  readonly onClose: () => void;
}

/** Chooses a launch template, one of its versions, and, where it names another image than the form's, which to take. */
export function TemplateOpenDialog({ facts: { image }, onUse, onClose }: Props) {
  const list = useCall('launch', 'templates', {});
  const [templateId, setTemplateId] = useState('');
  const found = useCall('launch', 'templateVersions', { templateId }, { enabled: templateId !== '' });
  const [number, setNumber] = useState<number>();
  const [keepImage, setKeepImage] = useState(false);
  const [tried, setTried] = useState(false);
  const templates = list.data?.templates ?? [];
  const template = templates.find((one) => one.templateId === templateId);
  const versions = found.data?.versions ?? [];
  const version = versions.find((one) => one.version === number) ?? versions[0];
  const itsImage = version?.settings.imageId;
  const choices = templates.map((one) => ({
    value: one.templateId,
    label: one.name,
    description: one.latestVersion === 1 ? '1 version' : `${one.latestVersion} versions`,
  }));
  const numbers = versions.map((one) => ({
    value: String(one.version),
    label: `Version ${one.version}`,
    description: [one.description, one.isDefault ? 'Default version' : ''].filter(Boolean).join('. '),
  }));
  return (
    <ActionDialog
      header="Start from a launch template"
      label="Fill the form"
      runningText="Filling the form"
      running={false}
      onSubmit={() => {
        setTried(true);
        if (!template || !version) return;
        const label = `${template.name}, version ${version.version}`;
        onUse({ label, settings: version.settings, beyond: version.beyond }, !keepImage);
      }}
      onClose={onClose}
    >
      {list.error ? <ErrorAlert error={list.error} onRetry={list.refresh} /> : null}
      <FormField
        label="Launch template"
        description="What the template says is filled in; the rest of the form stays as it is."
        errorText={tried && !template ? 'Choose a launch template.' : undefined}
      >
        <Select
          options={choices}
          selectedOption={choices.find(({ value }) => value === templateId) ?? null}
          onChange={({ detail }) => {
            setTemplateId(detail.selectedOption.value ?? '');
            setNumber(undefined);
          }}
          statusType={list.loading ? 'loading' : 'finished'}
          loadingText="Loading launch templates"
          filteringType="auto"
          filteringAriaLabel="Find a launch template"
          placeholder="Choose a launch template"
          empty="There is no launch template in this Region yet. Fill the form, then Save as launch template."
          noMatch="No template matches."
        />
      </FormField>
      {templateId === '' ? null : (
        <FormField label="Version">
          <Select
            options={numbers}
            selectedOption={numbers.find(({ value }) => value === String(version?.version)) ?? null}
            onChange={({ detail }) => setNumber(Number(detail.selectedOption.value))}
            statusType={found.loading ? 'loading' : 'finished'}
            loadingText="Loading versions"
          />
        </FormField>
      )}
      {found.error ? <ErrorAlert error={found.error} onRetry={found.refresh} /> : null}
      {itsImage && itsImage !== image.imageId ? (
        <FormField label="Image">
          <RadioGroup
            value={keepImage ? 'keep' : 'template'}
            onChange={({ detail }) => setKeepImage(detail.value === 'keep')}
            items={[
              { value: 'template', label: 'The template’s image', description: itsImage },
              { value: 'keep', label: 'The image of this form', description: `${image.name} (${image.imageId})` },
            ]}
          />
        </FormField>
      ) : null}
      {version && version.beyond.length > 0 ? (
        <Box color="text-body-secondary">{`The form has no place for: ${version.beyond.join(', ')}.`}</Box>
      ) : null}
    </ActionDialog>
  );
}
