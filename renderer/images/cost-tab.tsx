import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { snapshotFates } from '../../src/images/retire-rules.ts';
import { dollars, PRICE_NOTE } from '../../src/prices/price-list.ts';
import { snapshotsMonthly } from '../../src/prices/storage.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { ImageTabProps } from './image-tabs.tsx';
import { FoundLines } from './impact-sheet.tsx';

/** What the image costs a month at most, and what of it would be saved. */
export function CostTab({ image }: ImageTabProps) {
  const impact = useCall('images', 'impact', { region: image.region, imageId: image.imageId }, { freshFor: 30_000 });
  if (impact.error) return <ErrorAlert error={impact.error} onRetry={impact.refresh} />;
  if (!impact.data) {
    return (
      <Box>
        <Spinner /> Adding up the snapshots
      </Box>
    );
  }
  const { snapshots } = impact.data;
  if (!snapshots.known) return <FoundLines found={snapshots} />;
  const { deletable, kept } = snapshotFates(impact.data);
  const cost = (some: typeof deletable) => `${dollars(snapshotsMonthly(some.map(({ sizeGiB }) => sizeGiB)))} a month`;
  const lines = (some: typeof deletable) => some.map(({ snapshotId, sizeGiB }) => `${snapshotId}: ${sizeGiB} GiB`);
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Costs at most', value: cost(snapshots.value) },
          { label: 'Saved by deregistering it with its snapshots', value: `At most ${cost(deletable)}` },
          { label: 'Last launched', value: image.lastLaunchedAt?.slice(0, 10) ?? 'AWS does not know, or not yet' },
          { label: 'Its own snapshots', value: <FoundLines found={{ known: true, value: lines(deletable) }} /> },
          { label: 'Shared with other images', value: <FoundLines found={{ known: true, value: lines(kept) }} /> },
        ]}
      />
      <Box color="text-body-secondary" fontSize="body-s">
        {`The image itself is free; its snapshots are not. They hold only what was written and what has changed since the snapshot before, so the bill is mostly lower. Copies in other Regions cost by themselves. ${PRICE_NOTE}`}
      </Box>
    </SpaceBetween>
  );
}
