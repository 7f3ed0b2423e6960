import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import { type leftovers as contract, type Leftover, leftoverKind } from '../../src/leftovers/contract.ts';
import { LEFTOVER_WORDS } from '../../src/leftovers/words.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Cloud } from '../aws/cloud.ts';
import { dryRun } from '../aws/errors.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { CleanItem, CleanRequest } from './clean-leftovers.ts';
import type { Found } from './find-leftovers.ts';

export interface LeftoversDeps {
  readonly accounts: Pick<Accounts, 'reading' | 'changing' | 'handlers'>;
  readonly jobs: Pick<Jobs, 'start'>;
}

/** How many Regions are looked through at once. */
const REGIONS_AT_ONCE = 4;

/** What nothing uses any more, and taking it away. */
export function createLeftovers({ accounts, jobs }: LeftoversDeps): Handlers<typeof contract> {
  const find = async (cloud: Cloud): Promise<Found> => (await import('./find-leftovers.ts')).findLeftovers(cloud);

  async function lookThrough(region?: string): Promise<Found> {
    try {
      return await find((await accounts.reading(region)).cloud);
    } catch (error) {
      const where = region ?? (await accounts.reading()).account.region;
      return { leftovers: [], notLookedAt: [{ region: where, message: toErrorShape(error).message }], error };
    }
  }

  /** The chosen ones as they are now; refuses when one of them is no left-over any more. */
  async function chosenNow(cloud: Cloud, chosen: readonly Choice[]): Promise<Leftover[]> {
    const now = await find(cloud);
    return chosen.map(({ kind, id }) => {
      const found = now.leftovers.find((one) => one.id === id && one.kind === kind);
      if (found) return found;
      if (now.error !== undefined) throw now.error;
      throw new AppError(
        'leftovers.not-left-over',
        `The ${LEFTOVER_WORDS[kind].one} ${id} is not left over any more: it is gone, or something uses it now.`,
        { fix: 'Nothing was deleted. Refresh the list, then choose again.' },
      );
    });
  }

  return {
    async find({ everywhere }) {
      const found = everywhere
        ? await eachOf((await accounts.handlers.listRegions({})).regions, ({ code }) => lookThrough(code))
        : [await lookThrough()];
      // Where nothing at all could be looked at, the reason is the answer.
      if (found.every(isBlind)) throw found[0]?.error;
      return {
        leftovers: found.flatMap(({ leftovers }) => leftovers),
        notLookedAt: found.flatMap(({ notLookedAt }) => notLookedAt),
      };
    },
    async clean({ items }) {
      const { tryTakeAway } = await import('./take-away.ts');
      const regions = [...new Set(items.map(({ region }) => region))];
      // Everything is checked before anything begins, in whichever Region.
      const ready = await eachOf(regions, async (region) => {
        const { account, cloud } = await accounts.changing(region);
        const chosen = await chosenNow(
          cloud,
          items.filter((one) => one.region === region),
        );
        for (const kind of leftoverKind.options) {
          const first = chosen.find((one) => one.kind === kind);
          if (first) await dryRun(() => tryTakeAway(cloud, first));
        }
        return { account, request: { region, items: inOrder(chosen) } satisfies CleanRequest };
      });
      return { jobIds: ready.map(({ account, request }) => jobs.start('leftovers.clean', account, request)) };
    },
  };
}

/** Whether nothing of a Region could be looked at. */
function isBlind({ notLookedAt }: Found): boolean {
  return notLookedAt.some(({ kind }) => kind === undefined) || notLookedAt.length === leftoverKind.options.length;
}

type Choice = Pick<Leftover, 'kind' | 'id'>;

/** As the job keeps them; an image goes before the snapshots that it holds. */
function inOrder(chosen: readonly Leftover[]): CleanItem[] {
  return leftoverKind.options.flatMap((wanted) =>
    chosen
      .filter(({ kind }) => kind === wanted)
      .map(({ kind, id, nameTag, about, monthly, sharedWith }) => ({
        kind,
        id,
        what: whatItIs(kind, id, nameTag || (kind === 'snapshot' ? '' : about)),
        monthly,
        ...(sharedWith ? { sharedWith } : {}),
      })),
  );
}

function whatItIs(kind: Leftover['kind'], id: string, name: string): string {
  return `${LEFTOVER_WORDS[kind].one} ${name ? `${name} (${id})` : id}`;
}

/** Does it for each, a few at a time, and answers in the same order. */
async function eachOf<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let start = 0; start < all.length; start += REGIONS_AT_ONCE) {
    answers.push(...(await Promise.all(all.slice(start, start + REGIONS_AT_ONCE).map(work))));
  }
  return answers;
}
