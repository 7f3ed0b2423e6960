import Alert from '@cloudscape-design/components/alert';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import { belongsTo, inPageOrder, LAUNCH_FIELDS, type LaunchForm } from './launch-form.ts';
import { type ChosenTemplate, TemplateOpenDialog } from './template-open-dialog.tsx';
import { TemplateSaveDialog } from './template-save-dialog.tsx';
import type { Filling } from './use-template-filling.ts';

/** A template keeps none of these, or keeps them open. */
const NOT_NEEDED = ['key', 'firewall', 'count'];
const NEEDED = LAUNCH_FIELDS.filter((field) => !NOT_NEEDED.includes(field));

interface Props {
  readonly form: LaunchForm;
  readonly onUse: (template: ChosenTemplate, withItsImage: boolean) => void;
  /** Goes to the first field that a template cannot keep as it is. */
  readonly onGoTo: (path: string) => void;
}

/** Start from a launch template, and save as one. */
export function TemplateMenu({ form, onUse, onGoTo }: Props) {
  const [open, setOpen] = useState<'start' | 'save'>();
  const close = () => setOpen(undefined);
  const save = () => {
    const wrong = inPageOrder(form.errors).find(({ path }) => NEEDED.some((field) => belongsTo(path, field)));
    if (form.check(NEEDED) && !wrong) setOpen('save');
    else onGoTo(wrong?.path ?? '');
  };
  return (
    <>
      <ButtonDropdown
        items={[
          { id: 'start', text: 'Start from a launch template' },
          { id: 'save', text: 'Save as launch template' },
        ]}
        onItemClick={({ detail }) => (detail.id === 'save' ? save() : setOpen('start'))}
      >
        Launch templates
      </ButtonDropdown>
      {open === 'start' ? (
        <TemplateOpenDialog
          facts={form.facts}
          onUse={(template, withItsImage) => {
            close();
            onUse(template, withItsImage);
          }}
          onClose={close}
        />
      ) : null}
      {open === 'save' ? <TemplateSaveDialog form={form} onClose={close} /> : null}
    </>
  );
}

interface FilledProps extends Filling {
  readonly onDismiss: () => void;
}

/** Says from which template the form was filled, and what of it is not in the form. */
export function FilledFrom({ template: { label, beyond }, notes, onDismiss }: FilledProps) {
  const missing = [...notes, ...beyond.map((what) => `${what}: this form does not ask for it.`)];
  return (
    <Alert
      type={missing.length > 0 ? 'warning' : 'success'}
      dismissible
      dismissAriaLabel="Dismiss"
      onDismiss={onDismiss}
      header={`Filled from the launch template ${label}${missing.length > 0 ? ', except for:' : '.'}`}
    >
      {missing.length > 0 ? (
        <ul>
          {missing.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
      ) : (
        'Everything that it says is in the form.'
      )}
    </Alert>
  );
}
