import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { compareImages, comparisonText } from '../../src/family/compare.ts';
import { type ImageAddress, imageAddress } from '../../src/family/contract.ts';
import { nodeId } from '../../src/family/graph.ts';
import { kinship } from '../../src/family/kinship.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { ComparePickers } from './compare-pickers.tsx';
import { CompareTable } from './compare-table.tsx';

const NOWHERE: ImageAddress = { region: '', imageId: '' };

/** An image’s address as it stands in the page’s: `eu-central-1:ami-…`; undefined for one that is still to be chosen. */
function readAddress(text = ''): ImageAddress | undefined {
  const [region = '', imageId = ''] = decodeURIComponent(text).split(':');
  return imageAddress.safeParse({ region, imageId }).data;
}

const written = (address: ImageAddress | undefined) => (address ? nodeId(address.region, address.imageId) : 'choose');

/** Two images side by side: what is equal, what differs, and how they are related. */
export function ComparePage({ params }: PageProps) {
  const [one, other] = [readAddress(params.one), readAddress(params.other)];
  const first = useCompared(one);
  const second = useCompared(other);
  const go = useGo();
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const both = first.data && second.data ? { one: first.data, other: second.data } : undefined;
  const sections = both ? compareImages(both.one, both.other, new Date().toISOString()) : [];
  const differing = sections.flatMap(({ facts }) => facts.filter(({ same }) => !same)).length;
  const failed = [first, second].find(({ error }) => error !== undefined);
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={both ? kinship(both.one, both.other) : 'Two images side by side, and what differs'}
        actions={
          both ? (
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Toggle checked={onlyDifferences} onChange={({ detail }) => setOnlyDifferences(detail.checked)}>
                Only differences
              </Toggle>
              <CopyToClipboard
                copyButtonText="Copy as text"
                copyButtonAriaLabel="Copy as text"
                textToCopy={comparisonText(both.one, both.other, sections)}
                copySuccessText="Copied"
                copyErrorText="Could not be copied"
              />
              <Button onClick={() => go(paths.compareImages(written(other), written(one)))}>Swap</Button>
            </SpaceBetween>
          ) : undefined
        }
      >
        Compare images
      </Header>
      <ComparePickers
        one={one}
        other={other}
        names={[first.data, second.data].flatMap((each) => each?.image ?? [])}
        onChange={(next) => go(paths.compareImages(written(next.one), written(next.other)))}
      />
      {failed?.error ? (
        <ErrorAlert error={failed.error} onRetry={failed.refresh} title="An image could not be looked at" />
      ) : null}
      {both ? (
        <SpaceBetween size="m">
          <Box aria-live="polite" color="text-body-secondary">
            {differing === 0
              ? 'Nothing differs.'
              : `${differing} ${differing === 1 ? 'thing differs' : 'things differ'}.`}
          </Box>
          {sections
            .map(({ title, facts }) => ({ title, facts: onlyDifferences ? facts.filter(({ same }) => !same) : facts }))
            .filter(({ facts }) => facts.length > 0)
            .map(({ title, facts }) => (
              <Container key={title} header={<Header variant="h2">{title}</Header>}>
                <CompareTable title={title} facts={facts} one={both.one.image} other={both.other.image} />
              </Container>
            ))}
        </SpaceBetween>
      ) : !failed && one && other ? (
        <Box textAlign="center" padding="xxl" color="text-body-secondary">
          <Spinner /> Looking at both images
        </Box>
      ) : null}
    </SpaceBetween>
  );
}

function useCompared(address: ImageAddress | undefined) {
  return useCall('family', 'compared', address ?? NOWHERE, { enabled: address !== undefined });
}
