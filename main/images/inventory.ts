import { setImmediate } from 'node:timers/promises';
import type { CurrentAccount } from '../../src/accounts/contract.ts';
import type { ImageRow, ImageView, PendingSpeed, RowsAnswer, RowsQuery } from '../../src/images/inventory.ts';
import { PUBLIC_SEARCH_MIN } from '../../src/images/inventory.ts';
import type { Job } from '../../src/jobs/contract.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock, Log, Publish } from '../app/platform.ts';
import { chunks } from '../aws/shapes.ts';
import type { Scope } from './image-index.ts';
import { createLister, type ListerPort, type ListingQuery } from './listing.ts';
import { PendingSpeeds } from './pending-speed.ts';
import { Shelf } from './shelf.ts';

export interface InventoryDeps {
  readonly accounts: Pick<Accounts, 'current' | 'reading' | 'onSwitch'>;
  /** The codes of the Regions that the account may use. */
  readonly enabledRegions: () => Promise<readonly string[]>;
  /** Starts the thread that asks AWS. */
  readonly startLister: () => ListerPort;
  readonly clock: Clock;
  readonly publish: Publish;
  readonly log: Log;
}

/** The images of the current account, over any number of them. */
export interface Inventory {
  rows(query: RowsQuery): Promise<RowsAnswer>;
  /** Lists again; resolves when that is done. */
  refresh(input: {
    view: ImageView;
    everywhere: boolean;
    text: string;
    ifStale: boolean;
    region?: string | undefined;
  }): Promise<void>;
  /** How fast a pending image comes along; undefined while that cannot be told. */
  speed(region: string, imageId: string): PendingSpeed | undefined;
  /** One image was changed by the app: it is looked at anew. */
  touch(region: string, imageId: string): void;
  /** A job that may make, change or remove an image came along. */
  jobChanged(job: Job): void;
  /** Everything is listed anew when it is next asked for. */
  forget(): void;
  stop(): void;
}

/** Changes are told no more often than this, in milliseconds: the window asks for its page again each time. */
const TELL_MS = 250;
/** How long after the last question the list is still followed. */
const WATCHED_MS = 150_000;
/** Looks at pending images are so many times as far apart as those of a job that waits for one. */
const FOLLOW_PACE = 3;
/** Searches of public images that are kept. */
const SEARCHES_KEPT = 4;

