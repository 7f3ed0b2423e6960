import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { describeSource, NAME_PARTS, nextFreeName, patternError, takenNameError } from '../../src/images/naming.ts';
import { nameDeparture } from '../../src/images/naming-rules.ts';
import { ImageDescriptionField, ImageNameField } from '../common/image-text-fields.tsx';
import type { CreateImageForm } from './create-image-form.ts';
import { FurtherInstances } from './further-instances.tsx';
import { KnownFacts } from './known-facts.tsx';

/** The name, with the helper that fills it from a pattern, and the description. */
export function NameStep({ form }: { form: CreateImageForm }) {
  return (
    <SpaceBetween size="l">
      <KnownFacts instance={form.facts.instance} />
      <Container header={<Header variant="h2">Name</Header>}>
        <SpaceBetween size="l">
          <PatternField form={form} />
          <NameField form={form} />
        </SpaceBetween>
      </Container>
      <FurtherInstances form={form} />
      <Container header={<Header variant="h2">Description</Header>}>
        <DescriptionField form={form} />
      </Container>
    </SpaceBetween>
  );
}

function PatternField({ form }: { form: CreateImageForm }) {
  return (
    <FormField
      label="Naming helper: pattern"
      description={
        form.rules.pattern === ''
          ? 'Words in braces are filled in from the instance and the calendar. Your usual pattern is kept in Settings.'
          : `Words in braces are filled in from the instance and the calendar. This is your team’s pattern${form.rules.enforced ? ', and every name must fit it' : ''}; it is kept in Settings.`
      }
      constraintText={`The parts: ${Object.keys(NAME_PARTS)
        .map((part) => `{${part}}`)
        .join(' ')}`}
      errorText={patternError(form.pattern)}
      stretch
    >
      <Input
        value={form.pattern}
        spellcheck={false}
        readOnly={form.rules.enforced && form.rules.pattern !== ''}
        onChange={({ detail }) => {
          form.setPattern(detail.value);
          form.touch('name');
        }}
      />
    </FormField>
  );
}

function NameField({ form }: { form: CreateImageForm }) {
  const { values, facts, rules } = form;
  const taken = takenNameError(values.name, facts.takenNames);
  return (
    <ImageNameField
      form={form}
      description="This is the AMI name. AWS never lets it change: to rename an image later, edit its Name tag, or copy it under a new name. No two images of yours in this Region may share one."
      error={taken}
      warning={rules.enforced ? undefined : nameDeparture(values.name, rules)}
      free={taken ? nextFreeName(values.name, facts.takenNames) : undefined}
    />
  );
}

function DescriptionField({ form }: { form: CreateImageForm }) {
  const { values, set, facts, nameFacts } = form;
  return (
    <ImageDescriptionField form={form}>
      <Box>
        <Button
          disabled={values.description !== '' || values.further.length > 0}
          disabledReason={
            values.description === ''
              ? 'The description is the same for all images, and each comes from another instance: write what holds for all.'
              : 'Only an empty description is filled in: yours is kept.'
          }
          onClick={() => set({ description: describeSource(facts.instance, nameFacts) })}
        >
          Fill in a first line
        </Button>
      </Box>
    </ImageDescriptionField>
  );
}
