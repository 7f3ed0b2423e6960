import { z } from 'zod';
import { empty, region } from '../core/fields.ts';
import { call, event } from '../ipc/call.ts';

/** Where the app's calls go: the practice cloud, as its first person or a named one, or a profile of ~/.aws. */
export const accountSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('practice'), person: z.string().min(1).max(64).optional() }),
  z.strictObject({ kind: z.literal('profile'), profile: z.string().min(1) }),
]);
export type AccountSource = z.infer<typeof accountSource>;

/** Who the app acts as; shown at the top of the window at all times. */
export const currentAccount = z.object({
  source: accountSource,
  /** Twelve digits. */
  accountId: z.string(),
  arn: z.string(),
  /** The last part of the ARN: the user, or the role and session. */
  userName: z.string(),
  region: z.string(),
  /** Where calls go when the profile names an endpoint of its own; absent for AWS itself. */
  endpoint: z.string().optional(),
  /** Why this is not the account of last time, in one sentence; absent when it is. */
  notice: z.string().optional(),
});
export type CurrentAccount = z.infer<typeof currentAccount>;

/** One profile of ~/.aws, as far as it can be known without signing in. */
export const profile = z.object({
  name: z.string(),
  kind: z.enum(['keys', 'sso', 'assume-role', 'process', 'web-identity', 'login', 'unknown']),
  region: z.string().optional(),
  /** The profile names an endpoint_url: calls do not go to AWS. */
  customEndpoint: z.boolean(),
});
export type Profile = z.infer<typeof profile>;

/** Somebody ready-made on the practice cloud to act as. */
export const practicePerson = z.object({ userName: z.string(), accountId: z.string() });
export type PracticeLogin = z.infer<typeof practicePerson>;

export const shownRegion = z.object({ code: z.string(), name: z.string() });
export type ShownRegion = z.infer<typeof shownRegion>;

export const accounts = {
  calls: {
    /** Who the app acts as now. */
    current: call(empty, currentAccount),
    /** The profiles in ~/.aws/config and ~/.aws/credentials; empty when there are none. */
    listProfiles: call(empty, z.object({ profiles: z.array(profile) })),
    /** Who can be acted as on the practice cloud, the one that opens first before the others. */
    listPeople: call(empty, z.object({ people: z.array(practicePerson) })),
    /** The Regions that the current account may use. */
    listRegions: call(empty, z.object({ regions: z.array(shownRegion) })),
    /** Signs in with GetCallerIdentity first, and switches only when that answered. Remembered for the next start. */
    use: call(z.strictObject({ source: accountSource, region }), currentAccount),
  },
  events: { changed: event(currentAccount) },
};
