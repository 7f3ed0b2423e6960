import { keepPreviousData, type QueryState, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorShape } from '../../src/core/errors.ts';
import type { AllClients, EventName, EventPayload } from '../../src/ipc/contract.ts';
import { useBridge } from './bridge-provider.tsx';
import { toRemoteError } from './remote-error.ts';

type Feature = keyof AllClients;
type CallOf<F extends Feature> = keyof AllClients[F] & string;
type Fn<F extends Feature, C extends CallOf<F>> = Extract<AllClients[F][C], (input: never) => Promise<unknown>>;
/** What a call is sent. */
export type CallInput<F extends Feature, C extends CallOf<F>> = Parameters<Fn<F, C>>[0];
/** What a call answers. */
export type CallOutput<F extends Feature, C extends CallOf<F>> = Awaited<ReturnType<Fn<F, C>>>;

/** The typed client; for calls that change something use {@link useAction}. */
export function useClient(): AllClients {
  return useBridge().client;
}

/** How {@link useCall} asks. */
export interface CallOptions<T> {
  /** False: do not ask yet. */
  readonly enabled?: boolean;
  /**
   * Asks again every so many milliseconds, as long as this answers a number and the window can be seen.
   *
   * `failingFor` tells for how many milliseconds every asking has failed; 0 while the last one was answered.
   */
  readonly every?: (data: T | undefined, failingFor: number) => number | false;
  /** How long an answer counts as fresh, in milliseconds; 2 seconds when absent. */
  readonly freshFor?: number;
  /** Keeps showing the former answer while a changed question is on its way. */
  readonly keepFormer?: boolean;
}

/** What {@link useCall} answers. */
export interface CallResult<T> {
  readonly data: T | undefined;
  readonly error: ErrorShape | undefined;
  /** Nothing is known yet. */
  readonly loading: boolean;
  /** Asking again while older data is shown. */
  readonly refreshing: boolean;
  /** When the data came, in milliseconds; 0 before the first answer. */
  readonly updatedAt: number;
  readonly refresh: () => void;
}

/** Asks a call that only reads, caches its answer by account and Region, and follows it. */
export function useCall<F extends Feature, C extends CallOf<F>>(
  feature: F,
  call: C,
  input: CallInput<F, C>,
  options: CallOptions<CallOutput<F, C>> = {},
): CallResult<CallOutput<F, C>> {
  const { client } = useBridge();
  // The pair of feature and call is checked by the signature above; TypeScript cannot follow it into the client.
  const ask = client[feature][call] as unknown as (input: unknown) => Promise<CallOutput<F, C>>;
  return useAnswer<CallOutput<F, C>>([feature, call, input], () => ask(input), options);
}

function useAnswer<T>(key: readonly unknown[], ask: () => Promise<T>, options: CallOptions<T>): CallResult<T> {
  const { scope } = useBridge();
  const { enabled = true, every, freshFor, keepFormer = false } = options;
  const query = useQuery<T, Error, T>({
    queryKey: [scope, ...key],
    queryFn: ask as () => Promise<NonNullable<T>>,
    enabled,
    ...(freshFor === undefined ? {} : { staleTime: freshFor }),
    ...(keepFormer ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: (current) => (every ? every(current.state.data, failingFor(current.state)) : false),
  });
  const { refetch } = query;
  const refresh = useCallback(() => {
    void refetch();
  }, [refetch]);
  return {
    data: query.data,
    error: query.error ? toRemoteError(query.error).shape : undefined,
    loading: query.isPending && enabled,
    refreshing: query.isFetching && !query.isPending,
    updatedAt: query.dataUpdatedAt,
    refresh,
  };
}

function failingFor({
  status,
  errorUpdatedAt,
  dataUpdatedAt,
}: Pick<QueryState, 'status' | 'errorUpdatedAt' | 'dataUpdatedAt'>): number {
  if (status !== 'error') return 0;
  return dataUpdatedAt === 0 ? 1 : Math.max(1, errorUpdatedAt - dataUpdatedAt);
}

/** Marks cached answers as old, so that pages that show them ask again: a whole feature, or one of its calls. */
export function useInvalidate(): (feature: Feature, call?: string) => void {
  const queries = useQueryClient();
  const { scope } = useBridge();
  return useCallback(
    (feature, call) => {
      void queries.invalidateQueries({ queryKey: call ? [scope, feature, call] : [scope, feature] });
    },
    [queries, scope],
  );
}

/** Changes a cached answer at once, before the cloud has confirmed it; the answer puts it back as it was. */
export function usePatch(): <F extends Feature, C extends CallOf<F>>(
  feature: F,
  call: C,
  input: CallInput<F, C>,
  change: (data: CallOutput<F, C>) => CallOutput<F, C>,
) => () => void {
  const queries = useQueryClient();
  const { scope } = useBridge();
  return useCallback(
    (feature, call, input, change) => {
      const queryKey = [scope, feature, call, input];
      const before = queries.getQueryData(queryKey);
      if (before === undefined) return () => {};
      void queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, change(before as Parameters<typeof change>[0]));
      return () => {
        queries.setQueryData(queryKey, before);
      };
    },
    [queries, scope],
  );
}

/** Calls `listener` for every event of that name while the component is shown. */
export function useEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): void {
  const { listen } = useBridge();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen(name, (payload) => latest.current(payload)), [listen, name]);
}

/** One thing the person can do: running, refused with an error, or neither. */
export interface Action<I, O> {
  /** Answers undefined when it was refused; `error` then says why. */
  readonly run: (input: I) => Promise<O | undefined>;
  readonly running: boolean;
  readonly error: ErrorShape | undefined;
  readonly clear: () => void;
}

/** Wraps a call that changes something with its running and refused states; a second run while one runs is ignored. */
export function useAction<I, O>(perform: (input: I) => Promise<O>): Action<I, O> {
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ErrorShape>();
  const busy = useRef(false);
  const latest = useRef(perform);
  useEffect(() => {
    latest.current = perform;
  });
  const run = useCallback(async (input: I): Promise<O | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    setRunning(true);
    setError(undefined);
    try {
      return await latest.current(input);
    } catch (thrown) {
      setError(toRemoteError(thrown).shape);
      return undefined;
    } finally {
      busy.current = false;
      setRunning(false);
    }
  }, []);
  const clear = useCallback(() => setError(undefined), []);
  return { run, running, error, clear };
}
