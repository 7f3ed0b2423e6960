import { useCallback } from 'react';
import type { AccountSource } from '../../src/accounts/contract.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { useClient } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';

/** Switches account or Region; answers the reason when it was refused, and then everything stays as it was. */
export function useSwitch(): (wanted: { source: AccountSource; region: string }) => Promise<ErrorShape | undefined> {
  const client = useClient();
  return useCallback(
    (wanted) =>
      client.accounts.use(wanted).then(
        () => undefined,
        (thrown: unknown) => toRemoteError(thrown).shape,
      ),
    [client],
  );
}
