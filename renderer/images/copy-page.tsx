import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { CopyForm as CopyFacts } from '../../src/images/copy.ts';
import { askOwnerText } from '../../src/images/copy-words.ts';
import type { NamingRules } from '../../src/images/naming-rules.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { CopyForm } from './copy-form.tsx';

/** The copy page: says first whether the image can be copied at all, and what to do when it cannot. */
export function CopyPage({ params }: PageProps) {
  const { region = '', imageId = '' } = params;
  const form = useCall('images', 'copyForm', { region, imageId }, { freshFor: Number.POSITIVE_INFINITY });
  const rules = useCall('settings', 'namingRules', {}, { freshFor: 0 });
  const regions = useCall('accounts', 'listRegions', {}, { freshFor: Number.POSITIVE_INFINITY });
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="Makes a second image of the same disks: in another Region, or in this one under a new name. The source stays as it is."
      >
        Copy image
      </Header>
      {form.error ? <ErrorAlert error={form.error} onRetry={form.refresh} /> : null}
      {regions.error ? <ErrorAlert error={regions.error} onRetry={regions.refresh} /> : null}
      {rules.error ? <ErrorAlert error={rules.error} onRetry={rules.refresh} /> : null}
      {form.data && regions.data && rules.data ? (
        <Ready facts={form.data} regions={regions.data.regions} rules={rules.data} />
      ) : null}
      {form.loading || regions.loading || rules.loading ? (
        <Box padding="xxl" textAlign="center">
          <Spinner /> <Box variant="span">Looking at the image and your Regions</Box>
        </Box>
      ) : null}
    </SpaceBetween>
  );
}

interface ReadyProps {
  readonly facts: CopyFacts;
  readonly regions: readonly { readonly code: string; readonly name: string }[];
  readonly rules: NamingRules;
}

function Ready({ facts, regions, rules }: ReadyProps) {
  const { image, storage, keys } = facts;
  if (image.state !== 'available') {
    return (
      <Alert type="warning" header={`The image is ${image.state}, and only an available one can be copied.`}>
        {image.state === 'disabled'
          ? 'Enable it first.'
          : 'Wait until it is available. A failed one cannot be copied: make it again.'}
      </Alert>
    );
  }
  if (storage === 'not-shared' || storage === 'marketplace') return <NotCopyable facts={facts} />;
  const troubles = keys.flatMap(({ keyId, trouble }) => (trouble ? [{ keyId, trouble }] : []));
  return (
    <SpaceBetween size="l">
      {troubles.map(({ keyId, trouble }) => (
        <Alert key={keyId} type="warning" header="The copy will probably fail: its key">
          {`The disks are encrypted with ${keyId}. ${trouble} Ask whoever administers the key to let you use it (DescribeKey, Decrypt, ReEncrypt, CreateGrant).`}
        </Alert>
      ))}
      <CopyForm facts={facts} regions={regions} rules={rules} />
    </SpaceBetween>
  );
}

function NotCopyable({ facts }: { facts: CopyFacts }) {
  const go = useGo();
  const { image, storage } = facts;
  const text = askOwnerText(facts);
  return (
    <SpaceBetween size="l">
      <Alert
        type="warning"
        header={
          storage === 'marketplace'
            ? 'A Marketplace image of somebody else cannot be copied.'
            : 'Its owner shares this image for launching, not for copying.'
        }
        action={
          <Button onClick={() => go(paths.makeImageMine(image.region, image.imageId))}>
            Launch it and make it mine
          </Button>
        }
      >
        {storage === 'marketplace'
          ? 'You can launch it and make an image of your own from that machine. Its product codes, and what they cost, stay on it.'
          : 'To copy an image, AWS must read its snapshots, and these are not shared with you. Ask the owner, or launch it and make an image of your own from that machine.'}
      </Alert>
      {storage === 'not-shared' ? (
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <CopyToClipboard
                  textToCopy={text}
                  copyButtonText="Copy the text"
                  copySuccessText="Copied"
                  copyErrorText="Could not be copied"
                />
              }
              description={`The owner is account ${image.ownerId}.`}
            >
              A text for the owner
            </Header>
          }
        >
          {text.split('\n').map((line) => (
            <Box key={line} variant="p">
              {line}
            </Box>
          ))}
        </Container>
      ) : null}
    </SpaceBetween>
  );
}