/** Keeps the lists of images: loads them when they are asked for, and follows what is pending. */
export function createInventory(deps: InventoryDeps): Inventory {
  const { accounts, clock, publish, log } = deps;
  const lister = createLister(deps.startLister);
  const speeds = new PendingSpeeds();
  const stopping = new AbortController();
  const tell = createTell(() => publish('images.changed', {}), clock, stopping.signal);
  let shelves = new Map<string, Shelf>();
  let owner = '';
  let watchedUntil = 0;
  let following = false;
  let shown: { regions: readonly string[]; current: Shelf } | undefined;

  const now = () => clock.now().getTime();

  accounts.onSwitch((account) => belongTo(account));

  /** Another account's images are none of this one's; another Region of the same account is no reason to forget. */
  function belongTo(account: CurrentAccount): void {
    const next = JSON.stringify([account.source, account.accountId, account.endpoint]);
    if (next === owner) return;
    owner = next;
    forget();
  }

  function forget(): void {
    for (const each of shelves.values()) each.stop();
    shelves = new Map();
    shown = undefined;
  }

  function shelf(query: ListingQuery): Shelf {
    const key = JSON.stringify(query);
    const known = shelves.get(key);
    if (known) return known;
    const made: Shelf = new Shelf(query, {
      async list(region, asked, onRows, signal) {
        const { account, cloud } = await accounts.reading(region);
        const take: typeof onRows = (rows) => {
          for (const { row } of rows) noteProgress(row);
          onRows(rows);
        };
        return lister.list(cloud, account.accountId, asked, take, signal);
      },
      now,
      onChange: tell,
    });
    shelves.set(key, made);
    forgetSearches();
    return made;
  }

  function forgetSearches(): void {
    const searches = [...shelves.keys()].filter((key) => key.includes('"public"'));
    for (const key of searches.slice(0, -SEARCHES_KEPT)) {
      shelves.get(key)?.stop();
      shelves.delete(key);
    }
  }

  function noteProgress({ region, imageId, progress }: ImageRow): void {
    if (progress !== undefined) speeds.note(`${region}/${imageId}`, now(), progress);
  }

  const withSpeed = (row: ImageRow): ImageRow => {
    if (row.state !== 'pending') return row;
    const speed = speeds.speed(`${row.region}/${row.imageId}`, now());
    return speed ? { ...row, speed } : row;
  };

  async function regionsOf(everywhere: boolean, account: CurrentAccount): Promise<readonly string[]> {
    if (!everywhere) return [account.region];
    const others = (await deps.enabledRegions()).filter((region) => region !== account.region);
    return [account.region, ...others];
  }

  /** The list that a view shows; none while too few letters are typed to look for public images. */
  function shelfOf(view: ImageView, text: string): Shelf | undefined {
    switch (view) {
      case 'own':
      case 'disabled':
        return shelf({ what: 'own' });
      case 'shared':
        return shelf({ what: 'shared' });
      case 'bin':
        return shelf({ what: 'bin' });
      case 'public': {
        const search = text.trim();
        return search.length < PUBLIC_SEARCH_MIN ? undefined : shelf({ what: 'public', text: search });
      }
    }
  }

  /** Begins to load what the other views count, once the one that is shown is there. */
  function countOthers(regions: readonly string[]): ImageView[] {
    const own = shelf({ what: 'own' });
    if (own.status(regions).done < regions.length) return [];
    for (const what of ['shared', 'bin'] as const) shelf({ what }).want(regions);
    return ['own', 'disabled', 'shared', 'bin'];
  }

  function counts(regions: readonly string[]): RowsAnswer['counts'] {
    const known = countOthers(regions).flatMap((view) => {
      const counted = shelfOf(view, '');
      const status = counted?.status(regions);
      if (!counted || !status || status.done < regions.length || status.failures.length > 0) return [];
      return [[view, counted.count(scopeOf(view, regions))] as const];
    });
    return Object.fromEntries(known);
  }

  /** Follows what is pending, and lists again now and then, while somebody looks. */
  async function follow(): Promise<void> {
    while (!stopping.signal.aborted && now() < watchedUntil) {
      const { cloud } = await accounts.reading();
      await clock.sleep(cloud.pace.pollMs * FOLLOW_PACE, stopping.signal);
      const own = shelf({ what: 'own' });
      const pending = own.index.where(({ state }) => state === 'pending' || state === 'transient');
      speeds.keep(new Set(pending.map(({ region, imageId }) => `${region}/${imageId}`)));
      for (const region of new Set(pending.map((row) => row.region))) {
        const ids = pending.flatMap((row) => (row.region === region ? row.imageId : []));
        // A look that fails is no reason to stop looking.
        for (const part of chunks(ids, 200)) await own.look(region, part).catch(() => undefined);
      }
      // A speed is worth telling also where the percentage stands still.
      if (pending.length > 0) tell();
      void shown?.current.refresh(shown.regions, 'due');
    }
  }

  function watch(): void {
    watchedUntil = now() + WATCHED_MS;
    if (following) return;
    following = true;
    follow()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn('Pending images could not be followed', { error });
      })
      .finally(() => {
        following = false;
      });
  }

  function look(region: string, imageId: string): void {
    shelf({ what: 'own' })
      .look(region, [imageId])
      .catch((error: unknown) => log.warn('A changed image could not be looked at', { error }));
    for (const what of ['shared', 'bin'] as const) shelf({ what }).age(region);
  }

  return {
    async rows(query) {
      const account = await accounts.current();
      belongTo(account);
      const regions = await regionsOf(query.everywhere, account);
      const current = shelfOf(query.view, query.filter.text);
      if (!current) return nothing(counts(regions));
      current.want(regions);
      shown = { regions, current };
      watch();
      await current.firstNews(regions);
      await current.index.prepare(query.sort.column, setImmediate);
      const status = current.status(regions);
      const filter = query.view === 'public' ? { ...query.filter, text: '' } : query.filter;
      const { rows, matched, total } = current.index.page({
        scope: scopeOf(query.view, regions),
        filter,
        sort: query.sort,
        page: query.page,
        pageSize: query.pageSize,
        now: now(),
        first: query.view === 'public' ? isVerified : undefined,
      });
      return {
        rows: rows.map(withSpeed),
        matched,
        total,
        complete: status.done === regions.length,
        regions: regions.length,
        regionsDone: status.done,
        failures: status.failures,
        capped: status.capped,
        counts: counts(regions),
        listedAt: status.listedAt,
      };
    },
    async refresh({ view, everywhere, text, ifStale, region }) {
      const account = await accounts.current();
      belongTo(account);
      const regions = region === undefined ? await regionsOf(everywhere, account) : [region];
      await shelfOf(view, text)?.refresh(regions, ifStale ? 'stale' : 'asked');
    },
    speed: (region, imageId) => speeds.speed(`${region}/${imageId}`, now()),
    touch: look,
    jobChanged(job) {
      const { imageId, state, account } = job;
      if (!imageId || !/^(images|share)\./.test(job.kind)) return;
      const known = shelf({ what: 'own' }).index.get(account.region, imageId);
      if (!known || state !== 'running') look(account.region, imageId);
    },
    forget,
    stop() {
      stopping.abort(new Error('The inventory is stopped.'));
      forget();
      lister.stop();
    },
  };
}

/** Publishers whose names AWS vouches for. */
const isVerified = ({ ownerAlias }: ImageRow): boolean => ownerAlias !== undefined;

/** Which rows a view shows. */
function scopeOf(view: ImageView, regions: readonly string[]): Scope {
  const wanted = new Set(regions);
  return {
    name: `${view} ${regions.join()}`,
    holds({ region, state, own }) {
      if (!wanted.has(region)) return false;
      if (view === 'own') return state !== 'disabled';
      if (view === 'disabled') return state === 'disabled';
      return view !== 'shared' || !own;
    },
  };
}

function nothing(counts: RowsAnswer['counts']): RowsAnswer {
  return {
    rows: [],
    matched: 0,
    total: 0,
    complete: true,
    regions: 0,
    regionsDone: 0,
    failures: [],
    capped: false,
    counts,
    listedAt: 0,
  };
}

/** Tells at once, and then no more often than every TELL_MS; what comes in between is told at its end. */
function createTell(publish: () => void, clock: Clock, signal: AbortSignal): () => void {
  let resting = false;
  let again = false;
  const tell = (): void => {
    if (signal.aborted) return;
    if (resting) {
      again = true;
      return;
    }
    resting = true;
    publish();
    clock.sleep(TELL_MS, signal).then(
      () => {
        resting = false;
        if (!again) return;
        again = false;
        tell();
      },
      () => undefined,
    );
  };
  return tell;
}
