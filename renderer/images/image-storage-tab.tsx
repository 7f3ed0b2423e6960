import { VolumeList } from '../common/volume-list.tsx';
import type { ImageTabProps } from './image-tabs.tsx';

/** The volumes that an instance of this image begins with, each with its snapshot. */
export function ImageStorageTab({ image }: ImageTabProps) {
  return (
    <VolumeList
      volumes={image.volumes.map((volume) => ({ ...volume, source: volume.snapshotId }))}
      sourceHeader="Snapshot"
    />
  );
}
