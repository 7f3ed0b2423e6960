import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { departures, withRequiredTags } from '../../src/images/naming-rules.ts';
import { TagEditor, type TagForm } from '../common/tag-editor.tsx';
import type { CreateImageForm } from './create-image-form.ts';

/** Tags of the image and its snapshots, together or apart. */
export function TagsStep({ form }: { form: CreateImageForm }) {
  const { values, set, rules } = form;
  const valuesFor = (key: string) => rules.requiredTags.find((one) => one.key === key)?.values ?? [];
  const snapshots: TagForm = {
    ...form,
    values: { tags: values.snapshotTags },
    set: ({ tags }) => set({ snapshotTags: tags }),
  };
  const advice = rules.enforced
    ? []
    : Object.entries(departures(values, rules)).flatMap(([path, words]) => (path === 'name' ? [] : [words]));
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Image and snapshots</Header>}>
        <FormField
          label="Tag them"
          description="The snapshots are the copies of the disks that the image is made of: they are what costs."
          stretch
        >
          <RadioGroup
            value={values.tagSnapshots ? 'together' : 'apart'}
            onChange={({ detail }) =>
              set(
                detail.value === 'together'
                  ? { tagSnapshots: true }
                  : { tagSnapshots: false, snapshotTags: withRequiredTags(values.snapshotTags, rules) },
              )
            }
            items={[
              {
                value: 'together',
                label: 'Together',
                description: 'The same tags on the image and its snapshots: they are found and paid for together.',
              },
              { value: 'apart', label: 'Separately', description: 'The snapshots get tags of their own, or none.' },
            ]}
          />
        </FormField>
      </Container>
      <Container header={<Header variant="h2">{values.tagSnapshots ? 'Tags' : 'Tags of the image'}</Header>}>
        <TagEditor form={form} valuesFor={valuesFor} />
      </Container>
      {values.tagSnapshots ? null : (
        <Container header={<Header variant="h2">Tags of the snapshots</Header>}>
          <TagEditor form={snapshots} path="snapshotTags" valuesFor={valuesFor} />
        </Container>
      )}
      {advice.length > 0 ? (
        <Box color="text-status-warning">{`${[...new Set(advice)].join(' ')} You may go on all the same.`}</Box>
      ) : null}
    </SpaceBetween>
  );
}
