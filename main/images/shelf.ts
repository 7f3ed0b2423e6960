import { setMaxListeners } from 'node:events';
import { toErrorShape } from '../../src/core/errors.ts';
import type { RegionFailure } from '../../src/images/inventory.ts';
import { ImageIndex, type IndexedRow, type Scope } from './image-index.ts';
import type { ListingQuery } from './listing.ts';

/** What a shelf needs: how to list one Region, and whom to tell. */
export interface ShelfDeps {
  readonly list: (
    region: string,
    query: ListingQuery,
    onRows: (rows: readonly IndexedRow[]) => void,
    signal: AbortSignal,
  ) => Promise<{ readonly capped: boolean }>;
  readonly now: () => number;
  readonly onChange: () => void;
}

interface RegionState {
  /** The listing that runs now. */
  running: Promise<void> | undefined;
  listing: number;
  /** When the last whole listing ended and how long it took; 0 while there was none. */
  listedAt: number;
  tookMs: number;
  failure: RegionFailure | undefined;
  failedAt: number;
  capped: boolean;
}

/** Regions that are listed at the same time, so that an account's limit on calls is left to others as well. */
const AT_ONCE = 4;
/** No more often than this is a Region listed by itself… */
const CALM_MS = 60_000;
/** …and never for more than a twentieth of the time. */
const REST = 20;
/** What is older than this is listed again when the person comes back to the page. */
const STALE_MS = 2_000;

/** One list of images over several Regions, loaded when it is asked for and kept up to date. */
export class Shelf {
  readonly index = new ImageIndex();
  readonly #regions = new Map<string, RegionState>();
  readonly #query: ListingQuery;
  readonly #deps: ShelfDeps;
  readonly #stop = new AbortController();
  readonly #waiting: (() => void)[] = [];
  readonly #counts = new Map<string, { readonly revision: number; readonly count: number }>();
  #active = 0;

  constructor(query: ListingQuery, deps: ShelfDeps) {
    this.#query = query;
    this.#deps = deps;
    // Each Region that is being listed listens for the end.
    setMaxListeners(0, this.#stop.signal);
  }

  /** Begins to list those Regions that never were. One that failed waits until it is due or asked for. */
  want(regions: readonly string[]): void {
    for (const region of regions) {
      const state = this.#state(region);
      if (state.listedAt === 0 && !state.failure) this.load(region);
    }
  }

  /** Lists a Region now; one that is being listed already is let go on. */
  load(region: string): Promise<void> {
    const state = this.#state(region);
    state.running ??= this.#load(region, state).finally(() => {
      state.running = undefined;
      this.#deps.onChange();
    });
    return state.running;
  }

  /** Lists again what is due, by itself after a while or when the person comes back; resolves when that is done. */
  async refresh(regions: readonly string[], why: 'due' | 'stale' | 'asked'): Promise<void> {
    const now = this.#deps.now();
    const due = regions.filter((region) => {
      const { listedAt, tookMs, failedAt } = this.#state(region);
      const rest = why === 'due' ? Math.max(CALM_MS, tookMs * REST) : Math.max(STALE_MS, tookMs * 2);
      return why === 'asked' || now - Math.max(listedAt, failedAt) >= rest;
    });
    await Promise.all(due.map((region) => this.load(region)));
  }

  /** What was listed is taken to be old: the next look lists it again. */
  age(region: string): void {
    this.#state(region).listedAt = 0;
  }

  /** Looks at a few images anew; those that are no longer there leave the list. */
  async look(region: string, ids: readonly string[]): Promise<void> {
    const seen = new Set<string>();
    let changed = false;
    const { listing } = this.#state(region);
    const take = (rows: readonly IndexedRow[]) => {
      for (const { row } of rows) seen.add(row.imageId);
      if (this.index.put(rows, listing)) changed = true;
    };
    await this.#deps.list(region, { what: 'ids', ids }, take, this.#stop.signal);
    for (const id of ids) if (!seen.has(id) && this.index.remove(region, id)) changed = true;
    if (changed) this.#deps.onChange();
  }

  /** How many rows a part has; counted again only after a change. */
  count({ name, holds }: Scope): number {
    const { revision } = this.index;
    const known = this.#counts.get(name);
    if (known?.revision === revision) return known.count;
    const count = this.index.count(holds);
    this.#counts.set(name, { revision, count });
    return count;
  }

  /** Resolves as soon as one of these Regions has something to show, or is at its end. */
  firstNews(regions: readonly string[]): Promise<void> {
    const known = regions.some((region) => {
      const { listedAt, failure } = this.#state(region);
      return listedAt > 0 || failure !== undefined;
    });
    if (known || this.index.size > 0) return Promise.resolve();
    return new Promise((resolve) => this.#news.push(resolve));
  }

  /** How far these Regions are. */
  status(regions: readonly string[]): {
    readonly done: number;
    readonly failures: RegionFailure[];
    readonly capped: boolean;
    readonly listedAt: number;
  } {
    const states = regions.map((region) => this.#state(region));
    const done = states.filter(({ listedAt, failure }) => listedAt > 0 || failure !== undefined).length;
    const times = states.flatMap(({ listedAt }) => (listedAt > 0 ? [listedAt] : []));
    return {
      done,
      failures: states.flatMap(({ failure }) => failure ?? []),
      capped: states.some(({ capped }) => capped),
      listedAt: times.length > 0 ? Math.min(...times) : 0,
    };
  }

  /** Lets go of everything that runs. */
  stop(): void {
    this.#stop.abort();
    this.#tell();
  }

  readonly #news: (() => void)[] = [];

  #tell(): void {
    for (const resolve of this.#news.splice(0)) resolve();
  }

  #state(region: string): RegionState {
    const known = this.#regions.get(region);
    if (known) return known;
    const state: RegionState = {
      running: undefined,
      listing: 0,
      listedAt: 0,
      tookMs: 0,
      failure: undefined,
      failedAt: 0,
      capped: false,
    };
    this.#regions.set(region, state);
    return state;
  }

  async #load(region: string, state: RegionState): Promise<void> {
    await this.#turn();
    const listing = state.listing + 1;
    state.listing = listing;
    const began = this.#deps.now();
    const take = (rows: readonly IndexedRow[]) => {
      if (this.index.put(rows, listing)) this.#deps.onChange();
      this.#tell();
    };
    try {
      const { capped } = await this.#deps.list(region, this.#query, take, this.#stop.signal);
      this.index.endListing(region, listing);
      state.capped = capped;
      state.failure = undefined;
      state.listedAt = this.#deps.now();
      state.tookMs = state.listedAt - began;
    } catch (thrown) {
      state.failure = toFailure(region, thrown);
      state.failedAt = this.#deps.now();
    } finally {
      this.#active -= 1;
      this.#waiting.shift()?.();
      this.#tell();
    }
  }

  async #turn(): Promise<void> {
    while (this.#active >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#active += 1;
  }
}

/** An error with the Region that it is about. */
export function toFailure(region: string, thrown: unknown): RegionFailure {
  const { field: _field, ...shape } = toErrorShape(thrown);
  return { region, ...shape };
}
