import FormField, { type FormFieldProps } from '@cloudscape-design/components/form-field';
import type { ReactNode } from 'react';
import type { LaunchForm } from './launch-form.ts';

interface Props
  extends Pick<FormFieldProps, 'label' | 'description' | 'constraintText' | 'stretch' | 'secondaryControl'> {
  readonly form: LaunchForm;
  /** Dotted path of the request's field: where its message is shown, and where the page goes to show it. */
  readonly path: string;
  readonly children: ReactNode;
}

/** A labelled field of the launch form, with its message or its warning under it. */
export function LaunchField({ form, path, children, ...field }: Props) {
  const error = form.errorOf(path);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the control inside was left
    <div
      data-field={path}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Leaving the field is when its message is due; moving about inside it is not leaving.
        if (!currentTarget.contains(relatedTarget)) form.touch(path);
      }}
    >
      <FormField {...field} errorText={error} warningText={error === undefined ? form.warnings[path] : undefined}>
        {children}
      </FormField>
    </div>
  );
}
