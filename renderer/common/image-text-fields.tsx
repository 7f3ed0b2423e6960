import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import { DESCRIPTION_MAX, IMAGE_NAME_LENGTH } from '../../src/images/rules.ts';
import type { FormState } from './form.ts';

/** The part of a form that holds the name and description of an image to be made. */
type TextForm = Pick<
  FormState<{ readonly name: string; readonly description: string }>,
  'values' | 'set' | 'touch' | 'errorOf'
>;

interface NameProps {
  readonly form: TextForm;
  readonly description: string;
  /** A message that is due at once, because the name was not typed by the person. */
  readonly error?: string | undefined;
  readonly warning?: string | undefined;
  /** A name to offer where this one is taken. */
  readonly free?: string | undefined;
}

/** The AMI name of an image to be made, which never changes afterwards. */
export function ImageNameField({ form, description, error, warning, free }: NameProps) {
  const { name } = form.values;
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Image name"
        description={description}
        constraintText={`${IMAGE_NAME_LENGTH.min} to ${IMAGE_NAME_LENGTH.max} characters: letters, digits, spaces and ( ) [ ] . / - ' @ _ · ${name.length} used`}
        errorText={form.errorOf('name') ?? error}
        warningText={warning}
        stretch
      >
        <Input
          value={name}
          spellcheck={false}
          onChange={({ detail }) => {
            form.set({ name: detail.value });
            form.touch('name');
          }}
          onBlur={() => form.touch('name')}
        />
      </FormField>
      {free ? (
        <Button formAction="none" iconName="check" onClick={() => form.set({ name: free })}>{`Use ${free}`}</Button>
      ) : null}
    </SpaceBetween>
  );
}

/** What somebody should know before launching the image; with a button or so below it. */
export function ImageDescriptionField({ form, children }: { form: TextForm; children?: ReactNode }) {
  const { description } = form.values;
  const left = DESCRIPTION_MAX - description.length;
  return (
    <FormField
      label={
        <span>
          Image description <i>- optional</i>
        </span>
      }
      description="What somebody should know before launching it: what is installed, which user to log in as."
      constraintText={left >= 0 ? `${left} of ${DESCRIPTION_MAX} characters left` : `${-left} characters too many`}
      errorText={form.errorOf('description')}
      stretch
    >
      <SpaceBetween size="xs">
        <Textarea
          value={description}
          rows={3}
          ariaLabel="Image description"
          onChange={({ detail }) => {
            form.set({ description: detail.value });
            form.touch('description');
          }}
        />
        {children}
      </SpaceBetween>
    </FormField>
  );
}
