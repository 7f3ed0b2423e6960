import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { TagEditor } from '../common/tag-editor.tsx';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';

/** Name and tags. */
export const NameSection = section(['name', 'tags'], NameFields);

function NameFields({ form }: { form: LaunchForm }) {
  const { values, set } = form;
  return (
    <Container header={<Header variant="h2">Name and tags</Header>}>
      <SpaceBetween size="m">
        <LaunchField
          form={form}
          path="name"
          label="Name"
          description="Optional. Kept as the tag “Name”; you can change it later."
        >
          <Input
            value={values.name}
            onChange={({ detail }) => set({ name: detail.value })}
            placeholder="for example web server"
          />
        </LaunchField>
        <div data-field="tags">
          <TagEditor form={form} />
        </div>
      </SpaceBetween>
    </Container>
  );
}
