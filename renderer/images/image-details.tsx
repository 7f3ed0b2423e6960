import Tabs from '@cloudscape-design/components/tabs';
import type { Image } from '../../src/images/contract.ts';
import { IMAGE_TABS } from './image-tabs.tsx';

/** Everything known about one image, in tabs. */
export function ImageDetails({ image }: { image: Image }) {
  return (
    <Tabs
      ariaLabel="Details of the image"
      tabs={IMAGE_TABS.map(({ id, label, content: Content }) => ({
        id,
        label,
        content: <Content image={image} key={`${image.region}/${image.imageId}`} />,
      }))}
    />
  );
}
