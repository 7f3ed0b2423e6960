import RadioGroup from '@cloudscape-design/components/radio-group';
import type { LaunchValues } from '../../src/launch/values.ts';
import { dollars, PRICE_DATE, PRICE_LIST } from '../../src/prices/price-list.ts';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';

const CHOICES: readonly { value: LaunchValues['credits']; label: string; description: string }[] = [
  { value: 'default', label: 'As the account has it', description: 'For t3 and t4g, AWS’s own default is unlimited.' },
  {
    value: 'standard',
    label: 'Standard',
    description: 'Slows down once its credits are used up. Never costs more than the machine’s price.',
  },
  {
    value: 'unlimited',
    label: 'Unlimited',
    description: `Stays fast. Each vCPU-hour beyond its credits costs about ${dollars(PRICE_LIST.creditVcpuHour)} more (list price, ${PRICE_DATE}).`,
  },
];

/** Credit specification: what a machine that bursts does when it has worked hard for long. */
export function CreditsField({ form }: { form: LaunchForm }) {
  const { values, set } = form;
  return (
    <LaunchField
      form={form}
      path="credits"
      label="Credit specification"
      description="This type gathers credits while it idles and spends them while it works hard."
    >
      <RadioGroup
        value={values.credits}
        onChange={({ detail }) => {
          const chosen = CHOICES.find(({ value }) => value === detail.value);
          if (chosen) set({ credits: chosen.value });
        }}
        items={[...CHOICES]}
      />
    </LaunchField>
  );
}
