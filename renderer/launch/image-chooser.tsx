import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { ImageSearch } from './image-search.tsx';
import { ImageTable } from './image-table.tsx';
import { OwnImages } from './listed-images.tsx';
import { QuickStarts } from './quick-starts.tsx';

interface Props {
  /** The image that the form has now; undefined while it has none. */
  readonly current: string | undefined;
  readonly onChoose: (imageId: string) => void;
}

/** Where an image can come from, in the console's order and words. */
export function ImageChooser(props: Props) {
  const recent = useCall('launch', 'recentImages', {});
  const [chosen, setChosen] = useState<string>();
  const first = recent.data && recent.data.images.length > 0 ? 'recents' : 'quick-start';
  return (
    <Tabs
      ariaLabel="Where the image comes from"
      activeTabId={chosen ?? first}
      onChange={({ detail }) => setChosen(detail.activeTabId)}
      tabs={[
        {
          id: 'recents',
          label: 'Recents',
          content: recent.error ? (
            <ErrorAlert error={recent.error} onRetry={recent.refresh} />
          ) : (
            <ImageTable
              {...props}
              label="Images that you launched last"
              images={recent.data?.images ?? []}
              loading={recent.loading}
              empty="You have launched nothing in this Region from here yet."
            />
          ),
        },
        { id: 'mine', label: 'My AMIs', content: <OwnImages {...props} /> },
        { id: 'quick-start', label: 'Quick Start', content: <QuickStarts {...props} /> },
        { id: 'search', label: 'Search', content: <ImageSearch {...props} /> },
      ]}
    />
  );
}
