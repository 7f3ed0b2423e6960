import type { Session } from './contract.ts';

/** One tab: a session, or two side by side. */
export interface SessionTab {
  /** The left session's id. */
  readonly id: string;
  readonly sessions: readonly [Session, ...Session[]];
}

/** Sorts sessions into tabs, in their order; whose neighbour was closed has a tab of its own. */
export function tabsOf(sessions: readonly Session[]): SessionTab[] {
  const tabs = new Map<string, [Session, ...Session[]]>();
  for (const session of sessions) {
    const left = session.beside === undefined ? undefined : tabs.get(session.beside);
    if (left?.length === 1) left.push(session);
    else tabs.set(session.sessionId, [session]);
  }
  return [...tabs].map(([id, shown]) => ({ id, sessions: shown }));
}

/** The tab so many further on, round the ends; undefined where there is no other. */
export function tabFrom(tabs: readonly SessionTab[], id: string | undefined, steps: 1 | -1): SessionTab | undefined {
  const at = tabs.findIndex((tab) => tab.id === id);
  if (at < 0) return tabs.at(steps === 1 ? 0 : -1);
  const next = tabs[(at + steps + tabs.length) % tabs.length];
  return next?.id === id ? undefined : next;
}

/** Whether ending it would stop something: it is connected, or about to be. */
export function isAlive({ state }: Pick<Session, 'state'>): boolean {
  return state !== 'closed';
}
