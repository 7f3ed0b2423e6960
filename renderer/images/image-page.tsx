import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { Image } from '../../src/images/contract.ts';
import { useCall, useEvent } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { ImageActionsMenu } from './image-actions-menu.tsx';
import { ImageDetails } from './image-details.tsx';

const BUSY_MS = 5_000;

/** One image on a page of its own, at an address that can be kept. */
export function ImagePage({ params }: PageProps) {
  const { region = '', imageId = '' } = params;
  const go = useGo();
  const found = useCall(
    'images',
    'get',
    { region, imageId },
    { every: (data) => (data?.image.state === 'pending' ? BUSY_MS : false) },
  );
  useEvent('images.changed', found.refresh);
  const { image, own } = found.data ?? {};
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={image ? `${image.imageId} in ${image.region}` : undefined}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button iconName="refresh" ariaLabel="Refresh" loading={found.refreshing} onClick={found.refresh} />
              {image && own !== undefined ? <ImageActionsMenu selected={[{ ...image, own }]} go={go} /> : null}
            </SpaceBetween>
          }
        >
          {image ? titleOf(image) : imageId}
        </Header>
      }
    >
      {found.data ? (
        <Container>
          <ImageDetails {...found.data} />
        </Container>
      ) : found.error ? (
        <SpaceBetween size="m">
          <ErrorAlert error={found.error} onRetry={found.refresh} />
          <Button onClick={() => go(paths.whereIsImage())}>Where is my image?</Button>
        </SpaceBetween>
      ) : (
        <Box color="text-body-secondary">
          <Spinner /> Loading the image
        </Box>
      )}
    </ContentLayout>
  );
}

const titleOf = ({ nameTag, name, imageId }: Image): string => nameTag || name || imageId;
