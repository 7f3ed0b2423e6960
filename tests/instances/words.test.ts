import { describe, expect, test } from 'vitest';
import { plainConsole } from '../../src/instances/console-text.ts';
import { instanceCost, monthlyNow, monthWords, togetherWords } from '../../src/instances/cost.ts';
import { checkWords, healthWords } from '../../src/instances/health.ts';
import { uptimeWords } from '../../src/instances/uptime.ts';
import { instanceHour } from '../../src/prices/instance-hours.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const machine = {
  state: 'running' as const,
  instanceType: 't3.micro',
  publicIp: '203.0.113.9',
  launchedAt: '2026-11-24T02:00:00Z',
  volumes: [
    {
      deviceName: '/dev/xvda',
      volumeId: 'vol-1',
      sizeGiB: 8,
      type: 'gp3',
      encrypted: true,
      deleteOnTermination: true,
      isRoot: true,
    },
  ],
};

describe('cost', () => {
  test('a running machine costs its time, its disks and its address', () => {
    const cost = instanceCost(machine, NOW);
    expect(cost).toMatchObject({ charged: true, disksMonth: 0.64, addressMonth: 3.65 });
    expect(cost.hour).toBeCloseTo(0.0104);
    expect(cost.sinceStart).toBeCloseTo(0.104);
    expect(monthlyNow(cost)).toBeCloseTo(0.0104 * 730 + 0.64 + 3.65);
  });

  test('a stopped one costs its disks, a terminated one nothing', () => {
    const { publicIp: _none, ...without } = machine;
    expect(monthWords(instanceCost({ ...without, state: 'stopped' }, NOW))).toBe('$0.64');
    expect(monthWords(instanceCost({ ...machine, state: 'terminated' }, NOW))).toBe('-');
  });

  test('a type that is not in the list is never guessed', () => {
    expect(monthWords(instanceCost({ ...machine, instanceType: 'x9.large' }, NOW))).toBe('Not known');
    for (const strange of ['', 't3', 't3.huge', 'constructor.large', 't3.toString']) {
      expect(instanceHour(strange), strange).toBeUndefined();
    }
  });

  test('several are added up, and what is not known makes it “more than”', () => {
    const stopped = { ...machine, state: 'stopped' as const, publicIp: undefined };
    expect(togetherWords([stopped, stopped], NOW)).toContain('about $1.28 a month');
    expect(togetherWords([stopped, { ...machine, instanceType: 'x9.large' }], NOW)).toContain('more than $0.64');
    expect(togetherWords([{ ...machine, state: 'terminated' }], NOW)).toBeUndefined();
  });

  test('sizes go with the price of large', () => {
    expect(instanceHour('m5.4xlarge')).toBeCloseTo(0.768);
    expect(instanceHour('t4g.nano')).toBeCloseTo(0.0042);
  });
});

test.each([
  ['2026-11-24T11:59:30Z', 'Just started'],
  ['2026-11-24T11:48:00Z', '12 min'],
  ['2026-11-24T02:00:00Z', '10 h 0 min'],
  ['2026-11-21T08:00:00Z', '3 d 4 h'],
  ['2026-11-25T08:00:00Z', 'Just started'],
])('a machine that started at %s is on since %s', (launchedAt, words) => {
  expect(uptimeWords({ state: 'running', launchedAt }, NOW)).toBe(words);
  expect(uptimeWords({ state: 'stopped', launchedAt }, NOW)).toBeUndefined();
});

describe('status checks in words', () => {
  const ok = (check: 'system' | 'instance' | 'ebs') => ({ check, status: 'ok' });
  test.each([
    [undefined, undefined],
    [[], undefined],
    [[ok('system'), ok('instance')], { type: 'success', label: '2/2 checks passed' }],
    [[ok('system'), { check: 'instance', status: 'initializing' }], { type: 'in-progress', label: 'Initializing' }],
    [[ok('system'), { check: 'instance', status: 'impaired' }], { type: 'error', label: '1/2 checks passed' }],
    [
      [ok('system'), { check: 'ebs', status: 'insufficient-data' }],
      { type: 'in-progress', label: '1/2 checks passed' },
    ],
  ] as const)('%j', (health, words) => {
    if (words) expect(healthWords(health)).toMatchObject(words);
    else expect(healthWords(health)).toBeUndefined();
  });

  test('a word of AWS that is not known is shown as it came', () => {
    expect(checkWords({ check: 'system', status: 'sleepy' })).toMatchObject({ type: 'warning', label: 'sleepy' });
  });
});

test('a console is shown as plain lines, whatever the machine printed', () => {
  expect(plainConsole('\u001b[1;32m[  OK  ]\u001b[0m Started\r\nx\u0007\u001b]0;title\u0007y\u009b31m')).toBe(
    '[  OK  ] Started\nxy31m',
  );
});
