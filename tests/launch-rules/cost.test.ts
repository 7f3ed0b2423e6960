import { describe, expect, test } from 'vitest';
import { afterwardsInWords, costLines, launchCost, totalInWords } from '../../src/launch/cost.ts';
import { type LaunchValues, toLaunchRequest } from '../../src/launch/values.ts';
import { facts, goodValues, image } from './facts.ts';

const requestOf = (change: Partial<LaunchValues> = {}) =>
  toLaunchRequest({ ...goodValues(), ...change }, image.imageId, facts.myAddress);
const costOf = (change: Partial<LaunchValues> = {}) => launchCost(requestOf(change), facts);

describe('a launch costs a month', () => {
  test('its machine, its disks and its address', () => {
    const cost = costOf();
    expect(cost.machines).toBeCloseTo(0.0104 * 730, 6);
    // 8 GiB of gp3 and 20 GiB of gp2.
    expect(cost.disks).toBeCloseTo(0.64 + 2, 6);
    expect(cost.addresses).toBeCloseTo(3.65, 6);
    expect(costLines(cost)).toEqual([
      { label: 'Machine', month: '$7.59' },
      { label: 'Disks', month: '$2.64' },
      { label: 'Public address', month: '$3.65' },
    ]);
    expect(totalInWords(cost)).toEqual({ month: '$13.88 a month', hour: '$0.0190 an hour' });
  });

  test('so many times as there are machines', () => {
    const [one, three] = [costOf(), costOf({ count: 3 })];
    expect(three.machines).toBeCloseTo(3 * (one.machines ?? 0), 6);
    expect(three.disks).toBeCloseTo(3 * one.disks, 6);
    expect(three.addresses).toBeCloseTo(3 * one.addresses, 6);
  });

  test('more where it is watched closely, and less without an address', () => {
    expect(costOf({ detailedMonitoring: true }).monitoring).toBeCloseTo(2.1, 6);
    expect(costOf({ publicIp: false }).addresses).toBe(0);
  });

  test('what is not known is said, not counted as nothing', () => {
    const cost = launchCost(requestOf(), { prices: { ...facts.prices, hours: new Map() } });
    expect(costLines(cost)[0]).toEqual({ label: 'Machine', month: 'Not known' });
    expect(totalInWords(cost)).toEqual({ month: 'More than $6.29 a month', hour: 'more than $0.0086 an hour' });
  });

  test('a form that is not filled in yet still has a figure', () => {
    expect(totalInWords(costOf({ count: Number.NaN })).month).toBe('$0.00 a month');
  });
});

test('what goes on after a stop, and after the end, is said', () => {
  expect(afterwardsInWords(requestOf())).toBe('Stopped: the disks still cost $2.64 a month. Terminated: nothing.');
  const kept = goodValues().volumes.map((volume) => ({
    ...volume,
    deleteOnTermination: volume.deviceName !== '/dev/sdf',
  }));
  expect(afterwardsInWords(requestOf({ volumes: kept, count: 2 }))).toBe(
    'Stopped: the disks still cost $5.28 a month. Terminated: the disks that you keep, $4.00 a month.',
  );
});
