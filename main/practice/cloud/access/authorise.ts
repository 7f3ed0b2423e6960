import type { AccountRecord, PersonRecord } from '../world/records.ts';

/** Whether a person may do something, and if not, the reason in AWS's words. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/**
 * Decides whether a person may take an action on resources; everything starts denied.
 *
 * This is the one place where that is decided. Today a person has a list of action patterns that hold for every
 * resource; whole policies with conditions take its place without a change elsewhere.
 */
export function authorise(person: PersonRecord, action: string, _resources: readonly string[]): Decision {
  if (person.allow.some((pattern) => matches(pattern, action))) return { allowed: true };
  return { allowed: false, reason: `because no identity-based policy allows the ${action} action` };
}

/** A person's ARN. */
export function personArn(account: AccountRecord, person: PersonRecord): string {
  return `arn:aws:iam::${account.id}:user/${person.userName}`;
}

function matches(pattern: string, action: string): boolean {
  const source = pattern
    .split('')
    .map((character) =>
      character === '*' ? '.*' : character === '?' ? '.' : character.replace(/[.+^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`, 'i').test(action);
}
