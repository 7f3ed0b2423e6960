import { useQueries } from '@tanstack/react-query';
import type { ErrorShape } from '../../src/core/errors.ts';
import type { FamilyImage, FamilyInstance } from '../../src/family/contract.ts';
import type { TraceRequest } from '../../src/family/trace-plan.ts';
import { useBridge } from '../bridge/bridge-provider.tsx';
import { toRemoteError } from '../bridge/remote-error.ts';

/** What one Region answered, or why it did not. */
export interface RegionAnswer<T> {
  readonly region: string;
  readonly data: T | undefined;
  readonly error: ErrorShape | undefined;
}

/** The answers of several Regions, each as it comes. */
export interface RegionAnswers<T> {
  readonly answers: readonly RegionAnswer<T>[];
  readonly busy: boolean;
  readonly updatedAt: number;
}

interface Question<T> {
  readonly region: string;
  readonly key: readonly unknown[];
  readonly ask: () => Promise<T>;
  readonly every: (data: T | undefined) => number | false;
}

// What changes is followed closely, what holds anything roughly, and a Region without anything hardly at all.
const BUSY_MS = 3_000;
const CALM_MS = 60_000;
const EMPTY_MS = 300_000;

function pace<T>(list: readonly T[] | undefined, changing: (one: T) => boolean): number {
  if (!list || list.length === 0) return EMPTY_MS;
  return list.some(changing) ? BUSY_MS : CALM_MS;
}

/** The own images of each Region. */
export function useImages(regions: readonly string[]): RegionAnswers<FamilyImage[]> {
  const { client } = useBridge();
  return useAnswers(
    regions.map((region) => ({
      region,
      key: ['family', 'images', { region }],
      ask: () =>
        everyPage(async (next) => {
          const page = await client.family.images({ region, ...(next ? { next } : {}) });
          return { items: page.images, next: page.next };
        }),
      every: (data) => pace(data, ({ state }) => state === 'pending' || state === 'transient'),
    })),
  );
}

/** The instances of each Region. */
export function useInstances(regions: readonly string[]): RegionAnswers<FamilyInstance[]> {
  const { client } = useBridge();
  return useAnswers(
    regions.map((region) => ({
      region,
      key: ['family', 'instances', { region }],
      ask: () =>
        everyPage(async (next) => {
          const page = await client.family.instances({ region, ...(next ? { next } : {}) });
          return { items: page.instances, next: page.next };
        }),
      every: (data) => pace(data, ({ state }) => ['pending', 'stopping', 'shutting-down'].includes(state)),
    })),
  );
}

/** What was found out of members that no own list holds. */
export function useTraces(plan: readonly TraceRequest[]) {
  const { client } = useBridge();
  return useAnswers(
    plan.map((request) => ({
      region: request.region,
      key: ['family', 'trace', request],
      ask: () => client.family.trace(request),
      every: () => EMPTY_MS,
    })),
  );
}

async function everyPage<T>(
  page: (next: string | undefined) => Promise<{ items: T[]; next: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let next: string | undefined;
  do {
    const answer = await page(next);
    for (const item of answer.items) all.push(item);
    next = answer.next;
  } while (next);
  return all;
}

function useAnswers<T>(questions: readonly Question<T>[]): RegionAnswers<T> {
  const { scope } = useBridge();
  const regions = questions.map(({ region }) => region);
  return useQueries({
    queries: questions.map(({ key, ask, every }) => ({
      queryKey: [scope, ...key],
      queryFn: ask as () => Promise<NonNullable<T>>,
      refetchInterval: (query: { state: { data: unknown } }) => every(query.state.data as T | undefined),
    })),
    // What did not change keeps its identity, so that the picture is laid out anew only where something did.
    combine: (results) => ({
      answers: results.map(({ data, error }, index) => ({
        region: regions[index] ?? '',
        data: data as T | undefined,
        error: error ? toRemoteError(error).shape : undefined,
      })),
      busy: results.some(({ isPending, isFetching }) => isPending && isFetching),
      updatedAt: Math.max(0, ...results.map(({ dataUpdatedAt }) => dataUpdatedAt)),
    }),
  });
}
