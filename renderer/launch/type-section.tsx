import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import { typesForImage } from '../../src/launch/facts.ts';
import { sizeInWords } from '../../src/launch/summary.ts';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';

/** Instance type: only those that fit the image, those of the free plan first. */
export const TypeSection = section(['instanceType'], TypeFields);

function TypeFields({ form }: { form: LaunchForm }) {
  const { values, set, facts } = form;
  const options = typesForImage(facts).map((type) => ({
    value: type.name,
    label: type.name,
    description: sizeInWords(type.vCpus, type.memoryMiB),
    ...(type.freeTierEligible ? { labelTag: 'Free plan' } : {}),
  }));
  return (
    <Container
      header={
        <Header variant="h2" description="How strong the machine is, and what it costs by the hour.">
          Instance type
        </Header>
      }
    >
      <LaunchField
        form={form}
        path="instanceType"
        label="Instance type"
        constraintText={`Shown are the ${options.length} types that fit an image for ${facts.image.architecture}.`}
      >
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === values.instanceType) ?? null}
          onChange={({ detail }) => set({ instanceType: detail.selectedOption.value ?? '' })}
          filteringType="auto"
          filteringAriaLabel="Find an instance type"
          filteringPlaceholder="Find by name or size"
          triggerVariant="option"
          placeholder="Choose an instance type"
          empty="No instance type of this Region fits the image."
          noMatch="No type matches."
        />
      </LaunchField>
    </Container>
  );
}
