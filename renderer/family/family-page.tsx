import './family-page.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { type FamilyGraph, nodeId } from '../../src/family/graph.ts';
import { drawPicture, firstMatch, GROUP_STEP, NO_FILTER } from '../../src/family/picture.ts';
import { nameOf } from '../../src/family/words.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { FamilyFilters } from './family-filters.tsx';
import { FamilyHeader, type FamilyView } from './family-header.tsx';
import { FamilyList } from './family-list.tsx';
import { FamilyReading } from './family-reading.tsx';
import { GroupPanel } from './group-panel.tsx';
import { MemberPanel } from './member-panel.tsx';
import { useFamily } from './use-family.ts';

const FamilyPicture = lazy(() => import('./family-picture.tsx'));

/** Where images and instances came from: of the whole account, or of one image. */
export function FamilyPage({ params: { region, imageId } }: PageProps) {
  const of = useMemo(() => (region && imageId ? { region, imageId } : undefined), [region, imageId]);
  const center = of && nodeId(of.region, of.imageId);
  const family = useFamily(of);
  const go = useGo();
  const [filter, setFilter] = useState(NO_FILTER);
  const [opened, setOpened] = useState<ReadonlyMap<string, number>>(new Map());
  const [view, setView] = useState<FamilyView>('picture');
  const [chosen, setChosen] = useState<{ id: string; by: 'pointer' | 'keyboard' }>();
  const [compared, setCompared] = useState<string>();
  // Typing goes on while a large picture is drawn anew.
  const asked = useDeferredValue(filter);
  const { graph, forest } = useDeferredValue(
    useMemo(() => ({ graph: family.graph, forest: family.forest }), [family.graph, family.forest]),
  );
  const picture = useMemo(() => drawPicture(graph, forest, asked, opened), [graph, forest, asked, opened]);

  const show = useCallback(
    (group: string, count: number) => setOpened((before) => new Map(before).set(group, count)),
    [],
  );
  const choose = useCallback(
    (id: string | undefined, by: 'pointer' | 'keyboard') => {
      const drawn = picture.drawn.get(id ?? '');
      if (id === undefined || !drawn) return setChosen(undefined);
      if (drawn.kind === 'group' && drawn.shown === 0) show(id, GROUP_STEP);
      const comparable =
        drawn.kind === 'member' && drawn.node.kind === 'image' && /mine|others/.test(drawn.node.standing);
      if (compared !== undefined && comparable && id !== compared) return go(paths.compareImages(compared, id));
      setChosen({ id, by });
    },
    [picture, compared, go, show],
  );

  const drawn = picture.drawn.get(chosen?.id ?? '');
  const self = center === undefined ? undefined : graph.nodes.get(center);
  const first = compared === undefined ? undefined : graph.nodes.get(compared);
  const now = useMemo(() => clockOf(graph, family.updatedAt), [graph, family.updatedAt]);
  const nothing = graph.nodes.size === 0;
  return (
    <SpaceBetween size="s">
      <FamilyHeader
        title={of ? `Family of ${self ? nameOf(self) : of.imageId}` : 'Family tree'}
        family={family}
        view={view}
        onView={setView}
        {...(of ? { onWhole: () => go(paths.family()) } : {})}
      />
      {family.error ? (
        <ErrorAlert error={family.error} onRetry={family.refresh} title="The Regions could not be listed" />
      ) : null}
      <FamilyReading family={family} />
      {first ? (
        <Alert type="info" action={<Button onClick={() => setCompared(undefined)}>Cancel</Button>}>
          Choose the image to compare with {nameOf(first)}.
        </Alert>
      ) : null}
      {nothing ? (
        <Nothing loading={family.loading} of={of?.imageId} onInstances={() => go(paths.instances())} />
      ) : (
        <SpaceBetween size="s">
          <FamilyFilters graph={graph} filter={filter} onChange={setFilter} matching={picture.matching} />
          <div className="family-columns" data-view={view} data-panel={drawn !== undefined}>
            {view === 'list' ? (
              <FamilyList
                graph={graph}
                picture={picture}
                chosen={chosen?.id}
                onChoose={(id) => choose(id, 'pointer')}
                onShow={show}
              />
            ) : picture.drawn.size === 0 ? (
              <Box textAlign="center" padding="xxl" color="text-body-secondary">
                <SpaceBetween size="s">
                  Nothing matches.
                  <Button onClick={() => setFilter(NO_FILTER)}>Clear the filter</Button>
                </SpaceBetween>
              </Box>
            ) : (
              <Suspense fallback={<Waiting text="Drawing the family" />}>
                <FamilyPicture
                  key={center ?? 'all'}
                  graph={graph}
                  picture={picture}
                  center={asked === NO_FILTER ? center : firstMatch(picture)}
                  asked={asked}
                  chosen={chosen?.id}
                  compared={compared}
                  now={now}
                  onChoose={choose}
                />
              </Suspense>
            )}
            {drawn?.kind === 'group' ? (
              <GroupPanel
                key={drawn.id}
                group={drawn}
                takeFocus={chosen?.by === 'keyboard'}
                onShow={(count) => show(drawn.id, count)}
                onClose={() => setChosen(undefined)}
              />
            ) : drawn ? (
              <MemberPanel
                key={drawn.id}
                node={drawn.node}
                graph={graph}
                forest={forest}
                takeFocus={chosen?.by === 'keyboard'}
                onChoose={(id) => choose(id, 'pointer')}
                onCompare={setCompared}
                onClose={() => setChosen(undefined)}
              />
            ) : null}
          </div>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

/** What ages are counted to, by the minute: the last look, or the newest member where the cloud's clock is ahead of ours. */
function clockOf({ nodes }: FamilyGraph, updatedAt: number): string {
  const newest = [...nodes.values()].reduce((latest, { since }) => (since > latest ? since : latest), '');
  const looked = new Date(updatedAt || Date.now()).toISOString();
  return `${(newest > looked ? newest : looked).slice(0, 16)}Z`;
}

function Waiting({ text }: { text: string }) {
  return (
    <Box textAlign="center" padding="xxl" color="text-body-secondary">
      <Spinner /> {text}
    </Box>
  );
}

function Nothing({ loading, of, onInstances }: { loading: boolean; of: string | undefined; onInstances: () => void }) {
  if (loading) return <Waiting text="Reading images and instances" />;
  return (
    <Box textAlign="center" padding="xxl" color="text-body-secondary">
      <SpaceBetween size="s">
        <b>{of ? `${of} was not found` : 'No images and no instances'}</b>
        {of
          ? 'No list of this account holds it, and nothing names it as its source.'
          : 'As soon as there is an instance, this page shows what it was launched from and what is made of it.'}
        <Button onClick={onInstances}>Show the instances</Button>
      </SpaceBetween>
    </Box>
  );
}
