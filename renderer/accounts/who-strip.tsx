import type { CurrentAccount } from '../../src/accounts/contract.ts';
import { shownAccountId } from './words.ts';

/** The coloured strip across the top: practice or a real account, who, and where. Never hidden. */
export function WhoStrip({ account }: { account: CurrentAccount | undefined }) {
  if (!account) {
    return (
      <div className="who-strip" data-kind="unknown" role="status">
        Signing in …
      </div>
    );
  }
  if (account.source.kind === 'practice') {
    return (
      <div className="who-strip" data-kind="practice" role="status">
        <span>
          <b>Practice cloud</b>: nothing here costs money or touches AWS
        </span>
      </div>
    );
  }
  return (
    <div className="who-strip" data-kind="real" role="status">
      <span>
        <b>Real account {shownAccountId(account.accountId)}</b>
      </span>
      <span>User {account.userName}</span>
      <span>Region {account.region}</span>
      <span>{account.endpoint ? `Calls go to ${account.endpoint}` : 'What you make here costs money'}</span>
    </div>
  );
}
