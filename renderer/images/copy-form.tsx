import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useMemo, useState } from 'react';
import { z } from 'zod';
import type { CopyForm as CopyFacts, CopyImageRequest, CopyPlace } from '../../src/images/copy.ts';
import { copyDefaults, copyErrors, freeNameFor } from '../../src/images/copy-words.ts';
import { type NamingRules, nameDeparture } from '../../src/images/naming-rules.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useForm } from '../common/form.ts';
import { ImageDescriptionField, ImageNameField } from '../common/image-text-fields.tsx';
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
  readonly rules: NamingRules;
}

/** Where to, under which name, how encrypted; one job begins for each Region. */
export function CopyForm({ facts, regions, rules }: Props) {
  const { image } = facts;
  const [places, setPlaces] = useState<ReadonlyMap<string, CopyPlace>>(new Map());
  const known = useMemo(() => [...places.values()], [places]);
  const check = useCallback(
    (values: CopyImageRequest) => copyErrors(values, known, image.name, rules),
    [known, image.name, rules],
  );
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
  const chosen = known.filter(({ region }) => form.values.destinations.some((one) => one.region === region));
  const free = freeNameFor(form.values.name, chosen);

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
              <ImageNameField
                form={form}
                description="The AMI name of every copy. It cannot change afterwards, and must be free in each Region."
                error={free ? form.errors.name : undefined}
                warning={rules.enforced ? undefined : nameDeparture(form.values.name, rules)}
                free={free}
              />
              <ImageDescriptionField form={form} />
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
