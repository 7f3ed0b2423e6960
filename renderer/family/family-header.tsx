import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FamilyNode } from '../../src/family/graph.ts';
import { many } from '../../src/family/words.ts';
import { shownClock } from '../common/times.ts';
import type { Family } from './use-family.ts';

/** The two ways to show a family: as a picture, and as a list that says the same. */
export type FamilyView = 'picture' | 'list';

interface FamilyHeaderProps {
  readonly title: string;
  readonly family: Family;
  readonly view: FamilyView;
  readonly onView: (view: FamilyView) => void;
  /** Offered where one image’s family is shown. */
  readonly onWhole?: () => void;
}

/** The page’s heading, how much there is, and how to look at it. */
export function FamilyHeader({ title, family, view, onView, onWhole }: FamilyHeaderProps) {
  return (
    <Header
      variant="h1"
      description={countsOf([...family.graph.nodes.values()])}
      actions={
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          {family.updatedAt > 0 ? (
            <Box color="text-body-secondary" fontSize="body-s">
              Updated {shownClock(family.updatedAt)}
            </Box>
          ) : null}
          <Button iconName="refresh" ariaLabel="Refresh" loading={family.loading} onClick={family.refresh} />
          {onWhole ? <Button onClick={onWhole}>Show the whole account</Button> : null}
          <SegmentedControl
            label="How to show it"
            selectedId={view}
            onChange={({ detail }) => onView(detail.selectedId as FamilyView)}
            options={[
              { id: 'picture', text: 'Picture' },
              { id: 'list', text: 'List' },
            ]}
          />
        </SpaceBetween>
      }
    >
      {title}
    </Header>
  );
}

/** “5 images and 3 instances in 2 Regions”. */
function countsOf(nodes: readonly FamilyNode[]): string {
  if (nodes.length === 0) return 'What came from what, across all Regions';
  const images = nodes.filter(({ kind }) => kind === 'image').length;
  const regions = new Set(nodes.map(({ region }) => region)).size;
  return `${many(images, 'image')} and ${many(nodes.length - images, 'instance')} in ${many(regions, 'Region')}`;
}
