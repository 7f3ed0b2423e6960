import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { fieldErrors } from '../../src/core/fields.ts';
import { type SavedView, savedView } from '../../src/images/inventory.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';

interface Props {
  /** What is shown now, without a name. */
  readonly now: Omit<SavedView, 'name'>;
  readonly onChoose: (view: SavedView) => void;
}

/** Saved views: choose one, save what is shown now, remove one. */
export function SavedViewsMenu({ now, onChoose }: Props) {
  const views = useCall('images', 'savedViews', {}).data?.views ?? [];
  const client = useClient();
  const invalidate = useInvalidate();
  const [saving, setSaving] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const remove = useAction(async (name: string) => {
    await client.images.removeView({ name });
    invalidate('images', 'savedViews');
  });
  const current = views.find(({ name }) => name === chosen);
  return (
    <>
      <ButtonDropdown
        expandToViewport
        items={[
          ...(views.length === 0
            ? []
            : [
                {
                  id: 'views',
                  text: 'Saved views',
                  items: views.map(({ name }) => ({ id: `view:${name}`, text: name })),
                },
              ]),
          { id: 'save', text: 'Save this view…' },
          ...(current ? [{ id: 'remove', text: `Remove “${current.name}”` }] : []),
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'save') setSaving(true);
          if (detail.id === 'remove' && current) void remove.run(current.name);
          const view = views.find(({ name }) => `view:${name}` === detail.id);
          if (!view) return;
          setChosen(view.name);
          onChoose(view);
        }}
      >
        {current ? `View: ${current.name}` : 'Views'}
      </ButtonDropdown>
      {saving ? (
        <SaveDialog
          now={now}
          names={views.map(({ name }) => name)}
          onClose={(name) => {
            setSaving(false);
            if (name !== undefined) setChosen(name);
          }}
        />
      ) : null}
    </>
  );
}

function SaveDialog({
  now,
  names,
  onClose,
}: {
  now: Props['now'];
  names: readonly string[];
  onClose: (saved?: string) => void;
}) {
  const client = useClient();
  const invalidate = useInvalidate();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const save = useAction(async (view: SavedView) => {
    await client.images.saveView(view);
    invalidate('images', 'savedViews');
    onClose(view.name);
  });
  const problem = fieldErrors(savedView, { ...now, name }).name ?? '';
  const submit = () => {
    setTried(true);
    if (problem === '') void save.run({ ...now, name: name.trim() });
  };
  return (
    <Modal
      visible
      onDismiss={() => onClose()}
      header="Save this view"
      closeAriaLabel="Close"
      footer={
        <Box float="right">
          <SpaceBetween size="xs" direction="horizontal">
            <Button variant="link" onClick={() => onClose()}>
              Cancel
            </Button>
            <Button variant="primary" loading={save.running} loadingText="Saving" onClick={submit}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {save.error ? <ErrorAlert error={save.error} /> : null}
        <FormField
          label="Name of the view"
          description="Keeps which images are listed and where, the filter, the order and the columns."
          errorText={tried ? problem : ''}
          constraintText={names.includes(name.trim()) ? 'A view of this name is there already: it is replaced.' : ''}
        >
          <Input
            autoFocus
            value={name}
            onChange={({ detail }) => setName(detail.value)}
            onKeyDown={({ detail }) => {
              if (detail.key === 'Enter') submit();
            }}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
