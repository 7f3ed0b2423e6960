import type { Person, PersonFacts } from '../../src/access/contract.ts';
import { shownTime } from '../common/times.ts';

/** Stands where something is not known, or may not be read. */
export const UNKNOWN = '–';

/** The last time that a user's password or one of their keys was used, as far as AWS tells. */
export function lastActivity({ signedInAt }: Pick<Person, 'signedInAt'>, facts: PersonFacts | undefined): string {
  const times = [signedInAt, ...(facts?.keys ?? []).map(({ usedAt }) => usedAt)].filter((time) => time !== undefined);
  const last = times.sort().at(-1);
  if (last !== undefined) return shownTime(last);
  return facts?.keys ? 'never' : UNKNOWN;
}

/** The age of an access key, for example “12 days old”; `now` in milliseconds. */
export function daysOld(createdAt: string | undefined, now: number): string {
  if (createdAt === undefined) return 'age not known';
  const days = Math.floor((now - Date.parse(createdAt)) / 86_400_000);
  if (days < 1) return 'made today';
  return days === 1 ? '1 day old' : `${days.toLocaleString('en-GB')} days old`;
}

/** Whether a second factor is asked for at the sign-in. */
export function mfaWords(facts: PersonFacts | undefined): string {
  if (facts?.mfaDevices === undefined) return UNKNOWN;
  if (facts.mfaDevices === 0) return 'none';
  return facts.mfaDevices === 1 ? '1 device' : `${facts.mfaDevices} devices`;
}

/** Whether the user can sign in to the console. */
export function consoleWords(facts: PersonFacts | undefined): string {
  if (facts?.consoleSignIn === undefined) return UNKNOWN;
  return facts.consoleSignIn ? 'yes' : 'no';
}
