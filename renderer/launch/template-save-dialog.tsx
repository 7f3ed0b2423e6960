import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import { type TemplateToSave, templateToSave } from '../../src/launch/template.ts';
import { notKept, toTemplate } from '../../src/launch/template-form.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { ActionDialog } from '../common/action-dialog.tsx';
import { useForm } from '../common/form.ts';
import { useToasts } from '../common/toasts.tsx';
import type { LaunchForm } from './launch-form.ts';

/** Keeps what the launch form holds as a launch template, or as the next version of one. */
export function TemplateSaveDialog({ form: { values, facts }, onClose }: { form: LaunchForm; onClose: () => void }) {
  const form = useForm<TemplateToSave>(templateToSave, {
    target: { kind: 'new', name: '' },
    description: '',
    settings: toTemplate(values, facts.image.imageId),
  });
  const { target, description } = form.values;
  const list = useCall('launch', 'templates', {});
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  const save = useAction(async () => {
    if (!form.check(['target', 'description', 'settings'])) return;
    try {
      const { name, version, warnings } = await client.launch.saveTemplate(form.values);
      push(
        warnings.length === 0
          ? { type: 'success', header: `Launch template ${name}, version ${version}, is saved.` }
          : {
              type: 'warning',
              header: `Launch template ${name}, version ${version}, is saved. It could not be launched as it is.`,
              content: warnings.join(' '),
            },
      );
    } catch (thrown) {
      if (form.refuse(toRemoteError(thrown).shape)) return;
      throw thrown;
    } finally {
      invalidate('launch', 'templates');
      invalidate('launch', 'templateVersions');
    }
    onClose();
  });
  const options = (list.data?.templates ?? []).map(({ templateId, name, latestVersion }) => ({
    value: templateId,
    label: name,
    description: `Becomes version ${latestVersion + 1}`,
  }));
  const left = notKept(values);
  const broken = Object.entries(form.errors).find(([path]) => path.startsWith('settings'))?.[1];
  return (
    <ActionDialog
      header="Save as launch template"
      label="Save"
      runningText="Saving"
      running={save.running}
      error={save.error}
      onSubmit={() => void save.run(undefined)}
      onClose={onClose}
    >
      <RadioGroup
        ariaLabel="Where it is kept"
        value={target.kind}
        onChange={({ detail }) =>
          form.set({
            target: detail.value === 'new' ? { kind: 'new', name: '' } : { kind: 'version', templateId: '' },
          })
        }
        items={[
          { value: 'new', label: 'A new template' },
          { value: 'version', label: 'A new version of a template', disabled: options.length === 0 },
        ]}
      />
      {target.kind === 'new' ? (
        <FormField label="Template name" errorText={form.errorOf('target.name')}>
          <Input
            value={target.name}
            onChange={({ detail }) => form.set({ target: { kind: 'new', name: detail.value } })}
            onBlur={() => target.name !== '' && form.touch('target.name')}
            spellcheck={false}
            placeholder="for example web-server"
          />
        </FormField>
      ) : (
        <FormField
          label="Launch template"
          description="Its default version stays as it is."
          errorText={form.errorOf('target.templateId')}
        >
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === target.templateId) ?? null}
            onChange={({ detail }) =>
              form.set({ target: { kind: 'version', templateId: detail.selectedOption.value ?? '' } })
            }
            filteringType="auto"
            filteringAriaLabel="Find a launch template"
            placeholder="Choose a launch template"
          />
        </FormField>
      )}
      <FormField label="Description of this version" errorText={form.errorOf('description')}>
        <Input
          value={description}
          onChange={({ detail }) => form.set({ description: detail.value })}
          placeholder="Optional"
        />
      </FormField>
      {broken ? <Alert type="error">{broken}</Alert> : null}
      {left.length > 0 ? (
        <Alert type="info" header="Not kept in a template">
          <ul>
            {left.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
    </ActionDialog>
  );
}
