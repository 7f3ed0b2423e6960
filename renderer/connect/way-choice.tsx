import FormField from '@cloudscape-design/components/form-field';
import Link from '@cloudscape-design/components/link';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LoginWay, WayOffer } from '../../src/connect/ways.ts';
import type { CallOutput } from '../bridge/hooks.ts';
import { paths } from '../common/paths.ts';

/** How to log in, as far as the person has chosen; what is left out is chosen by the app. */
export interface LoginChoice {
  readonly way?: LoginWay;
  readonly keyName?: string;
  readonly through?: string;
}

interface WayChoiceProps {
  readonly panel: Pick<CallOutput<'connect', 'panel'>, 'ways' | 'keys' | 'between'>;
  readonly choice: LoginChoice;
  readonly onChange: (choice: LoginChoice) => void;
}

const NAMES: Readonly<Record<LoginWay, string>> = {
  key: 'With a key that is on this computer',
  'instance-connect': 'With EC2 Instance Connect: no key file needed',
  agent: 'With the SSH agent of this computer',
};

/** The ways in with what speaks for and against each; the best one is chosen until the person chooses another. */
export function WayChoice({ panel: { ways, keys, between }, choice, onChange }: WayChoiceProps) {
  const way = choice.way ?? ways[0]?.way ?? 'key';
  const keyName = choice.keyName ?? keys[0];
  const through = between.find(({ instanceId }) => instanceId === choice.through) ?? between[0];
  return (
    <SpaceBetween size="l">
      <FormField
        label="Way to log in"
        description="Amiable has chosen the best one for this machine."
        constraintText={<KeyElsewhere ways={ways} />}
      >
        <RadioGroup
          value={way}
          onChange={({ detail }) =>
            onChange({ ...choice, way: ways.find((one) => one.way === detail.value)?.way ?? way })
          }
          items={ways.map(({ way: value, standing, why }) => ({
            value,
            label: NAMES[value],
            description: why,
            disabled: standing === 'no',
          }))}
        />
      </FormField>
      {way === 'key' && keys.length > 1 ? (
        <FormField label="Key" description="Of the private halves on this computer, the likeliest is chosen.">
          <Select
            selectedOption={keyName === undefined ? null : { value: keyName, label: keyName }}
            onChange={({ detail }) =>
              onChange({ ...choice, ...(detail.selectedOption.value ? { keyName: detail.selectedOption.value } : {}) })
            }
            options={keys.map((value) => ({ value, label: value }))}
            filteringType={keys.length > 10 ? 'auto' : 'none'}
          />
        </FormField>
      ) : null}
      {through ? (
        <FormField
          label="Through"
          description="This machine has no public address. A machine of the same network that has one carries the connection on; it cannot read it."
        >
          <Select
            selectedOption={betweenOption(through)}
            onChange={({ detail }) =>
              onChange({ ...choice, ...(detail.selectedOption.value ? { through: detail.selectedOption.value } : {}) })
            }
            options={between.map(betweenOption)}
          />
        </FormField>
      ) : null}
    </SpaceBetween>
  );
}

function betweenOption({ instanceId, name, host }: WayChoiceProps['panel']['between'][number]) {
  return { value: instanceId, label: name || instanceId, description: host };
}

/** Where the key's private half is missing, it can be brought here. */
function KeyElsewhere({ ways }: { ways: readonly WayOffer[] }) {
  const key = ways.find(({ way }) => way === 'key');
  if (!key || key.standing === 'works') return null;
  return (
    <>
      Do you have its private half as a file?{' '}
      <Link href={`#${paths.keys()}`} fontSize="body-s">
        Bring it here on the Key pairs page
      </Link>
      .
    </>
  );
}
