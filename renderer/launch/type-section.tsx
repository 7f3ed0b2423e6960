import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import { useMemo, useState } from 'react';
import { typesForImage } from '../../src/launch/facts.ts';
import { whyNotOffered } from '../../src/launch/fitting.ts';
import { suggestedTypes } from '../../src/launch/suggested-types.ts';
import { typeInWords } from '../../src/launch/type-words.ts';
import { machinePriceNote } from '../../src/prices/machine-prices.ts';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';
import { TypeChooser } from './type-chooser.tsx';

/** Instance type: the few that most people choose from, and a table of all that fit the image and the zone. */
export const TypeSection = section(['instanceType', 'subnetId'], TypeFields);

function TypeFields({ form }: { form: LaunchForm }) {
  const { values, set, facts } = form;
  const { instanceType, subnetId } = values;
  const [choosing, setChoosing] = useState(false);
  const fitting = useMemo(() => {
    const zone = facts.subnets.find((subnet) => subnet.subnetId === subnetId)?.availabilityZone;
    return typesForImage(facts).filter((type) => whyNotOffered(type, zone) === undefined);
  }, [facts, subnetId]);
  const options = suggestedTypes(fitting, instanceType).map((type) => ({
    value: type.name,
    label: type.name,
    description: typeInWords(type, facts.prices.hours.get(type.name)),
    ...(type.freeTierEligible ? { labelTag: 'Free plan' } : {}),
  }));
  return (
    <Container
      header={
        <Header variant="h2" description="How strong the machine is, and what it costs by the hour while it runs.">
          Instance type
        </Header>
      }
    >
      <LaunchField
        form={form}
        path="instanceType"
        label="Instance type"
        constraintText={`A few of the ${fitting.length} types that fit this image. Prices for a month without a pause. ${machinePriceNote(facts.prices)}`}
        secondaryControl={<Button onClick={() => setChoosing(true)}>Compare all types</Button>}
        stretch
      >
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === instanceType) ?? null}
          onChange={({ detail }) => set({ instanceType: detail.selectedOption.value ?? '' })}
          triggerVariant="option"
          placeholder="Choose an instance type"
          empty="No instance type of this Region fits the image."
        />
      </LaunchField>
      {choosing ? (
        <TypeChooser
          types={fitting}
          prices={facts.prices}
          chosen={instanceType}
          onClose={() => setChoosing(false)}
          onChoose={(name) => {
            set({ instanceType: name });
            setChoosing(false);
          }}
        />
      ) : null}
    </Container>
  );
}
