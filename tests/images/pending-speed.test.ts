import { expect, test } from 'vitest';
import { PendingSpeeds } from '../../main/images/pending-speed.ts';

const MINUTE = 60_000;

test('a steady copy is told its speed and the time that is left', () => {
  const speeds = new PendingSpeeds();
  for (let minute = 0; minute <= 6; minute += 1) speeds.note('a', minute * MINUTE, minute * 7);
  expect(speeds.speed('a', 6 * MINUTE)).toEqual({ percentPerMinute: 7, secondsLeft: Math.round((58 / 7) * 60) });
  // Half a minute later half a minute less is left.
  expect(speeds.speed('a', 6.5 * MINUTE)?.secondsLeft).toBe(Math.round((58 / 7) * 60) - 30);
});

test('nothing is told before there is something to tell', () => {
  const speeds = new PendingSpeeds();
  expect(speeds.speed('a', 0)).toBeUndefined();
  speeds.note('a', 0, 0);
  speeds.note('a', MINUTE, 0);
  speeds.note('a', 2 * MINUTE, 10);
  expect(speeds.speed('a', 2 * MINUTE)).toBeUndefined();
  speeds.note('a', 4 * MINUTE, 20);
  expect(speeds.speed('a', 4 * MINUTE)).toMatchObject({ percentPerMinute: 5 });
});

test('a copy that stands still is told no time, and what begins anew is measured anew', () => {
  const speeds = new PendingSpeeds();
  for (let minute = 0; minute <= 3; minute += 1) speeds.note('a', minute * MINUTE, minute * 10);
  expect(speeds.speed('a', 60 * MINUTE)).toBeUndefined();
  speeds.note('a', 61 * MINUTE, 5);
  expect(speeds.speed('a', 61 * MINUTE)).toBeUndefined();
});

test('over more than an hour the speed is that of the recent past', () => {
  const speeds = new PendingSpeeds();
  let percent = 0;
  for (let minute = 0; minute <= 90; minute += 1) {
    percent += minute < 60 ? 1 : 0.5;
    speeds.note('a', minute * MINUTE, percent);
  }
  expect(speeds.speed('a', 90 * MINUTE)?.percentPerMinute).toBeCloseTo(0.5);
});
