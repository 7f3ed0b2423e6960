import { useCallback, useEffect, useRef, useState } from 'react';
import type { Session } from '../../src/connect/contract.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { useAction, useClient, useEvent } from '../bridge/hooks.ts';
import { keepTerminals } from './live-terminals.ts';
import type { LoginChoice } from './way-choice.tsx';

/** How many letters fit into a terminal. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A session to open; `beside` names the one at whose right side it is shown. */
interface NewSession extends LoginChoice {
  readonly instanceId: string;
  readonly user: string;
  readonly beside?: string;
}

/** All sessions as the window follows them. */
export interface Sessions {
  readonly sessions: readonly Session[];
  /** It is not known yet which are there from before. */
  readonly looking: boolean;
  readonly opening: boolean;
  /** Why none could be opened, or connected again. */
  readonly error: ErrorShape | undefined;
  /** Answers the session, or undefined where it was refused. */
  readonly open: (wanted: NewSession) => Promise<Session | undefined>;
  /** Logs in anew in the terminal of one that ended. */
  readonly reconnect: (sessionId: string, user: string, size: TerminalSize) => void;
  /** Ends sessions and forgets them. */
  readonly close: (sessionIds: readonly string[]) => void;
}

/** How large the shell begins; the terminal tells its real size as soon as it is drawn. */
export const FIRST_SIZE: TerminalSize = { columns: 80, rows: 24 };

/** Finds the sessions of before (a window may have been reloaded), opens new ones, and follows what becomes of them. */
export function useSessions(): Sessions {
  const client = useClient();
  const [sessions, setSessions] = useState<readonly Session[]>([]);
  const [looking, setLooking] = useState(true);
  // News of a session may come before the answer that names it.
  const news = useRef(new Map<string, Session>());
  const latest = useCallback((one: Session) => news.current.get(one.sessionId) ?? one, []);
  useEvent('connect.changed', (changed) => {
    news.current.set(changed.sessionId, changed);
    setSessions((before) => before.map((one) => (one.sessionId === changed.sessionId ? changed : one)));
  });

  useEffect(() => {
    let current = true;
    const found = (listed: readonly Session[]) => {
      if (!current) return;
      keepTerminals(listed.map(({ sessionId }) => sessionId));
      setSessions(listed.map(latest));
      setLooking(false);
    };
    // Where the list cannot be had, a new session can still be opened.
    client.connect.list({}).then(
      ({ sessions: listed }) => found(listed),
      () => found([]),
    );
    return () => {
      current = false;
    };
  }, [client, latest]);

  const opening = useAction((wanted: NewSession) => client.connect.open({ ...wanted, ...FIRST_SIZE }));
  const { run } = opening;
  const open = useCallback(
    async (wanted: NewSession) => {
      const opened = await run(wanted);
      if (opened) setSessions((before) => [...before, latest(opened)]);
      return opened;
    },
    [run, latest],
  );
  const reconnecting = useAction((again: { sessionId: string; user: string } & TerminalSize) =>
    client.connect.reconnect(again),
  );
  const { run: runAgain } = reconnecting;
  const reconnect = useCallback(
    (sessionId: string, user: string, size: TerminalSize) => {
      void runAgain({ sessionId, user, ...size });
    },
    [runAgain],
  );
  const close = useCallback(
    (sessionIds: readonly string[]) => {
      setSessions((before) => {
        const left = before.filter(({ sessionId }) => !sessionIds.includes(sessionId));
        keepTerminals(left.map(({ sessionId }) => sessionId));
        return left;
      });
      // Already over is as good as ended.
      for (const sessionId of sessionIds) client.connect.close({ sessionId }).catch(() => undefined);
    },
    [client],
  );
  return {
    sessions,
    looking,
    opening: opening.running || reconnecting.running,
    error: opening.error ?? reconnecting.error,
    open,
    reconnect,
    close,
  };
}
