import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { pendingWords, speedWords } from '../../src/images/pending-words.ts';
import { reasonWords } from '../../src/images/state-reasons.ts';
import { Copyable } from '../common/copyable.tsx';
import { href, paths } from '../common/paths.ts';
import { shownTime } from '../common/times.ts';
import { ImageStateWord } from './image-state-word.tsx';
import type { ImageTabProps } from './image-tabs.tsx';

/** What an image is, where it comes from, and how far it has come. */
export function ImageSummaryTab({ image, speed }: ImageTabProps) {
  return (
    <SpaceBetween size="l">
      {image.state === 'pending' ? (
        <ProgressBar
          label="Copying the disks"
          description="Counted from the snapshots that AWS makes of each disk, by their size."
          value={Math.floor(image.progress ?? 0)}
          additionalInfo={`${pendingWords(image.progress ?? 0, speed)}. ${speedWords(speed)}`}
        />
      ) : null}
      {image.stateReason ? <Reason stateReason={image.stateReason} /> : null}
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
                  Fixed for ever. To call it something else, edit the Name tag in the table, or{' '}
                  <Link href={href(paths.copyImage(image.region, image.imageId))} fontSize="body-s">
                    copy it under a new name
                  </Link>
                  .
                </Box>
              </>
            ),
          },
          { label: 'Name tag', value: image.nameTag || '-' },
          { label: 'Status', value: <ImageStateWord image={{ ...image, speed }} /> },
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

/** Why the image did not come about, in plain words and in AWS's. */
function Reason({ stateReason }: { stateReason: string }) {
  const { meaning, fix } = reasonWords(stateReason);
  return (
    <Alert type="error" header={meaning}>
      {fix}
      <Box color="text-body-secondary" fontSize="body-s" padding={{ top: 'xxs' }}>
        AWS says: {stateReason}
      </Box>
    </Alert>
  );
}
