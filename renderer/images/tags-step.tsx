import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { TagEditor } from '../common/tag-editor.tsx';
import type { CreateImageForm } from './create-image-form.ts';

/** Tags of the image, and of its snapshots if wanted. */
export function TagsStep({ form }: { form: CreateImageForm }) {
  return (
    <Container header={<Header variant="h2">Tags</Header>}>
      <SpaceBetween size="l">
        <TagEditor form={form} />
        <Checkbox
          checked={form.values.tagSnapshots}
          onChange={({ detail }) => form.set({ tagSnapshots: detail.checked })}
          description="The snapshots are the copies of the disks that the image is made of. With the same tags they are found and paid for together."
        >
          Tag the snapshots with the same tags
        </Checkbox>
      </SpaceBetween>
    </Container>
  );
}
