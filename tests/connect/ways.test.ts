import { describe, expect, it } from 'vitest';
import { usualKey, type WayFacts, waysIn } from '../../src/connect/ways.ts';

const facts = (over: Partial<WayFacts> = {}): WayFacts => ({
  keyName: 'team-key',
  keptKeys: ['other', 'team-key'],
  provenKey: undefined,
  hasInstanceConnect: true,
  pushRefused: undefined,
  hasAgent: false,
  ...over,
});
const order = (over: Partial<WayFacts> = {}) => waysIn(facts(over)).map(({ way, standing }) => `${way}: ${standing}`);

describe('The ways in, the best first', () => {
  it.each<[string, Partial<WayFacts>, string[]]>([
    ['the key is here', {}, ['key: works', 'instance-connect: works', 'agent: no']],
    ['the key is elsewhere', { keptKeys: [] }, ['instance-connect: works', 'key: no', 'agent: no']],
    ['another key is here', { keptKeys: ['other'] }, ['instance-connect: works', 'key: perhaps', 'agent: no']],
    [
      'another key opened it before',
      { keptKeys: ['other'], provenKey: 'other' },
      ['key: works', 'instance-connect: works', 'agent: no'],
    ],
    [
      'the system is not known',
      { keptKeys: [], hasInstanceConnect: undefined, hasAgent: true },
      ['instance-connect: perhaps', 'agent: perhaps', 'key: no'],
    ],
    [
      'AWS refused to push a key',
      { pushRefused: 'auditor may not do this.', keptKeys: ['other'] },
      ['key: perhaps', 'instance-connect: perhaps', 'agent: no'],
    ],
    ['no key pair', { keyName: undefined, keptKeys: [] }, ['instance-connect: works', 'key: no', 'agent: no']],
  ])('when %s', (_, over, expected) => {
    expect(order(over)).toEqual(expected);
  });

  it('say why, in a sentence', () => {
    for (const over of [{}, { keptKeys: [] }, { keptKeys: ['other'] }, { hasInstanceConnect: false, hasAgent: true }]) {
      for (const { why } of waysIn(facts(over))) expect(why).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('use the key that worked, then that of the launch, then any that is here', () => {
    expect(usualKey(facts({ provenKey: 'other' }))).toBe('other');
    expect(usualKey(facts({ provenKey: 'gone' }))).toBe('team-key');
    expect(usualKey(facts({ keyName: 'elsewhere' }))).toBe('other');
    expect(usualKey(facts({ keptKeys: [] }))).toBeUndefined();
  });
});
