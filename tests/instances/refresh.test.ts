import { expect, test } from 'vitest';
import { pauseWords, untilNextLook } from '../../src/instances/refresh.ts';

const calm = { instances: [{ state: 'running' as const }], failingFor: 0, isPractice: false };
const starting = { ...calm, instances: [{ state: 'pending' as const }] };

test('the list is asked for seldom while nothing changes, and closely while something does', () => {
  expect(untilNextLook(calm)).toBe(30_000);
  expect(untilNextLook({ ...calm, instances: [] })).toBe(30_000);
  expect(untilNextLook(starting)).toBe(5_000);
  expect(untilNextLook({ ...starting, isPractice: true })).toBe(3_000);
  const health = [{ check: 'system' as const, status: 'initializing' }];
  expect(untilNextLook({ ...calm, instances: [{ state: 'running', health }] })).toBe(5_000);
});

test('while every look fails the pauses double, up to eight minutes', () => {
  const pauses: number[] = [];
  let failingFor = 1;
  for (let looks = 0; looks < 6; looks += 1) {
    const pause = untilNextLook({ ...starting, failingFor });
    pauses.push(pause);
    failingFor += pause;
  }
  const minutes = pauses.map((pause) => Math.round(pause / 60_000));
  expect(minutes).toEqual([1, 1, 2, 4, 8, 8]);
});

test('a pause is told in words', () => {
  expect([3_000, 60_000, 480_000].map(pauseWords)).toEqual(['3 s', '1 min', '8 min']);
});
