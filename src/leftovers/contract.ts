import { z } from 'zod';
import { region } from '../core/fields.ts';
import { call } from '../ipc/call.ts';

/** What can be left over, in the order in which it is taken away: an image goes before the snapshots it holds. */
export const leftoverKind = z.enum(['image', 'volume', 'snapshot', 'group', 'address']);
export type LeftoverKind = z.infer<typeof leftoverKind>;

/** Something in the account that nothing seems to use any more. */
export const leftover = z.object({
  kind: leftoverKind,
  id: z.string(),
  region: z.string(),
  /** The Name tag; empty when there is none. */
  nameTag: z.string(),
  /** What it is in AWS's own words: a group's or image's name, a snapshot's description, an address. */
  about: z.string(),
  /** Why it counts as left over, in one sentence. */
  why: z.string(),
  /** What to think of before it goes, each in one sentence. */
  marks: z.array(z.string()),
  /** Who else may use a snapshot: account numbers, or `all`; absent where Amiable did not look. */
  sharedWith: z.array(z.string()).optional(),
  sizeGiB: z.number().optional(),
  /** US dollars by the list price; for snapshots the most that it can be. */
  monthly: z.number(),
  /** When it was made, ISO 8601; empty where AWS does not tell. */
  since: z.string(),
});
export type Leftover = z.infer<typeof leftover>;

/** What could not be looked at, with the reason. */
export const notLookedAt = z.object({
  region: z.string(),
  /** Absent when nothing of the Region could be looked at. */
  kind: leftoverKind.optional(),
  message: z.string(),
});
export type NotLookedAt = z.infer<typeof notLookedAt>;

/** How many things one job takes away. */
export const CLEAN_MAX = 500;

const id = z.string().regex(/^(ami|vol|snap|sg|eipalloc)-[0-9a-f]{8,17}$/, 'This is not the id of a left-over.');

export const leftovers = {
  calls: {
    /** What is left over in the current Region, or in every Region of the account. Throws when nothing could be looked at. */
    find: call(
      z.strictObject({ everywhere: z.boolean() }),
      z.object({ leftovers: z.array(leftover), notLookedAt: z.array(notLookedAt) }),
    ),
    /**
     * Looks again, asks for the permission by DryRun, then starts one job for each Region.
     *
     * Throws `leftovers.not-left-over` when one of them came into use since it was shown.
     */
    clean: call(
      z.strictObject({
        items: z
          .array(z.strictObject({ kind: leftoverKind, id, region }))
          .min(1, 'Choose what is to go.')
          .max(CLEAN_MAX, `At most ${CLEAN_MAX} at a time: choose fewer, then go on.`),
      }),
      z.object({ jobIds: z.array(z.string()) }),
    ),
  },
  events: {},
};
