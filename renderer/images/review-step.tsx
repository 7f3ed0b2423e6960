import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { TagList } from '../common/tag-list.tsx';
import type { CreateImageForm } from './create-image-form.ts';

/** Everything that was decided, with a way back to each step. */
export function ReviewStep({ form, goTo }: { form: CreateImageForm; goTo: (step: number) => void }) {
  const { values, facts } = form;
  const { instance } = facts;
  const who = values.further.length > 0 ? `${values.further.length + 1} instances are` : 'The instance is';
  const included = values.existingVolumes.filter((volume) => volume.include);
  const leftOut = values.existingVolumes.filter((volume) => !volume.include);
  const names = (list: readonly { deviceName: string }[]) =>
    list.map((volume) => volume.deviceName).join(', ') || 'none';
  return (
    <SpaceBetween size="l">
      <Section title="Name and description" edit={() => goTo(0)}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Image name', value: values.name },
            { label: 'Image description', value: values.description || '-' },
            {
              label: 'Made from',
              value: [instance.name, instance.instanceId].filter(Boolean).map((word) => <div key={word}>{word}</div>),
            },
          ]}
        />
        {values.further.length > 0 ? (
          <Box margin={{ top: 'm' }}>
            <KeyValuePairs
              columns={3}
              items={values.further.map(({ instanceId, name }) => ({
                label: `And of ${form.instances.find((one) => one.instanceId === instanceId)?.name || instanceId}`,
                value: name,
              }))}
            />
          </Box>
        ) : null}
      </Section>
      <Section title="Restart" edit={() => goTo(1)}>
        {values.reboot
          ? `${who} restarted, and whoever is logged in is cut off.`
          : 'No restart; what is not written to disk may be missing.'}
      </Section>
      <Section title="Volumes" edit={() => goTo(2)}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'In the image', value: names(included) },
            { label: 'Left out', value: names(leftOut) },
            {
              label: 'Added',
              value:
                values.newVolumes
                  .map((volume) => `${volume.deviceName}: ${volume.sizeGiB} GiB ${volume.type}`)
                  .join(', ') || 'none',
            },
          ]}
        />
      </Section>
      <Section title="Tags" edit={() => goTo(3)}>
        <TagList tags={values.tags} />
        {values.tagSnapshots ? null : (
          <>
            <Box variant="h4">Of the snapshots</Box>
            <TagList tags={values.snapshotTags} />
          </>
        )}
      </Section>
    </SpaceBetween>
  );
}

function Section({ title, edit, children }: { title: string; edit: () => void; children: ReactNode }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button onClick={edit} ariaLabel={`Edit ${title}`}>
              Edit
            </Button>
          }
        >
          {title}
        </Header>
      }
    >
      {children}
    </Container>
  );
}
