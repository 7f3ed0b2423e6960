import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ShareState } from '../../src/share/contract.ts';
import { readReceivers, type ShareForm, type Who } from '../../src/share/form.ts';
import { receiverKey, receiverWords } from '../../src/share/receivers.ts';
import type { FormState } from '../common/form.ts';

const FIELDS = {
  accounts: {
    label: 'Account numbers',
    description:
      'Paste as many as you like, with or without hyphens. Commas, spaces and new lines may stand between them.',
    placeholder: '4444-5555-6666',
  },
  organizations: {
    label: 'ARNs of organisations or units',
    description:
      'AWS wants the ARN, not the ID. AWS Organizations shows it with the details of the organisation or unit.',
    placeholder: 'arn:aws:organizations::111122223333:organization/o-…',
  },
} as const;

/** Whom the image is shared with. */
export function WhoStep({ form, state }: { form: FormState<ShareForm>; state: ShareState }) {
  const { values, set, errorOf, touch } = form;
  const { receivers } = readReceivers(values, state);
  const { who } = values;
  return (
    <Container header={<Header variant="h2">Who gets it</Header>}>
      <SpaceBetween size="m">
        <FormField label="Share with" stretch errorText={errorOf('who')}>
          <RadioGroup
            value={who}
            onChange={({ detail }) => set({ ...values, who: detail.value as Who })}
            items={[
              { value: 'accounts', label: 'Accounts', description: 'Single AWS accounts, by their numbers.' },
              {
                value: 'organizations',
                label: 'An organisation or a part of it',
                description: 'Every account of an AWS organisation, or of one of its units (OU).',
              },
              {
                value: 'everyone',
                label: 'Everyone (public)',
                description: 'Anybody in the world with an AWS account.',
              },
            ]}
          />
        </FormField>
        {who === 'everyone' ? (
          <FormField errorText={errorOf('checked')}>
            <Checkbox
              checked={values.checked}
              onChange={({ detail }) => set({ checked: detail.checked })}
              description="Within minutes strangers copy public images and search them for secrets."
            >
              I have made sure that there are no passwords, private keys or personal data on its disks
            </Checkbox>
          </FormField>
        ) : (
          <FormField label={FIELDS[who].label} description={FIELDS[who].description} errorText={errorOf(who)} stretch>
            <Textarea
              value={values[who]}
              rows={3}
              placeholder={FIELDS[who].placeholder}
              spellcheck={false}
              onChange={({ detail }) => set({ [who]: detail.value })}
              onBlur={() => touch(who)}
            />
          </FormField>
        )}
        {who !== 'everyone' && receivers.length > 0 ? (
          <div>
            <Box variant="awsui-key-label">
              {receivers.length === 1 ? 'Read as' : `Read as these ${receivers.length}`}
            </Box>
            <SpaceBetween direction="horizontal" size="xs">
              {receivers.slice(0, 12).map((receiver) => (
                <Badge key={receiverKey(receiver)} color="blue">
                  {receiverWords(receiver)}
                </Badge>
              ))}
              {receivers.length > 12 ? <Badge>and {receivers.length - 12} more</Badge> : null}
            </SpaceBetween>
          </div>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
