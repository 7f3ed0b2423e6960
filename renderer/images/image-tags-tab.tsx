import { TagList } from '../common/tag-list.tsx';
import type { ImageTabProps } from './image-tabs.tsx';

/** The image's tags. */
export function ImageTagsTab({ image }: ImageTabProps) {
  return <TagList tags={image.tags} />;
}
