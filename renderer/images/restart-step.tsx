import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import type { CreateImageForm } from './create-image-form.ts';

/** Restart or not, with the difference in words. */
export function RestartStep({ form }: { form: CreateImageForm }) {
  const { values, set, facts } = form;
  const running = facts.instance.state === 'running';
  return (
    <Container header={<Header variant="h2">Restart the instance</Header>}>
      <SpaceBetween size="m">
        <FormField label="While the copy is begun" errorText={form.errorOf('reboot')} stretch>
          <Tiles
            value={values.reboot ? 'restart' : 'no-restart'}
            onChange={({ detail }) => set({ reboot: detail.value === 'restart' })}
            columns={2}
            items={[
              {
                value: 'restart',
                label: 'Restart (recommended)',
                description:
                  'AWS restarts the instance, so that everything in memory is written to disk first. The copy is whole. The address stays the same.',
              },
              {
                value: 'no-restart',
                label: 'No restart',
                description:
                  'The instance runs on. What programs have not written to disk yet is missing, and a file may be copied half written: AWS does not vouch for such a copy.',
              },
            ]}
          />
        </FormField>
        {running ? (
          <Alert type={values.reboot ? 'warning' : 'info'}>
            {values.reboot
              ? 'Whoever is logged in is cut off, and open terminals close. The instance is back after a minute or so; programs that start by themselves come back, others do not.'
              : 'Connections stay open. Before you go on, close databases and editors on the machine: then little can be torn.'}
          </Alert>
        ) : (
          <Alert type="info">
            The instance is switched off: nothing is running that could be torn, and nobody is cut off.
          </Alert>
        )}
      </SpaceBetween>
    </Container>
  );
}
