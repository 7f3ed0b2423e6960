import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { href, paths } from '../common/paths.ts';
import type { ImageTabProps } from './image-tabs.tsx';

/** Where an image came from and what came from it: the nearest relatives as links, and the way to the whole tree. */
export function FamilyTab({ image }: ImageTabProps) {
  const { region, imageId } = image;
  const { data, error, refresh } = useCall('family', 'relatives', { region, imageId });
  if (error) return <ErrorAlert error={error} onRetry={refresh} title="The family could not be looked up" />;
  if (!data) {
    return (
      <Box color="text-body-secondary">
        <Spinner /> Looking in all Regions
      </Box>
    );
  }
  const line = data.line.slice(1);
  // Where AWS does not tell the line, the image itself names its nearest ancestor.
  const source =
    line.length === 0 && image.sourceImageId
      ? [{ imageId: image.sourceImageId, region: image.sourceImageRegion ?? region }]
      : [];
  return (
    <SpaceBetween size="m">
      <Relatives
        title="Came from"
        none="AWS records no origin."
        items={[
          ...(image.sourceInstanceId ? [{ key: 'instance', content: `the instance ${image.sourceInstanceId}` }] : []),
          ...[...line, ...source].map((one) => ({ key: one.imageId, content: <ImageLink {...one} /> })),
        ]}
      />
      <Relatives
        title="Copied from it, or made from its instances"
        none="No image of yours came from it."
        items={data.images.map((one) => ({
          key: one.imageId,
          content: <ImageLink region={one.region} imageId={one.imageId} name={one.nameTag || one.name} />,
        }))}
      />
      <Relatives
        title="Launched from it"
        none="No instance of yours was launched from it."
        items={data.instances.map(({ instanceId, name, state }) => ({
          key: instanceId,
          content: `${name ? `${name} (${instanceId})` : instanceId}, ${state}`,
        }))}
      />
      {data.unread.length > 0 ? (
        <Alert type="warning">Images in {data.unread.join(', ')} could not be read and may be missing here.</Alert>
      ) : null}
      <Link href={href(paths.familyOf(region, imageId))}>Show the family tree</Link>
    </SpaceBetween>
  );
}

interface RelativesProps {
  readonly title: string;
  /** What is said when there are none. */
  readonly none: string;
  readonly items: readonly { readonly key: string; readonly content: ReactNode }[];
}

function Relatives({ title, none, items }: RelativesProps) {
  return (
    <div>
      <Box variant="h3">{title}</Box>
      {items.length === 0 ? (
        <Box color="text-body-secondary">{none}</Box>
      ) : (
        <ul>
          {items.map(({ key, content }) => (
            <li key={key}>{content}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ImageLink({ region, imageId, name = '' }: { region: string; imageId: string; name?: string }) {
  return (
    <>
      <Link href={href(paths.image(region, imageId))}>{name || imageId}</Link> {name ? `${imageId} ` : ''}in {region}
    </>
  );
}
