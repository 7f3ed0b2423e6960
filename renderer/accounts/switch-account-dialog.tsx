import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { AccountSource, CurrentAccount, Profile } from '../../src/accounts/contract.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { fieldErrors, region as regionRule } from '../../src/core/fields.ts';
import { useCall } from '../bridge/hooks.ts';
import { useSwitch } from './use-switch.ts';
import { PROFILE_KINDS, shownAccountId } from './words.ts';

const PRACTICE = 'practice:';
const PROFILE = 'profile:';

function sourceOf(value: string): AccountSource {
  if (value.startsWith(PROFILE)) return { kind: 'profile', profile: value.slice(PROFILE.length) };
  const person = value.slice(PRACTICE.length);
  return { kind: 'practice', ...(person ? { person } : {}) };
}

function choiceOf(source: AccountSource): string {
  return source.kind === 'practice' ? PRACTICE + (source.person ?? '') : PROFILE + source.profile;
}

function describe(profile: Profile): string {
  const where = profile.region ? `, Region ${profile.region}` : '';
  return `Signs in with: ${PROFILE_KINDS[profile.kind]}${where}${profile.customEndpoint ? ', calls go to an address of its own, not to AWS' : ''}`;
}

/** Chooses who the app acts as. Nothing changes until the new sign-in has answered. */
export default function SwitchAccountDialog({
  account,
  onClose,
}: {
  account: CurrentAccount | undefined;
  onClose: () => void;
}) {
  const profiles = useCall('accounts', 'listProfiles', {}, { freshFor: 0 });
  const people = useCall('accounts', 'listPeople', {}, { freshFor: 0 });
  const change = useSwitch();
  const [chosen, setChosen] = useState(account ? choiceOf(account.source) : PRACTICE);
  const [region, setRegion] = useState(account?.region ?? 'us-east-1');
  const [refused, setRefused] = useState<ErrorShape>();
  const [busy, setBusy] = useState(false);
  const list = profiles.data?.profiles ?? [];
  const [home, ...others] = people.data?.people ?? [];
  const regionError = fieldErrors(regionRule, region)[''];

  const choose = (value: string) => {
    setChosen(value);
    setRefused(undefined);
    const profile = list.find((one) => PROFILE + one.name === value);
    if (profile?.region) setRegion(profile.region);
  };
  const submit = async () => {
    if (regionError) return;
    setBusy(true);
    const error = await change({ source: sourceOf(chosen), region });
    setBusy(false);
    if (error) setRefused(error);
    else onClose();
  };

  return (
    <Modal
      visible
      header="Switch account"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} loadingText="Signing in" onClick={() => void submit()}>
              Switch
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <FormField
          label="Act as"
          errorText={refused && refused.field !== 'region' ? `${refused.message} ${refused.fix ?? ''}` : undefined}
        >
          <RadioGroup
            value={chosen}
            onChange={({ detail }) => choose(detail.value)}
            items={[
              {
                value: PRACTICE,
                label: 'Practice cloud',
                description: `On this computer. Costs nothing, touches nothing.${home ? ` You are “${home.userName}”.` : ''}`,
              },
              ...others.map(({ userName, accountId }) => ({
                value: PRACTICE + userName,
                label: `Practice cloud, as “${userName}”`,
                description:
                  accountId === home?.accountId
                    ? `Somebody else in the same practice account ${shownAccountId(accountId)}.`
                    : `In another practice account, ${shownAccountId(accountId)}: to see what the receiver of a share sees.`,
              })),
              ...list.map((profile) => ({
                value: PROFILE + profile.name,
                label: `Profile ${profile.name}`,
                description: describe(profile),
              })),
            ]}
          />
        </FormField>
        {profiles.data && list.length === 0 ? (
          <Alert type="info" header="No real account is set up on this computer">
            Real accounts are the profiles in the files <Box variant="code">~/.aws/config</Box> and{' '}
            <Box variant="code">~/.aws/credentials</Box>. The AWS command line writes them:{' '}
            <Box variant="code">aws configure sso</Box> or <Box variant="code">aws login</Box>. Whoever looks after your
            account can tell you which one to use. Then open this dialog again.
          </Alert>
        ) : null}
        {profiles.error ? (
          <Alert type="error" header={profiles.error.message}>
            {profiles.error.fix}
          </Alert>
        ) : null}
        <FormField
          label="Region"
          description="Where the instances and images are, for example eu-central-1 for Frankfurt."
          errorText={regionError ?? (refused?.field === 'region' ? refused.message : undefined)}
        >
          <Input value={region} onChange={({ detail }) => setRegion(detail.value.trim())} spellcheck={false} />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
