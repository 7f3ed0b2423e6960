import { useEffect, useRef } from 'react';
import type { CurrentAccount } from '../../src/accounts/contract.ts';
import { useToasts } from '../common/toasts.tsx';

/** Tells, once, that the app opened on another account than last time, and why. */
export function useNoticeToast(account: CurrentAccount | undefined): void {
  const { push } = useToasts();
  const told = useRef<string>(undefined);
  const notice = account?.notice;
  useEffect(() => {
    if (notice === undefined || told.current === notice) return;
    told.current = notice;
    push({
      type: 'warning',
      header: 'This is not the account of last time',
      content: `${notice} To go back to it: account menu, Switch account.`,
    });
  }, [notice, push]);
}
