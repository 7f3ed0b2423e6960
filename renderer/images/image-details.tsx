import Tabs from '@cloudscape-design/components/tabs';
import { IMAGE_TABS, type ImageTabProps } from './image-tabs.tsx';

/** Everything known about one image, in tabs. */
export function ImageDetails(props: ImageTabProps) {
  const { region, imageId } = props.image;
  return (
    <Tabs
      ariaLabel="Details of the image"
      tabs={IMAGE_TABS.map(({ id, label, content: Content }) => ({
        id,
        label,
        content: <Content {...props} key={`${region}/${imageId}`} />,
      }))}
    />
  );
}
