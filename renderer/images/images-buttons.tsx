import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ImageRow } from '../../src/images/inventory.ts';
import { whyNotLaunchable } from '../../src/images/rules.ts';
import { useCall } from '../bridge/hooks.ts';
import { paths } from '../common/paths.ts';
import type { TablePreferences } from '../common/table-frame.tsx';
import { useGo } from '../common/use-go.ts';
import { ImageActionsMenu } from './image-actions-menu.tsx';
import { useList } from './image-list-context.ts';
import { SavedViewsMenu } from './saved-views-menu.tsx';

interface Props {
  readonly selected: readonly ImageRow[];
  readonly preferences: TablePreferences;
}

/** The buttons at the right of the images page's header. */
export function ImagesButtons({ selected, preferences }: Props) {
  const go = useGo();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Views preferences={preferences} />
      <ImageActionsMenu selected={selected} go={go} />
      <LaunchButton selected={selected} go={go} />
    </SpaceBetween>
  );
}

function Views({ preferences }: Pick<Props, 'preferences'>) {
  const { choice, change } = useList();
  return (
    <SavedViewsMenu
      now={{ ...choice, columns: [...preferences.value.columns] }}
      onChoose={({ columns, name: _name, ...kept }) => {
        change(kept);
        preferences.change({ ...preferences.value, columns });
      }}
    />
  );
}

function LaunchButton({ selected, go }: { selected: readonly ImageRow[]; go: (path: string) => void }) {
  const region = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY }).data?.region;
  const reason = whyNoLaunch(selected, region);
  const [first] = selected;
  return (
    <Button
      variant="primary"
      disabled={reason !== undefined}
      {...(reason ? { disabledReason: reason } : {})}
      onClick={() => first && go(paths.launch(first.imageId))}
    >
      Launch instance from AMI
    </Button>
  );
}

function whyNoLaunch(selected: readonly ImageRow[], region: string | undefined): string | undefined {
  const [image] = selected;
  if (!image) return 'Select an image in the table first.';
  if (selected.length > 1) return 'Select one image only.';
  if (image.region !== region) {
    return `An image is launched in its own Region. Choose ${image.region} at the top of the window, or copy the image to ${region}.`;
  }
  return whyNotLaunchable(image);
}
