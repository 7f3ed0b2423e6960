import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideSetting, setting } from './law-settings.ts';
import { laws } from './laws.ts';

const RUNS = 300;

test.each(laws.map((law) => [law.name, law] as const))('%s', (_name, law) => {
  expect(law.run(RUNS)).toEqual({ breaks: 0, example: null });
});

test('the requests that the laws are tried on end in every way', () => {
  const ends = new Map<string, number>();
  for (const one of fc.sample(setting, 2_000)) {
    const { outcome, decidedBy } = decideSetting(one);
    const end = `${outcome} ${decidedBy}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const share = (end: string): number =>
    [...ends].reduce((sum, [name, count]) => sum + (name.startsWith(end) ? count : 0), 0) / 2_000;
  expect(share('allowed')).toBeGreaterThan(0.1);
  expect(share('explicitDeny')).toBeGreaterThan(0.1);
  expect(share('implicitDeny')).toBeGreaterThan(0.1);
  for (const type of ['resource-control', 'service-control', 'resource', 'identity', 'boundary', 'session']) {
    expect(
      [...ends.keys()].filter((end) => end.endsWith(` ${type}`)),
      type,
    ).not.toEqual([]);
  }
});
