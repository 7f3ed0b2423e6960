import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type DrawnGroup, GROUP_STEP } from '../../src/family/picture.ts';
import { groupName } from './group-name.ts';
import { stateLabel } from './member-state.tsx';
import { SidePanel } from './side-panel.tsx';

interface GroupPanelProps {
  readonly group: DrawnGroup;
  readonly takeFocus: boolean;
  readonly onShow: (count: number) => void;
  readonly onClose: () => void;
}

/** Opens and folds a group of equal members. */
export function GroupPanel({ group, takeFocus, onShow, onClose }: GroupPanelProps) {
  const { like, members, shown } = group;
  const more = Math.min(GROUP_STEP, members.length - shown);
  return (
    <SidePanel
      title={groupName(like, members.length)}
      description={`${stateLabel(like)}, ${like.region}`}
      takeFocus={takeFocus}
      onClose={onClose}
    >
      <SpaceBetween size="s">
        <Box color="text-body-secondary">
          They came from the same {like.kind === 'instance' ? 'image' : 'source'} and are in the same state. {shown} of{' '}
          {members.length} are shown. To find one, use the filter above.
        </Box>
        {more > 0 ? <Button onClick={() => onShow(shown + more)}>Show {more} more</Button> : null}
        {shown > 0 ? <Button onClick={() => onShow(0)}>Fold them together</Button> : null}
      </SpaceBetween>
    </SidePanel>
  );
}
