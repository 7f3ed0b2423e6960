import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Spinner from '@cloudscape-design/components/spinner';
import { impactRows } from '../../src/images/impact-words.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { ImageTabProps } from './image-tabs.tsx';
import { FoundLines } from './impact-sheet.tsx';

/** Who and what hangs on the image. */
export function UsedByTab({ image }: ImageTabProps) {
  const impact = useCall('images', 'impact', { region: image.region, imageId: image.imageId }, { freshFor: 30_000 });
  if (impact.error) return <ErrorAlert error={impact.error} onRetry={impact.refresh} />;
  if (!impact.data) {
    return (
      <Box>
        <Spinner /> Looking at what hangs on the image
      </Box>
    );
  }
  return (
    <KeyValuePairs
      columns={3}
      items={impactRows(impact.data)
        .filter(({ id }) => id !== 'cost')
        .map(({ what, found }) => ({ label: what, value: <FoundLines found={found} /> }))}
    />
  );
}
