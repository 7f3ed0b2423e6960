import type { CurrentAccount } from '../../src/accounts/contract.ts';

/** Whose key pair it is. */
export interface KeyPlace {
  readonly accountId: string;
  readonly region: string;
  /** Practice accounts may have the number of a real one. */
  readonly practice: boolean;
}

/** Where the vault keeps everything that belongs to the practice cloud. */
export const PRACTICE_KEYS = 'keys/practice/';

/** The name under which the vault keeps a private half. */
export function vaultName({ accountId, region, practice }: KeyPlace, keyName: string): string {
  return `${practice ? PRACTICE_KEYS : 'keys/'}${accountId}/${region}/${keyName}`;
}

/** The key pairs of a place whose private halves are among what the vault keeps. */
export function namesKept(names: readonly string[], place: KeyPlace): readonly string[] {
  const folder = vaultName(place, '');
  return names
    .filter((name) => name.startsWith(folder))
    .map((name) => name.slice(folder.length))
    .sort((a, b) => a.localeCompare(b));
}

/** The place of the current account's key pairs. */
export function placeOf({ accountId, region, source }: CurrentAccount): KeyPlace {
  return { accountId, region, practice: source.kind === 'practice' };
}
