import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/connect/contract.ts';
import { isAlive, tabFrom, tabsOf } from '../../src/connect/tabs.ts';

const aSession = (sessionId: string, beside?: string): Session => ({
  sessionId,
  instanceId: 'i-0123456789abcdef0',
  instanceName: 'shop-web',
  host: '203.0.113.7',
  user: 'ubuntu',
  way: 'key',
  state: 'open',
  beside,
});
const ids = (...sessions: Session[]) =>
  tabsOf(sessions).map((tab) => tab.sessions.map((one) => one.sessionId).join('|'));

describe('Tabs', () => {
  it('are one for each session, in their order, two where one is beside another', () => {
    expect(ids(aSession('a'), aSession('b'), aSession('c', 'a'))).toEqual(['a|c', 'b']);
  });

  it('hold two at most, and nobody beside the right one', () => {
    expect(ids(aSession('a'), aSession('b', 'a'), aSession('c', 'a'), aSession('d', 'b'))).toEqual(['a|b', 'c', 'd']);
  });

  it('are left to whose neighbour was closed', () => {
    expect(ids(aSession('b'), aSession('c', 'a'))).toEqual(['b', 'c']);
  });

  it('are gone through round the ends, and one alone leads nowhere', () => {
    const tabs = tabsOf([aSession('a'), aSession('b'), aSession('c')]);
    expect(tabFrom(tabs, 'c', 1)?.id).toBe('a');
    expect(tabFrom(tabs, 'a', -1)?.id).toBe('c');
    expect(tabFrom(tabs, undefined, -1)?.id).toBe('c');
    expect(tabFrom(tabs.slice(0, 1), 'a', 1)).toBeUndefined();
  });

  it('are asked about before they are closed while anything goes on in them', () => {
    expect(isAlive({ state: 'asking-host-key' })).toBe(true);
    expect(isAlive({ state: 'closed' })).toBe(false);
  });
});
