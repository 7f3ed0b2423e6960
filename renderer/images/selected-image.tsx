import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import type { ImageRow } from '../../src/images/inventory.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { shownTime } from '../common/times.ts';
import { ImageDetails } from './image-details.tsx';

/** How often a pending image's details are looked at again: each look is two calls to AWS. */
const BUSY_MS = 5_000;

/** The details of the row that is selected, which are asked for when it is. */
export function SelectedImage({ row }: { row: ImageRow }) {
  if (row.binnedUntil) {
    return (
      <Alert type="info" header="This image was deregistered and lies in the Recycle Bin">
        It can be restored until {shownTime(row.binnedUntil)}; after that it is gone for good. AWS tells no more of it
        until it is restored: Actions, Take out of use.
      </Alert>
    );
  }
  return <KnownImage region={row.region} imageId={row.imageId} />;
}

function KnownImage({ region, imageId }: { region: string; imageId: string }) {
  const found = useCall(
    'images',
    'get',
    { region, imageId },
    { every: (data) => (data?.image.state === 'pending' ? BUSY_MS : false) },
  );
  if (found.data) return <ImageDetails {...found.data} />;
  if (found.error) return <ErrorAlert error={found.error} onRetry={found.refresh} />;
  return (
    <Box color="text-body-secondary">
      <Spinner /> Loading the details
    </Box>
  );
}
