import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { Instance } from '../../src/instances/contract.ts';
import { hourWords } from '../../src/instances/cost.ts';
import { typeChange } from '../../src/instances/settings.ts';
import { sizeInWords } from '../../src/launch/type-words.ts';
import { HOUR_PRICE_NOTE, instanceHour } from '../../src/prices/instance-hours.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useForm } from '../common/form.ts';
import { useToasts } from '../common/toasts.tsx';
import { Dialog } from './dialog.tsx';
import { labelOf } from './instance-label.ts';

/** Changes the type of a stopped instance to one that fits its chips and is offered in its zone. */
export function TypeDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const { instanceId } = instance;
  const found = useCall('instances', 'types', { instanceId }, { freshFor: 60_000 });
  const form = useForm(typeChange, { instanceId, instanceType: instance.instanceType });
  const { instanceType } = form.values;
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  const save = useAction(async () => {
    try {
      await client.instances.changeType(form.values);
    } catch (thrown) {
      if (form.refuse(toRemoteError(thrown).shape)) return;
      throw thrown;
    }
    invalidate('instances');
    push({ type: 'success', header: `${labelOf(instance)} is a ${instanceType} when it is started next.` });
    onClose();
  });
  const options = (found.data?.types ?? []).map(({ name, vCpus, memoryMiB }) => ({
    value: name,
    label: name,
    description: `${sizeInWords(vCpus, memoryMiB)}; price: ${hourWords(instanceHour(name))}`,
  }));
  return (
    <Dialog
      title={`Change instance type of ${labelOf(instance)}`}
      doText={instanceType === instance.instanceType ? undefined : 'Change type'}
      onDo={() => void save.run(undefined)}
      running={save.running}
      error={save.error}
      onClose={onClose}
    >
      {found.error ? <ErrorAlert error={found.error} onRetry={found.refresh} /> : null}
      <FormField
        label="Instance type"
        description={`It is a ${instance.instanceType} now: ${hourWords(instanceHour(instance.instanceType))}. Disks, addresses and what is installed stay as they are.`}
        constraintText={`Shown are the types for ${instance.architecture} that ${instance.availabilityZone} offers.`}
        errorText={form.errorOf('instanceType')}
      >
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === instanceType) ?? null}
          onChange={({ detail }) => form.set({ instanceType: detail.selectedOption.value ?? '' })}
          statusType={found.loading ? 'loading' : 'finished'}
          loadingText="Loading instance types"
          filteringType="auto"
          filteringAriaLabel="Find an instance type"
          filteringPlaceholder="Find by name or size"
          triggerVariant="option"
          placeholder="Choose an instance type"
          empty="No instance type of this zone fits."
          noMatch="No type matches."
        />
      </FormField>
      <Box color="text-body-secondary" fontSize="body-s">
        {HOUR_PRICE_NOTE}
      </Box>
    </Dialog>
  );
}
