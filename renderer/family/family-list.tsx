import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useMemo, useState } from 'react';
import type { FamilyGraph } from '../../src/family/graph.ts';
import { type Drawn, GROUP_STEP, type Picture } from '../../src/family/picture.ts';
import { kindWord, shortNameOf } from '../../src/family/words.ts';
import { shownTime } from '../common/times.ts';
import { groupName } from './group-name.ts';
import { MemberState } from './member-state.tsx';
import { originsOf } from './origins.ts';

/** So many families are on one page. */
const PAGE = 20;
/** Up to so many rows everything stands open from the start. */
const OPEN_UP_TO = 80;

interface FamilyListProps {
  readonly graph: FamilyGraph;
  readonly picture: Picture;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onShow: (group: string, count: number) => void;
}

/** The same family as a list whose rows unfold: for whoever reads rather than looks. */
export function FamilyList({ graph, picture, chosen, onChoose, onShow }: FamilyListProps) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [page, setPage] = useState(1);
  const origins = useMemo(() => originsOf(graph, picture), [graph, picture]);
  const rows = (ids: readonly string[]) => ids.flatMap((id) => picture.drawn.get(id) ?? []);
  const small = picture.drawn.size <= OPEN_UP_TO;
  const isOpen = (one: Drawn) => (one.kind === 'group' ? one.shown > 0 : (toggled.get(one.id) ?? small));
  const pages = Math.max(1, Math.ceil(picture.roots.length / PAGE));
  const shownPage = Math.min(page, pages);
  const selected = picture.drawn.get(chosen ?? '');
  return (
    <Table
      variant="container"
      trackBy="id"
      items={rows(picture.roots.slice((shownPage - 1) * PAGE, shownPage * PAGE))}
      ariaLabels={{
        tableLabel: 'Family tree as a list',
        selectionGroupLabel: 'Select a member',
        itemSelectionLabel: (_, one) => `Select ${rowName(one)}`,
        expandButtonLabel: (one) => `Show what came from ${rowName(one)}`,
        collapseButtonLabel: (one) => `Fold what came from ${rowName(one)}`,
      }}
      enableKeyboardNavigation
      selectionType="single"
      selectedItems={selected ? [selected] : []}
      onSelectionChange={({ detail }) => detail.selectedItems[0] && onChoose(detail.selectedItems[0].id)}
      onRowClick={({ detail }) => onChoose(detail.item.id)}
      expandableRows={{
        getItemChildren: (one) => rows(picture.childrenOf.get(one.id) ?? []),
        isItemExpandable: (one) => one.kind === 'group' || (picture.childrenOf.get(one.id) ?? []).length > 0,
        expandedItems: [...picture.drawn.values()].filter(isOpen),
        onExpandableItemToggle: ({ detail: { item, expanded } }) =>
          item.kind === 'group'
            ? onShow(item.id, expanded ? GROUP_STEP : 0)
            : setToggled((before) => new Map(before).set(item.id, expanded)),
      }}
      empty={<Box textAlign="center">Nothing matches.</Box>}
      {...(pages > 1
        ? {
            pagination: (
              <Pagination
                currentPageIndex={shownPage}
                pagesCount={pages}
                onChange={({ detail }) => setPage(detail.currentPageIndex)}
              />
            ),
          }
        : {})}
      columnDefinitions={[
        { id: 'name', header: 'Name', cell: rowName, isRowHeader: true, minWidth: 260, maxWidth: 420 },
        { id: 'kind', header: 'What', cell: (one) => (one.kind === 'group' ? 'Group' : kindWord(one.node)) },
        { id: 'state', header: 'State', cell: (one) => <MemberState node={likeOf(one)} /> },
        { id: 'region', header: 'Region', cell: (one) => likeOf(one).region },
        { id: 'origin', header: 'How it came about', cell: (one) => origins.get(one.id) ?? '-', maxWidth: 260 },
        { id: 'id', header: 'ID', cell: (one) => (one.kind === 'group' ? '-' : one.node.awsId) },
        {
          id: 'since',
          header: 'Since',
          cell: (one) => (one.kind === 'group' || one.node.since === '' ? '-' : shownTime(one.node.since)),
        },
      ]}
    />
  );
}

const likeOf = (one: Drawn) => (one.kind === 'group' ? one.like : one.node);

function rowName(one: Drawn): string {
  return one.kind === 'group' ? groupName(one.like, one.members.length) : shortNameOf(one.node);
}
