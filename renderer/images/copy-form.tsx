import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useMemo, useState } from 'react';
import { z } from 'zod';
import type { CopyForm as CopyFacts, CopyImageRequest, CopyPlace } from '../../src/images/copy.ts';
import { copyDefaults, copyErrors, freeNameFor } from '../../src/images/copy-words.ts';
import { DESCRIPTION_MAX, IMAGE_NAME_LENGTH } from '../../src/images/rules.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { type FormState, useForm } from '../common/form.ts';
import { paths } from '../common/paths.ts';
import { TagEditor } from '../common/tag-editor.tsx';
import { useGo } from '../common/use-go.ts';
import { CopyDestinations } from './copy-destinations.tsx';

// All rules, the contract's included, run in copyErrors.
const anything = z.unknown();
/** The fields that have a place on the page; other messages stand above the button. */
const FIELDS = ['destinations', 'name', 'description', 'tags'] as const;

interface Props {
  readonly facts: CopyFacts;
  readonly regions: readonly { readonly code: string; readonly name: string }[];
}

/** Where to, under which name, how encrypted; one job begins for each Region. */
export function CopyForm({ facts, regions }: Props) {
  const { image } = facts;
  const [places, setPlaces] = useState<ReadonlyMap<string, CopyPlace>>(new Map());
  const known = useMemo(() => [...places.values()], [places]);
  const check = useCallback((values: CopyImageRequest) => copyErrors(values, known), [known]);
  const [first] = useState(() => copyDefaults(image));
  const form = useForm<CopyImageRequest>(anything, first, check);
  const onPlace = useCallback(
    (place: CopyPlace) => setPlaces((before) => new Map(before).set(place.region, place)),
    [],
  );
  const client = useClient();
  const invalidate = useInvalidate();
  const go = useGo();
  const copy = useAction(async () => {
    await client.images.copy(form.values).catch((thrown: unknown) => {
      const refused = toRemoteError(thrown);
      form.refuse(refused.shape);
      throw refused;
    });
    invalidate('jobs');
    invalidate('images');
    go(paths.images());
  });
  const submit = () => {
    if (form.check(FIELDS)) void copy.run(undefined);
  };
  const placed = FIELDS.some((field) => copy.error?.field?.split('.')[0] === field);
  const count = form.values.destinations.length;

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={() => go(paths.images())}>
              Cancel
            </Button>
            <Button variant="primary" loading={copy.running} loadingText="Checking every Region">
              {count > 1 ? `Copy to ${count} Regions` : 'Copy image'}
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          <Source facts={facts} />
          <CopyDestinations form={form} facts={facts} regions={regions} places={places} onPlace={onPlace} />
          <Container header={<Header variant="h2">Name and description</Header>}>
            <SpaceBetween size="l">
              <NameField form={form} places={known} />
              <DescriptionField form={form} />
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">Tags</Header>}>
            <SpaceBetween size="l">
              <Checkbox
                checked={form.values.copyTags}
                onChange={({ detail }) => form.set({ copyTags: detail.checked })}
                description="AWS does not copy tags by itself. The tags of the source’s snapshots are not copied in any case; those below go on the new snapshots too."
              >
                Copy the image’s own tags
              </Checkbox>
              <TagEditor form={form} />
            </SpaceBetween>
          </Container>
          {copy.error && !placed ? <ErrorAlert error={copy.error} onRetry={submit} /> : null}
        </SpaceBetween>
      </Form>
    </form>
  );
}

function Source({ facts: { image, own } }: { facts: CopyFacts }) {
  const size = image.volumes.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);
  const encrypted = image.volumes.some((volume) => volume.encrypted);
  return (
    <Container header={<Header variant="h2">Source</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'AMI name', value: image.name || '-' },
          { label: 'AMI ID', value: <Copyable text={image.imageId} what="image id" /> },
          {
            label: 'Disks',
            value: `${size} GiB, ${encrypted ? 'encrypted' : 'not encrypted'}, in ${image.region}${own ? '' : `, owned by ${image.ownerId}`}`,
          },
        ]}
      />
    </Container>
  );
}

function NameField({ form, places }: { form: FormState<CopyImageRequest>; places: readonly CopyPlace[] }) {
  const { values, set, touch } = form;
  const chosen = places.filter(({ region }) => values.destinations.some((one) => one.region === region));
  const free = freeNameFor(values.name, chosen);
  // A taken name is told at once: it is seldom typed by the person.
  const error = form.errorOf('name') ?? (free ? form.errors.name : undefined);
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Image name"
        description="The AMI name of every copy. It cannot change afterwards, and must be free in each Region."
        constraintText={`${IMAGE_NAME_LENGTH.min} to ${IMAGE_NAME_LENGTH.max} characters: letters, digits, spaces and ( ) [ ] . / - ' @ _ · ${values.name.length} used`}
        errorText={error}
        stretch
      >
        <Input
          value={values.name}
          spellcheck={false}
          onChange={({ detail }) => {
            set({ name: detail.value });
            touch('name');
          }}
          onBlur={() => touch('name')}
        />
      </FormField>
      {free ? (
        <Button formAction="none" iconName="check" onClick={() => set({ name: free })}>{`Use ${free}`}</Button>
      ) : null}
    </SpaceBetween>
  );
}

function DescriptionField({ form }: { form: FormState<CopyImageRequest> }) {
  const { values, set, touch } = form;
  const left = DESCRIPTION_MAX - values.description.length;
  return (
    <FormField
      label={
        <span>
          Image description <i>- optional</i>
        </span>
      }
      constraintText={left >= 0 ? `${left} of ${DESCRIPTION_MAX} characters left` : `${-left} characters too many`}
      errorText={form.errorOf('description')}
      stretch
    >
      <Input
        value={values.description}
        onChange={({ detail }) => {
          set({ description: detail.value });
          touch('description');
        }}
      />
    </FormField>
  );
}
