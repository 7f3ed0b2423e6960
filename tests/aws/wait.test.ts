import { describe, expect, test } from 'vitest';
import type { Clock } from '../../main/app/platform.ts';
import { type Cloud, UNKNOWN_PACE } from '../../main/aws/cloud.ts';
import { waitUntil } from '../../main/aws/wait.ts';
import { AppError } from '../../src/core/errors.ts';

/** A clock whose sleeps take no time and are written down. */
function paperClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    now: () => new Date(now),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}

const cloud = async () => ({ pace: UNKNOWN_PACE }) as Cloud;
const fault = (code: string, awsCode?: string) => new AppError(code, code, awsCode ? { awsCode } : {});

/** Looks along a list of answers: errors are thrown, `true` is done. */
function wait(answers: readonly (Error | boolean)[], madeAt?: Date) {
  const clock = paperClock();
  const troubles: unknown[] = [];
  let looks = 0;
  const result = waitUntil({
    clock,
    cloud,
    signal: new AbortController().signal,
    ...(madeAt ? { madeAt } : {}),
    look: async () => {
      const answer = answers[looks++] ?? true;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    done: (answer) => answer,
    onTrouble: (error) => troubles.push(error),
  });
  return { result, clock, troubles, looks: () => looks };
}

describe('faults that end a wait at once', () => {
  test.each([
    'aws.denied',
    'accounts.sign-in-ended',
    'accounts.sign-in-failed',
    'accounts.changed',
    'images.failed',
    'aws.refused',
  ])('%s', async (code) => {
    const waiting = wait([false, fault(code), true]);
    await expect(waiting.result).rejects.toMatchObject({ code });
    expect(waiting.looks()).toBe(2);
  });
});

describe('faults that are waited out', () => {
  test.each(['aws.unreachable', 'aws.no-answer', 'aws.server-fault', 'aws.slow-down', 'practice.not-running'])(
    '%s',
    async (code) => {
      const waiting = wait([fault(code), fault(code), true]);
      await waiting.result;
      expect(waiting.troubles).toHaveLength(2);
    },
  );
});

test('looks are five seconds apart, and pauses grow to a minute while nothing answers', async () => {
  const waiting = wait([false, false, ...Array.from({ length: 6 }, () => fault('aws.unreachable')), false]);
  await waiting.result;
  expect(waiting.clock.slept).toEqual([5_000, 5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000, 5_000]);
});

const missing = fault('images.not-found', 'InvalidAMIID.NotFound');

test('not found soon after making means not yet, without alarm', async () => {
  const waiting = wait([missing, missing, true], new Date(0));
  await waiting.result;
  expect(waiting.troubles).toEqual([]);
});

test('not found for five minutes after making means gone', async () => {
  const waiting = wait(
    Array.from({ length: 100 }, () => missing),
    new Date(0),
  );
  await expect(waiting.result).rejects.toBe(missing);
  expect(waiting.clock.now().getTime()).toBeGreaterThanOrEqual(300_000);
});

test('not found of what we did not make ends at once', async () => {
  const waiting = wait([missing, true]);
  await expect(waiting.result).rejects.toBe(missing);
});

test('a wait ends when it is told to', async () => {
  const control = new AbortController();
  const reason = fault('app.stopped');
  const result = waitUntil({
    clock: paperClock(),
    cloud,
    signal: control.signal,
    look: async () => control.abort(reason),
    done: () => false,
  });
  await expect(result).rejects.toBe(reason);
});
