import { useCallback, useMemo, useRef } from 'react';
import type { ErrorShape } from '../../src/core/errors.ts';
import { type Forest, familyOf, growForest } from '../../src/family/forest.ts';
import { buildGraph, type FamilyGraph, nodeId } from '../../src/family/graph.ts';
import { planTraces } from '../../src/family/trace-plan.ts';
import { useCall, useEvent, useInvalidate } from '../bridge/hooks.ts';
import { useImages, useInstances, useTraces } from './use-region-lists.ts';

/** A Region of which something could not be read. */
export interface Unread {
  readonly region: string;
  readonly what: 'images' | 'instances';
  readonly error: ErrorShape;
}

/** The family as far as it is known now. */
export interface Family {
  readonly graph: FamilyGraph;
  readonly forest: Forest;
  readonly regions: readonly string[];
  /** How many Regions have answered, well or badly. */
  readonly regionsDone: number;
  readonly unread: readonly Unread[];
  /** Why some lines could not be followed further back. */
  readonly withheld: string | undefined;
  /** The Regions could not even be listed. */
  readonly error: ErrorShape | undefined;
  readonly loading: boolean;
  readonly updatedAt: number;
  readonly refresh: () => void;
}

const NONE: readonly string[] = [];

/** Reads all enabled Regions, joins what they tell, and follows what changes; `of` keeps to one image’s family. */
export function useFamily(of: { region: string; imageId: string } | undefined): Family {
  const listed = useCall('accounts', 'listRegions', {}, { freshFor: 3_600_000 });
  const regions = useMemo(() => listed.data?.regions.map(({ code }) => code).sort() ?? NONE, [listed.data]);
  const images = useImages(regions);
  const instances = useInstances(regions);

  const told = useMemo(
    () => ({
      images: images.answers.flatMap(({ data }) => data ?? []),
      instances: instances.answers.flatMap(({ data }) => data ?? []),
      read: {
        images: images.answers.flatMap(({ data, region }) => (data ? region : [])),
        instances: instances.answers.flatMap(({ data, region }) => (data ? region : [])),
      },
    }),
    [images.answers, instances.answers],
  );
  const busy = listed.loading || images.busy || instances.busy;
  const plan = useMemo(
    () => (busy ? [] : planTraces(buildGraph({ ...told, ancestors: [] }), told.read.images)),
    [busy, told],
  );
  const traces = useTraces(plan);
  const whole = useMemo(
    () =>
      buildGraph({
        ...told,
        images: [...told.images, ...traces.answers.flatMap(({ data }) => data?.images ?? [])],
        ancestors: traces.answers.flatMap(({ data }) => data?.ancestors ?? []),
      }),
    [told, traces.answers],
  );
  const center = of && nodeId(of.region, of.imageId);
  const graph = useMemo(
    () => (center === undefined ? whole : familyOf(center, whole, growForest(whole))),
    [whole, center],
  );
  const forest = useMemo(() => growForest(graph), [graph]);

  const invalidate = useInvalidate();
  const refresh = useCallback(() => invalidate('family'), [invalidate]);
  // A job tells of its progress many times; the family changes when it has made something, and when it ends.
  const heard = useRef(new Set<string>());
  useEvent('jobs.changed', ({ jobId, state, imageId = '', instanceIds = [] }) => {
    const stage = [jobId, state, imageId, ...instanceIds].join(' ');
    if (heard.current.has(stage) || (state === 'running' && !imageId && instanceIds.length === 0)) return;
    heard.current.add(stage);
    refresh();
  });
  const answered = (region: string) =>
    [images, instances].every(({ answers }) =>
      answers.some((one) => one.region === region && (one.data !== undefined || one.error !== undefined)),
    );
  return {
    graph,
    forest,
    regions,
    regionsDone: regions.filter(answered).length,
    unread: [
      ...images.answers.flatMap(({ region, error }) => (error ? { region, what: 'images' as const, error } : [])),
      ...instances.answers.flatMap(({ region, error }) => (error ? { region, what: 'instances' as const, error } : [])),
    ],
    withheld: traces.answers.find(({ data }) => data?.withheld)?.data?.withheld,
    error: listed.error,
    loading: busy,
    updatedAt: Math.max(images.updatedAt, instances.updatedAt),
    refresh,
  };
}
