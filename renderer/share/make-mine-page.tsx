import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useCallback, useState } from 'react';
import type { FieldErrors } from '../../src/core/fields.ts';
import { copyNameError, type NamingRules, nameDeparture } from '../../src/images/naming-rules.ts';
import { IMAGE_NAME_LENGTH } from '../../src/images/rules.ts';
import { dollars, PRICE_NOTE } from '../../src/prices/price-list.ts';
import { snapshotsMonthly } from '../../src/prices/storage.ts';
import { type MakeMineRequest, makeMineRequest, type Received } from '../../src/share/contract.ts';
import { useAction, useCall, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { useForm } from '../common/form.ts';
import { ImageDescriptionField, ImageNameField } from '../common/image-text-fields.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';

/** From somebody else's image to one of one's own: by copying where that is allowed, else by way of a machine. */
export function MakeMinePage({ params }: PageProps) {
  const { region = '', imageId = '' } = params;
  const look = useCall('share', 'received', { region, imageId });
  const rules = useCall('settings', 'namingRules', {}, { freshFor: 0 });
  if (look.error) return <ErrorAlert error={look.error} onRetry={look.refresh} />;
  if (rules.error) return <ErrorAlert error={rules.error} onRetry={rules.refresh} />;
  if (!look.data || !rules.data) {
    return (
      <Box padding="xxl" textAlign="center">
        <Spinner /> <Box variant="span">Finding out what may be done with the image</Box>
      </Box>
    );
  }
  return (
    <ContentLayout
      disableOverlap
      header={
        <Header
          variant="h1"
          description={`“${look.data.image.name}” belongs to account ${look.data.image.ownerId}. An image of your own stays when they take it back.`}
        >
          Make it mine
        </Header>
      }
    >
      {look.data.copy.allowed ? (
        <ByCopy received={look.data} />
      ) : (
        <ByMachine key={imageId} received={look.data} rules={rules.data} />
      )}
    </ContentLayout>
  );
}

function ByCopy({ received: { image, copy } }: { received: Received }) {
  const go = useGo();
  return (
    <Container header={<Header variant="h2">It can be copied</Header>}>
      <SpaceBetween size="m">
        <Box>
          {copy.why} That is the shortest way: nothing is started, and the copy is the image as it is. You choose its
          name, Region and encryption.
        </Box>
        <Button variant="primary" onClick={() => go(paths.copyImage(image.region, image.imageId))}>
          Copy it
        </Button>
      </SpaceBetween>
    </Container>
  );
}

function ByMachine({ received, rules }: { received: Received; rules: NamingRules }) {
  const { image, copy, machine } = received;
  const client = useClient();
  const invalidate = useInvalidate();
  const go = useGo();
  const [first] = useState<MakeMineRequest>(() => ({
    region: image.region,
    imageId: image.imageId,
    name: `my-${image.name}`.slice(0, IMAGE_NAME_LENGTH.max),
    description: `Made from ${image.imageId} of account ${image.ownerId}`,
  }));
  const check = useCallback(
    ({ name }: MakeMineRequest): FieldErrors => {
      const against = copyNameError(name, image.name, rules);
      return against ? { name: against } : {};
    },
    [image.name, rules],
  );
  const form = useForm(makeMineRequest, first, check);
  const make = useAction(async () => {
    await client.share.makeMine(form.values).catch((thrown: unknown) => {
      form.refuse(toRemoteError(thrown).shape);
      throw thrown;
    });
    invalidate('jobs');
    go(paths.images());
  });
  if (!machine) {
    return (
      <Alert type="warning" header="Amiable knows no small machine for this image">
        {copy.why} Launch an instance from it on the AMIs page, then make an image of that instance.
      </Alert>
    );
  }
  const submit = () => {
    if (form.check(Object.keys(form.values))) void make.run(undefined);
  };
  const general = make.error && make.error.field !== 'name' && make.error.field !== 'description';
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
            <Button variant="primary" loading={make.running} loadingText="Asking AWS">
              Make it mine
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {general && make.error ? <ErrorAlert error={make.error} onRetry={submit} /> : null}
          <Alert type="info" header="It cannot be copied, so it takes a detour">
            {copy.why} Amiable launches a small machine from it, switches it off, makes an image of it, and ends the
            machine. If anything fails, all of that is taken back.
          </Alert>
          <Plan received={received} />
          <Container header={<Header variant="h2">Your image</Header>}>
            <SpaceBetween size="m">
              <ImageNameField
                form={form}
                description="Fixed for ever once the image is made."
                warning={rules.enforced ? undefined : nameDeparture(form.values.name, rules)}
              />
              <ImageDescriptionField form={form} />
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  );
}

function Plan({ received: { image, machine } }: { received: Received }) {
  const sizes = image.volumes.map(({ sizeGiB }) => sizeGiB);
  const encrypted = image.volumes.some((volume) => volume.encrypted);
  return (
    <Container header={<Header variant="h2">What is made, and what it costs</Header>}>
      <KeyValuePairs
        columns={2}
        items={[
          {
            label: 'For about ten minutes',
            value: `One ${machine?.instanceType} machine, ${dollars(machine?.hourly ?? 0)} an hour on Linux (Windows and paid systems cost more), with disks of ${sizes.reduce((sum, size) => sum + size, 0)} GiB`,
          },
          {
            label: 'For as long as you keep it',
            value: `One image with ${sizes.length === 1 ? 'one snapshot' : `${sizes.length} snapshots`}, at most ${dollars(snapshotsMonthly(sizes))} a month. ${PRICE_NOTE}`,
          },
          {
            label: 'Who can reach the machine',
            value:
              'Nobody: it has no public address, no key pair, no role, and only your network’s default security group.',
          },
          {
            label: 'What differs from theirs',
            value: `The machine has started once, so what runs at a first start has run.${encrypted ? ' Its disks are encrypted anew, with your default key.' : ''}`,
          },
          ...(image.productCodes.length > 0
            ? [
                {
                  label: 'Product of AWS Marketplace',
                  value: `${image.productCodes.join(', ')} stays on your image: every launch needs a subscription and is charged by its seller.`,
                },
              ]
            : []),
        ]}
      />
    </Container>
  );
}
