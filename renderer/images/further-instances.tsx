import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { nextFreeName } from '../../src/images/naming.ts';
import { nameDeparture } from '../../src/images/naming-rules.ts';
import { whyNotImageable } from '../../src/images/rules.ts';
import type { Instance } from '../../src/instances/contract.ts';
import type { CreateImageForm } from './create-image-form.ts';

const called = ({ name, instanceId }: Instance): string => (name ? `${name} (${instanceId})` : instanceId);

/** Images of several instances in one go: which further ones, and a name for each. */
export function FurtherInstances({ form }: { form: CreateImageForm }) {
  const { values, facts, instances, setFurther } = form;
  const options = instances
    .filter(({ instanceId, state }) => instanceId !== facts.instance.instanceId && state !== 'terminated')
    .map((instance) => {
      const why = whyNotImageable(instance);
      return {
        value: instance.instanceId,
        label: called(instance),
        ...(why ? { disabled: true, disabledReason: why } : {}),
      };
    });
  if (options.length === 0) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Each becomes an image of its own, with all its disks. Restart, description and tags are the same for all."
        >
          Further instances <i>- optional</i>
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label="Make images of these too" errorText={form.errorOf('further')} stretch>
          <Multiselect
            selectedOptions={options.filter(({ value }) => values.further.some((one) => one.instanceId === value))}
            options={options}
            placeholder={values.further.length === 0 ? 'Only this instance' : 'Choose more'}
            onChange={({ detail }) => setFurther(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
            deselectAriaLabel={(option) => `Leave ${option.label} out`}
          />
        </FormField>
        {values.further.map(({ instanceId }, index) => (
          <FurtherName key={instanceId} form={form} index={index} />
        ))}
      </SpaceBetween>
    </Container>
  );
}

function FurtherName({ form, index }: { form: CreateImageForm; index: number }) {
  const { values, set, facts, instances, rules } = form;
  const { instanceId, name } = values.further[index] ?? { instanceId: '', name: '' };
  const instance = instances.find((one) => one.instanceId === instanceId);
  const path = `further.${index}.name`;
  const others = [
    { name: values.name, imageId: facts.instance.instanceId },
    ...values.further.flatMap((one, at) => (at === index ? [] : [{ name: one.name, imageId: one.instanceId }])),
  ];
  const taken = [...facts.takenNames, ...others];
  const change = (wanted: string) => {
    set({ further: values.further.map((one, at) => (at === index ? { ...one, name: wanted } : one)) });
    form.touch(path);
  };
  const free = nextFreeName(name, taken);
  return (
    <SpaceBetween size="xs">
      <FormField
        label={`Image name for ${instance ? called(instance) : instanceId}`}
        errorText={form.errors[path]}
        warningText={rules.enforced ? undefined : nameDeparture(name, rules)}
        stretch
      >
        <Input value={name} spellcheck={false} onChange={({ detail }) => change(detail.value)} />
      </FormField>
      {free === name ? null : <Button iconName="check" onClick={() => change(free)}>{`Use ${free}`}</Button>}
    </SpaceBetween>
  );
}
