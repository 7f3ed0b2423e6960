import { useCallback, useEffect, useRef, useState } from 'react';
import type { Session } from '../../src/connect/contract.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { useAction, useClient, useEvent } from '../bridge/hooks.ts';

/** The machine's session as this page follows it. */
export interface FollowedSession {
  /** Absent: none was opened yet, or the person went back to the panel. */
  readonly session: Session | undefined;
  /** It is not known yet whether one is open from before. */
  readonly looking: boolean;
  readonly opening: boolean;
  /** Why none could be opened. */
  readonly error: ErrorShape | undefined;
  readonly open: (user: string) => Promise<void>;
  /** Ends it and shows the panel. */
  readonly leave: () => void;
}

/** How large the shell begins; the terminal tells its real size as soon as it is drawn. */
export const FIRST_SIZE = { columns: 80, rows: 24 };

/** Finds the machine's open session (a window may have been reloaded), opens new ones, and follows what becomes of it. */
export function useSession(instanceId: string): FollowedSession {
  const client = useClient();
  const [session, setSession] = useState<Session>();
  const [looking, setLooking] = useState(true);
  // News of a session may come before the answer that names it.
  const news = useRef(new Map<string, Session>());
  useEvent('connect.changed', (changed) => {
    news.current.set(changed.sessionId, changed);
    setSession((before) => (before?.sessionId === changed.sessionId ? changed : before));
  });

  useEffect(() => {
    let current = true;
    const found = (sessions: readonly Session[]) => {
      if (!current) return;
      const open = sessions.findLast((one) => one.instanceId === instanceId && one.state !== 'closed');
      setSession((before) => before ?? (open && (news.current.get(open.sessionId) ?? open)));
      setLooking(false);
    };
    // Where the list cannot be had, a new session can still be opened.
    client.connect.list({}).then(
      ({ sessions }) => found(sessions),
      () => found([]),
    );
    return () => {
      current = false;
    };
  }, [client, instanceId]);

  const opening = useAction((user: string) => client.connect.open({ instanceId, user, ...FIRST_SIZE }));
  const { run } = opening;
  const open = useCallback(
    async (user: string) => {
      const opened = await run(user);
      if (opened) setSession(news.current.get(opened.sessionId) ?? opened);
    },
    [run],
  );
  const sessionId = session?.sessionId;
  const leave = useCallback(() => {
    // Already over is as good as ended.
    if (sessionId !== undefined) client.connect.close({ sessionId }).catch(() => undefined);
    setSession(undefined);
  }, [client, sessionId]);
  return { session, looking, opening: opening.running, error: opening.error, open, leave };
}
