import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { USER_DATA_BYTES, utf8Bytes } from '../../src/launch/rules.ts';
import { type ScriptFamily, SNIPPETS, type Snippet, scriptFamily, withSnippet } from '../../src/launch/snippets.ts';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';

const FAMILIES: readonly { readonly family: ScriptFamily; readonly title: string }[] = [
  { family: 'debian', title: 'Ubuntu and Debian' },
  { family: 'amazon', title: 'Amazon Linux' },
];

/** User data, with a small library of snippets for the image's system; each is put below what is there. */
export function UserDataField({ form }: { form: LaunchForm }) {
  const { values, set, facts } = form;
  const [asked, setAsked] = useState<{ readonly snippet: Snippet; readonly text: string }>();
  const insert = (snippet: Snippet, family: ScriptFamily) => {
    const { text, replaces } = withSnippet(values.userData, snippet, family);
    if (replaces) setAsked({ snippet, text });
    else set({ userData: text });
  };
  return (
    <SpaceBetween size="xs">
      <LaunchField
        form={form}
        path="userData"
        label="User data"
        description="Optional. A script that runs once, at the first start. Programs on the machine can read it: put no passwords in it."
        constraintText={`${utf8Bytes(values.userData).toLocaleString('en')} of ${USER_DATA_BYTES.toLocaleString('en')} bytes`}
        secondaryControl={<SnippetMenu form={form} onChoose={insert} />}
      >
        <Textarea
          value={values.userData}
          onChange={({ detail }) => set({ userData: detail.value })}
          rows={8}
          spellcheck={false}
          placeholder={'#!/bin/bash\necho hello'}
        />
      </LaunchField>
      {asked ? (
        <Alert
          type="warning"
          header={`Replace what is there by “${asked.snippet.title}”?`}
          action={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => setAsked(undefined)}>Keep what is there</Button>
              <Button
                onClick={() => {
                  set({ userData: asked.text });
                  setAsked(undefined);
                }}
              >
                Replace it
              </Button>
            </SpaceBetween>
          }
        >
          The field does not hold a shell script (#!/bin/bash), so nothing can be added below it.
        </Alert>
      ) : null}
      {facts.image.platform.startsWith('Windows') ? 'There are no snippets for Windows.' : null}
    </SpaceBetween>
  );
}

interface MenuProps {
  readonly form: LaunchForm;
  readonly onChoose: (snippet: Snippet, family: ScriptFamily) => void;
}

/** The snippets for the image's system; for both where its name does not tell which it is. */
function SnippetMenu({ form, onChoose }: MenuProps) {
  const { image } = form.facts;
  if (image.platform.startsWith('Windows')) return null;
  const known = scriptFamily(image);
  const families = FAMILIES.filter(({ family }) => known === undefined || family === known);
  return (
    <ButtonDropdown
      items={families.map(({ family, title }) => ({
        text: title,
        items: SNIPPETS.map((one) => ({
          id: `${family}/${one.id}`,
          text: one.title,
          secondaryText: one.description,
        })),
      }))}
      onItemClick={({ detail }) => {
        const [family, id] = detail.id.split('/');
        const snippet = SNIPPETS.find((one) => one.id === id);
        const chosen = FAMILIES.find((one) => one.family === family);
        if (snippet && chosen) onChoose(snippet, chosen.family);
      }}
    >
      Insert a snippet
    </ButtonDropdown>
  );
}
