import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Instance } from '../../src/instances/contract.ts';
import { useCall } from '../bridge/hooks.ts';
import { href, paths } from '../common/paths.ts';

/** The Region that the window shows; undefined before it is known. */
export function useRegion(): string | undefined {
  return useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY }).data?.region;
}

/** The image that an instance was launched from, as a link to its page. */
export function ImageLink({ instance: { imageId, imageName } }: { instance: Instance }) {
  const region = useRegion();
  const text = imageName ?? imageId;
  if (!region) return <>{text}</>;
  return (
    <Link href={href(paths.image(region, imageId))} ariaLabel={`AMI ${text}`}>
      {text}
    </Link>
  );
}

/** The image and, beside it, its place in the family tree. */
export function ImageLinks({ instance }: { instance: Instance }) {
  const region = useRegion();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ImageLink instance={instance} />
      {region ? <Link href={href(paths.familyOf(region, instance.imageId))}>Family tree</Link> : null}
    </SpaceBetween>
  );
}
