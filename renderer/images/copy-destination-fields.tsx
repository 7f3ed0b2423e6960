import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useEffect } from 'react';
import type { CopyEncryption, CopyImageRequest, CopyPlace } from '../../src/images/copy.ts';
import { encryptionWords } from '../../src/images/copy-words.ts';
import { dollars } from '../../src/prices/price-list.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { FormState } from '../common/form.ts';

interface Props {
  readonly form: FormState<CopyImageRequest>;
  readonly index: number;
  readonly title: string;
  readonly source: { readonly encrypted: boolean; readonly region: string };
  /** What the copy costs a month at most, in US dollars. */
  readonly monthly: number;
  readonly place: CopyPlace | undefined;
  /** Told what is known of the Region, as soon as it is. */
  readonly onPlace: (place: CopyPlace) => void;
}

/** One destination: its encryption, its key, and what the copy costs there. */
export function CopyDestinationFields({ form, index, title, source, monthly, place, onPlace }: Props) {
  const destination = form.values.destinations[index];
  const region = destination?.region ?? '';
  const asked = useCall('images', 'copyPlace', { region }, { freshFor: 60_000 });
  useEffect(() => {
    if (asked.data) onPlace(asked.data);
  }, [asked.data, onPlace]);
  if (!destination) return null;
  const { encryption } = destination;
  const change = (next: CopyEncryption) =>
    form.set({
      destinations: form.values.destinations.map((one) => (one.region === region ? { ...one, encryption: next } : one)),
    });
  const kinds = [
    { value: 'keep', label: source.encrypted ? 'Encrypted, default key' : 'Keep as it is' },
    ...(source.encrypted ? [] : [{ value: 'default-key', label: 'Encrypt with the default key' }]),
    { value: 'key', label: 'Encrypt with a key of your own' },
  ];
  return (
    <fieldset className="plain-group" aria-label={title}>
      <SpaceBetween size="xs">
        <Box variant="h3" padding={{ top: 'xs' }}>
          {title}{' '}
          <Box variant="span" color="text-body-secondary" fontWeight="normal">
            {region}
          </Box>
        </Box>
        {asked.error ? <ErrorAlert error={asked.error} onRetry={asked.refresh} /> : null}
        <FieldErrorOfRegion message={form.errorOf(`destinations.${index}.region`)} />
        <ColumnLayout columns={3}>
          <FormField label="Encryption" constraintText={encryptionWords(encryption, source, place)}>
            <Select
              selectedOption={kinds.find(({ value }) => value === encryption.kind) ?? null}
              options={kinds}
              onChange={({ detail }) => change(chosen(detail.selectedOption.value))}
              expandToViewport
            />
          </FormField>
          {encryption.kind === 'key' ? (
            <KeyField
              place={place}
              keyId={encryption.keyId}
              error={form.errorOf(`destinations.${index}.encryption.keyId`)}
              onChange={(keyId) => change({ kind: 'key', keyId })}
            />
          ) : null}
          <div>
            <Box variant="awsui-key-label">Cost of the copy</Box>
            <div>{`At most ${dollars(monthly)} a month`}</div>
          </div>
        </ColumnLayout>
        <Unseen place={place} loading={asked.loading} />
      </SpaceBetween>
    </fieldset>
  );
}

function chosen(kind: string | undefined): CopyEncryption {
  if (kind === 'key') return { kind, keyId: '' };
  return { kind: kind === 'default-key' ? kind : 'keep' };
}

function FieldErrorOfRegion({ message }: { message: string | undefined }) {
  return message === undefined ? null : <FormField errorText={message}>{null}</FormField>;
}

interface KeyFieldProps {
  readonly place: CopyPlace | undefined;
  readonly keyId: string;
  readonly error: string | undefined;
  readonly onChange: (keyId: string) => void;
}

/** By alias where the keys may be listed; else by hand, because a key that is not listed may still be used. */
function KeyField({ place, keyId, error, onChange }: KeyFieldProps) {
  const keys = place?.keys.known ? place.keys.value : [];
  const options = keys.map(({ keyId: value, alias }) => ({
    value,
    label: alias.replace(/^alias\//, ''),
    description: value,
  }));
  const why =
    place && !place.keys.known
      ? `Your keys could not be listed: ${place.keys.why}`
      : 'You have no key with an alias in this Region.';
  return options.length > 0 ? (
    <FormField label="Key" errorText={error}>
      <Select
        selectedOption={options.find(({ value }) => value === keyId) ?? null}
        options={options}
        placeholder="Choose a key"
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        expandToViewport
      />
    </FormField>
  ) : (
    <FormField
      label="Key"
      constraintText={place ? `${why} Paste the key’s ID or ARN.` : 'Looking up your keys'}
      errorText={error}
    >
      <Input
        value={keyId}
        spellcheck={false}
        placeholder="Key ID or ARN"
        onChange={({ detail }) => onChange(detail.value.trim())}
      />
    </FormField>
  );
}

/** What could not be read about the Region: the copy may still work. */
function Unseen({ place, loading }: { place: CopyPlace | undefined; loading: boolean }) {
  if (loading) {
    return (
      <Box color="text-body-secondary">
        <Spinner /> Looking up names and keys
      </Box>
    );
  }
  if (!place || place.takenNames.known) return null;
  return (
    <Box color="text-status-warning">{`Whether the name is free there could not be checked: ${place.takenNames.why}`}</Box>
  );
}
