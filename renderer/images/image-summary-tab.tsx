import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Copyable } from '../common/copyable.tsx';
import { shownTime } from '../common/times.ts';
import { ImageStateWord } from './image-columns.tsx';
import type { ImageTabProps } from './image-tabs.tsx';

/** What an image is, where it comes from, and how far it has come. */
export function ImageSummaryTab({ image }: ImageTabProps) {
  return (
    <SpaceBetween size="l">
      {image.state === 'pending' ? (
        <ProgressBar
          label="Copying the disks"
          description="Counted from the snapshots that AWS makes of each disk, by their size."
          value={Math.floor(image.progress ?? 0)}
        />
      ) : null}
      {image.stateReason ? (
        <Alert type="error" header="AWS says">
          {image.stateReason}
        </Alert>
      ) : null}
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'AMI ID', value: <Copyable text={image.imageId} what="image id" /> },
          {
            label: 'AMI name',
            value: (
              <>
                {image.name || '-'}
                <Box color="text-body-secondary" fontSize="body-s">
                  Fixed for ever. To call it something else, edit the Name tag in the table.
                </Box>
              </>
            ),
          },
          { label: 'Name tag', value: image.nameTag || '-' },
          { label: 'Status', value: <ImageStateWord image={image} /> },
          { label: 'Description', value: image.description || '-' },
          { label: 'Creation date', value: shownTime(image.createdAt) },
          { label: 'Owner', value: <Copyable text={image.ownerId} what="owner’s account number" /> },
          {
            label: 'Who may launch it',
            value: image.public ? 'Everyone (public)' : 'Its owner, and those it is shared with',
          },
          { label: 'Platform', value: `${image.platform} (${image.architecture})` },
          { label: 'Root device type', value: image.rootDeviceType },
          {
            label: 'Source instance',
            value: image.sourceInstanceId ? <Copyable text={image.sourceInstanceId} what="source instance id" /> : '-',
          },
          {
            label: 'Source image',
            value: image.sourceImageId ? <Copyable text={image.sourceImageId} what="source image id" /> : '-',
          },
        ]}
      />
    </SpaceBetween>
  );
}
