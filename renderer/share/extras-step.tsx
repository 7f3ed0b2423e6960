import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ShareState } from '../../src/share/contract.ts';
import type { ShareForm } from '../../src/share/form.ts';
import type { FormState } from '../common/form.ts';
import { KeySection } from './key-section.tsx';

/** What comes along with the launch permission: copying, and the key. */
export function ExtrasStep({ form, state }: { form: FormState<ShareForm>; state: ShareState }) {
  return (
    <SpaceBetween size="l">
      <CopySection form={form} state={state} />
      {state.keys.length > 0 ? <KeySection form={form} state={state} /> : null}
    </SpaceBetween>
  );
}

function CopySection({ form, state }: { form: FormState<ShareForm>; state: ShareState }) {
  const { values, set, errorOf } = form;
  const count = new Set(state.image.volumes.flatMap(({ snapshotId }) => snapshotId ?? [])).size;
  const snapshots = count === 1 ? 'its snapshot' : `its ${count} snapshots`;
  return (
    <Container
      header={
        <Header variant="h2" description="Launching does not need this; copying does.">
          Copying
        </Header>
      }
    >
      {values.who === 'accounts' ? (
        <FormField errorText={errorOf('copy')}>
          <Checkbox
            checked={values.copy}
            onChange={({ detail }) => set({ copy: detail.checked })}
            description={`Shares ${snapshots} too (permission “createVolumePermission”). A copy belongs to them: it stays theirs when you end the sharing.`}
          >
            Also let them copy it
          </Checkbox>
        </FormField>
      ) : (
        <Alert type="info">
          {values.who === 'everyone'
            ? 'Everyone can launch it. Copying is not opened to everyone: that would make the raw disks public too.'
            : 'AWS gives snapshots to single accounts only, so organisations and units can launch the image but not copy it. Name those accounts one by one that are to copy it.'}{' '}
          <Box variant="span">Whoever launches it can make an image of their machine.</Box>
        </Alert>
      )}
    </Container>
  );
}
