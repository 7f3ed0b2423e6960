import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { dollars, PRICE_DATE, PRICE_LIST } from '../../src/prices/price-list.ts';
import { CreditsField } from './credits-field.tsx';
import { LaunchField } from './launch-field.tsx';
import { ADVANCED_FIELDS, type LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';
import { UserDataField } from './user-data-field.tsx';

interface Props {
  readonly form: LaunchForm;
  readonly expanded: boolean;
  readonly onExpand: (expanded: boolean) => void;
}

/** Advanced details, folded until somebody needs them: each has a safe default. */
export const AdvancedSection = section([...ADVANCED_FIELDS, 'instanceType'], AdvancedFields);

function AdvancedFields({ form, expanded, onExpand }: Props) {
  const { values, set, facts } = form;
  const bursts = facts.instanceTypes.some(({ name, burstable }) => name === values.instanceType && burstable);
  return (
    <ExpandableSection
      variant="container"
      headerText="Advanced details"
      headingTagOverride="h2"
      headerDescription="Safe as they are: open only if you need to."
      expanded={expanded}
      onChange={({ detail }) => onExpand(detail.expanded)}
    >
      <SpaceBetween size="l">
        <LaunchField
          form={form}
          path="instanceProfile"
          label="IAM instance profile"
          description="Optional. Gives programs on the machine permissions in your account. Write the profile’s name."
        >
          <Input
            value={values.instanceProfile}
            onChange={({ detail }) => set({ instanceProfile: detail.value })}
            spellcheck={false}
            placeholder="None"
          />
        </LaunchField>
        <LaunchField form={form} path="shutdownBehavior" label="Shutdown behavior">
          <RadioGroup
            value={values.shutdownBehavior}
            onChange={({ detail }) => set({ shutdownBehavior: detail.value === 'terminate' ? 'terminate' : 'stop' })}
            items={[
              {
                value: 'stop',
                label: 'Stop',
                description: 'Shutting down from inside keeps the machine and its disks.',
              },
              { value: 'terminate', label: 'Terminate', description: 'Shutting down from inside deletes the machine.' },
            ]}
          />
        </LaunchField>
        <LaunchField form={form} path="terminationProtection">
          <Checkbox
            checked={values.terminationProtection}
            onChange={({ detail }) => set({ terminationProtection: detail.checked })}
            description="The machine cannot be terminated until this is switched off again."
          >
            Termination protection
          </Checkbox>
        </LaunchField>
        <LaunchField form={form} path="requireImdsV2">
          <Checkbox
            checked={values.requireImdsV2}
            onChange={({ detail }) => set({ requireImdsV2: detail.checked })}
            description="The machine asks for facts about itself by the newer way only, which cannot be tricked from outside."
          >
            Require metadata version 2 (IMDSv2)
          </Checkbox>
        </LaunchField>
        <LaunchField form={form} path="detailedMonitoring">
          <Checkbox
            checked={values.detailedMonitoring}
            onChange={({ detail }) => set({ detailedMonitoring: detail.checked })}
            description={`Figures every minute instead of every five. AWS charges about ${dollars(PRICE_LIST.detailedMonitoringMonth)} a month for it (list price, ${PRICE_DATE}).`}
          >
            Detailed monitoring
          </Checkbox>
        </LaunchField>
        {bursts ? <CreditsField form={form} /> : null}
        <UserDataField form={form} />
      </SpaceBetween>
    </ExpandableSection>
  );
}
