import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { NAME_PARTS, patternError } from '../../src/images/naming.ts';
import { type Preferences, preferences as preferencesRule } from '../../src/settings/contract.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { NamingRulesPanel } from './naming-rules-panel.tsx';

const FONT_SIZES = [10, 11, 12, 13, 14, 15, 16, 18, 20, 24, 28, 32].map((size) => ({
  value: String(size),
  label: `${size} points`,
}));

/** What the person may choose of the app itself; every change is kept at once. */
export function SettingsPage() {
  const settings = useCall('settings', 'get', {}, { freshFor: Number.POSITIVE_INFINITY });
  const client = useClient();
  const invalidate = useInvalidate();
  const save = useAction(async (change: Partial<Preferences>) => {
    await client.settings.set(change);
    invalidate('settings');
  });
  const error = settings.error ?? save.error;
  return (
    <ContentLayout header={<Header variant="h1">Settings</Header>}>
      <SpaceBetween size="l">
        {error ? <ErrorAlert error={error} onRetry={settings.refresh} /> : null}
        {settings.data ? (
          <SpaceBetween size="l">
            <Choices values={settings.data.preferences} save={(change) => void save.run(change)} />
            <NamingRulesPanel />
            <Container header={<Header variant="h2">About</Header>}>
              <KeyValuePairs
                columns={2}
                items={[
                  { label: 'Version', value: `Amiable ${settings.data.version}` },
                  { label: 'Licence', value: 'Apache-2.0' },
                ]}
              />
            </Container>
          </SpaceBetween>
        ) : null}
      </SpaceBetween>
    </ContentLayout>
  );
}

function Choices({ values, save }: { values: Preferences; save: (change: Partial<Preferences>) => void }) {
  const [pattern, setPattern] = useState(values.namePattern);
  const tooLong = preferencesRule.shape.namePattern.safeParse(pattern).success
    ? undefined
    : 'A pattern may have at most 200 characters.';
  const error = patternError(pattern) ?? tooLong;
  const keep = () => {
    if (!error && pattern !== values.namePattern) save({ namePattern: pattern });
  };
  const size = String(values.terminalFontSize);
  return (
    <Container header={<Header variant="h2">Your choices</Header>}>
      <SpaceBetween size="l">
        <FormField label="Theme" description="System follows what this computer is set to.">
          <SegmentedControl
            label="Theme"
            selectedId={values.theme}
            options={[
              { id: 'system', text: 'System' },
              { id: 'light', text: 'Light' },
              { id: 'dark', text: 'Dark' },
            ]}
            onChange={({ detail }) => save({ theme: preferencesRule.shape.theme.parse(detail.selectedId) })}
          />
        </FormField>
        <FormField
          label="Naming pattern for images"
          description="The Create image wizard fills it in, unless your team has a pattern of its own."
          constraintText={Object.entries(NAME_PARTS)
            .map(([part, words]) => `{${part}} ${words}`)
            .join(' · ')}
          errorText={error}
        >
          <Input
            value={pattern}
            spellcheck={false}
            onChange={({ detail }) => setPattern(detail.value)}
            onBlur={keep}
            onKeyDown={({ detail }) => {
              if (detail.key === 'Enter') keep();
            }}
          />
        </FormField>
        <FormField label="Size of the terminal’s letters">
          <Select
            selectedOption={
              FONT_SIZES.find((option) => option.value === size) ?? { value: size, label: `${size} points` }
            }
            options={FONT_SIZES}
            onChange={({ detail }) => save({ terminalFontSize: Number(detail.selectedOption.value) })}
          />
        </FormField>
        <FormField label="Colours of the terminal">
          <SegmentedControl
            label="Colours of the terminal"
            selectedId={values.terminalTheme}
            options={[
              { id: 'app', text: 'Like the app' },
              { id: 'light', text: 'Light' },
              { id: 'dark', text: 'Dark' },
            ]}
            onChange={({ detail }) =>
              save({ terminalTheme: preferencesRule.shape.terminalTheme.parse(detail.selectedId) })
            }
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
