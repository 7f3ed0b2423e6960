import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { describeSource, NAME_PARTS, nextFreeName, patternError, takenNameError } from '../../src/images/naming.ts';
import { nameDeparture } from '../../src/images/naming-rules.ts';
import { DESCRIPTION_MAX, IMAGE_NAME_LENGTH } from '../../src/images/rules.ts';
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
  const { values, set, touch, facts } = form;
  const error = form.errorOf('name') ?? takenNameError(values.name, facts.takenNames);
  const taken = takenNameError(values.name, facts.takenNames) !== undefined;
  const free = nextFreeName(values.name, facts.takenNames);
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Image name"
        description="This is the AMI name. AWS never lets it change: to rename an image later, edit its Name tag, or copy it under a new name. No two images of yours in this Region may share one."
        warningText={form.rules.enforced ? undefined : nameDeparture(values.name, form.rules)}
        constraintText={`${IMAGE_NAME_LENGTH.min} to ${IMAGE_NAME_LENGTH.max} characters: letters, digits, spaces and ( ) [ ] . / - ' @ _ · ${values.name.length} used`}
        errorText={error}
        stretch
      >
        <Input
          value={values.name}
          spellcheck={false}
          onChange={({ detail }) => {
            set({ name: detail.value });
            touch('name');
          }}
          onBlur={() => touch('name')}
        />
      </FormField>
      {taken ? <Button iconName="check" onClick={() => set({ name: free })}>{`Use ${free}`}</Button> : null}
    </SpaceBetween>
  );
}

function DescriptionField({ form }: { form: CreateImageForm }) {
  const { values, set, touch, facts, nameFacts } = form;
  const left = DESCRIPTION_MAX - values.description.length;
  return (
    <FormField
      label={
        <span>
          Image description <i>- optional</i>
        </span>
      }
      description="What somebody should know before launching it: what is installed, which user to log in as."
      constraintText={left >= 0 ? `${left} of ${DESCRIPTION_MAX} characters left` : `${-left} characters too many`}
      errorText={form.errorOf('description')}
      stretch
    >
      <SpaceBetween size="xs">
        <Textarea
          value={values.description}
          rows={3}
          ariaLabel="Image description"
          onChange={({ detail }) => {
            set({ description: detail.value });
            touch('description');
          }}
        />
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
      </SpaceBetween>
    </FormField>
  );
}
