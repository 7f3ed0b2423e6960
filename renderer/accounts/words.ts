import type { CurrentAccount, Profile } from '../../src/accounts/contract.ts';

/** An account number as people read it: 1234-5678-9012. */
export function shownAccountId(accountId: string): string {
  return accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
}

/** The window's title: practice or the real account, so that the task bar tells them apart too. */
export function windowTitle(account: CurrentAccount | undefined): string {
  if (!account) return 'Amiable';
  return account.source.kind === 'practice'
    ? 'Practice cloud - Amiable'
    : `Account ${shownAccountId(account.accountId)}, ${account.region} - Amiable`;
}

/** How a profile signs in, in a few words. */
export const PROFILE_KINDS: Readonly<Record<Profile['kind'], string>> = {
  keys: 'access keys',
  sso: 'IAM Identity Center (SSO)',
  'assume-role': 'takes on a role',
  process: 'asks a program of yours',
  'web-identity': 'web identity',
  login: 'aws login',
  unknown: 'way to sign in not recognised',
};
