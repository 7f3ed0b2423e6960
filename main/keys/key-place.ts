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

/** The place of the current account's key pairs. */
export function placeOf({ accountId, region, source }: CurrentAccount): KeyPlace {
  return { accountId, region, practice: source.kind === 'practice' };
}
