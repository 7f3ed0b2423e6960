import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { AllClients, Bridge } from '../../src/ipc/contract.ts';
import { createClient, createListen, type Listen } from './client.ts';

interface BridgeContext {
  readonly client: AllClients;
  readonly listen: Listen;
  /** Grows with every change of account or Region; part of every cache key, so that no answer outlives its account. */
  readonly scope: number;
}

const Context = createContext<BridgeContext | undefined>(undefined);

/** The cache's settings: the main process already retries, and a call is never "offline" from here. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always', staleTime: 2_000, refetchOnWindowFocus: true } },
  });
}

/** Gives the pages the client, the events and a cache that is emptied when the account or Region changes. */
export function BridgeProvider({ bridge, children }: { bridge: Bridge; children: ReactNode }) {
  const [scope, setScope] = useState(0);
  const parts = useMemo(
    () => ({ client: createClient(bridge), listen: createListen(bridge), queries: createQueryClient() }),
    [bridge],
  );
  useEffect(
    () =>
      parts.listen('accounts.changed', () => {
        parts.queries.clear();
        setScope((before) => before + 1);
      }),
    [parts],
  );
  const value = useMemo(() => ({ client: parts.client, listen: parts.listen, scope }), [parts, scope]);
  return (
    <QueryClientProvider client={parts.queries}>
      <Context.Provider value={value}>{children}</Context.Provider>
    </QueryClientProvider>
  );
}

/** The client, the events and the scope; only inside a {@link BridgeProvider}. */
export function useBridge(): BridgeContext {
  const value = useContext(Context);
  if (!value) throw new Error('useBridge is used outside BridgeProvider');
  return value;
}
