import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Cloud, UNKNOWN_PACE } from '../../main/aws/cloud.ts';
import type { JobEntry } from '../../main/jobs/job-journal.ts';
import type { JobPlan } from '../../main/jobs/job-plan.ts';
import { createJobs } from '../../main/jobs/jobs.ts';
import { AppError } from '../../src/core/errors.ts';
import { createFastClock } from '../desktop/main-side.ts';

const account = { source: { kind: 'practice' }, accountId: '111122223333', region: 'eu-central-1' } as const;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A list in memory that can be full. */
function paperJournal(entries: unknown[] = []) {
  const journal = {
    full: false,
    append(entry: JobEntry) {
      if (journal.full) throw new AppError('store.disk-full', 'The disk is full.', { retryable: true });
      entries.push(structuredClone(entry));
    },
    entries: () => entries,
    compact(kept: readonly JobEntry[]) {
      entries.splice(0, entries.length, ...kept);
    },
  };
  return journal;
}

/** A job of one step that does what the test says. */
function open(journal: ReturnType<typeof paperJournal>, run: () => Promise<object> = async () => ({})) {
  let id = 0;
  const plan: JobPlan<{ name: string }> = {
    kind: 'images.create',
    request: z.object({ name: z.string() }),
    title: ({ name }) => `Make ${name}`,
    steps: [{ name: 'only', kind: 'make', run }],
    done: ({ name }) => `${name} is there.`,
  };
  return createJobs({
    journal,
    plans: [plan],
    cloud: async () => ({ pace: UNKNOWN_PACE }) as Cloud,
    clock: createFastClock(),
    publish: () => undefined,
    log: quiet,
    randomId: () => `${journal.entries().length}-${++id}`,
  });
}

const states = async (jobs: ReturnType<typeof open>) => (await jobs.handlers.list({})).jobs.map(({ state }) => state);

test('a job that cannot be written down is not begun', async () => {
  const journal = paperJournal();
  journal.full = true;
  let ran = false;
  const jobs = open(journal, async () => {
    ran = true;
    return {};
  });
  expect(() => jobs.start('images.create', account, { name: 'x' })).toThrow('The disk is full.');
  await jobs.stop();
  expect(ran).toBe(false);
  expect(await states(jobs)).toEqual([]);
});

test('a disk that fills up while a job runs does not send what could not be written down', async () => {
  const journal = paperJournal();
  let sends = 0;
  const jobs = open(journal, async () => {
    sends += 1;
    return {};
  });
  const append = journal.append;
  journal.append = (entry) => {
    journal.full = entry.type !== 'started';
    append(entry);
  };
  jobs.start('images.create', account, { name: 'x' });
  await expect.poll(() => states(jobs)).toEqual(['failed']);
  expect(sends).toBe(0);
});

test('fifty ended jobs stay, and the journal is cut to them at the next start', async () => {
  const journal = paperJournal();
  const jobs = open(journal);
  for (let index = 0; index < 60; index++) jobs.start('images.create', account, { name: `n${index}` });
  await expect.poll(async () => new Set(await states(jobs))).toEqual(new Set(['done']));
  expect(await states(jobs)).toHaveLength(50);
  await jobs.stop();
  const again = open(journal);
  expect(await states(again)).toHaveLength(50);
  expect(new Set(journal.entries().map((entry) => (entry as JobEntry).jobId)).size).toBe(50);
});

test('only what may succeed when repeated can be retried, and only the ended be dismissed', async () => {
  const errors = [new AppError('x.final', 'No.'), new AppError('x.passing', 'Not now.', { retryable: true })];
  let release: () => void = () => undefined;
  const jobs = open(paperJournal(), async () => {
    const error = errors.shift();
    if (error) throw error;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return {};
  });
  const final = jobs.start('images.create', account, { name: 'final' });
  const passing = jobs.start('images.create', account, { name: 'passing' });
  await expect.poll(() => states(jobs)).toEqual(['failed', 'failed']);
  await expect(jobs.handlers.retry({ jobId: final })).rejects.toMatchObject({ code: 'jobs.not-retryable' });
  await jobs.handlers.retry({ jobId: passing });
  await expect(jobs.handlers.dismiss({ jobId: passing })).rejects.toMatchObject({ code: 'jobs.running' });
  await expect.poll(() => release()).toBeUndefined();
  await expect.poll(async () => (await states(jobs)).sort()).toEqual(['done', 'failed']);
  await jobs.handlers.dismiss({ jobId: final });
  await expect(jobs.handlers.retry({ jobId: final })).rejects.toMatchObject({ code: 'jobs.unknown' });
  expect(await states(jobs)).toEqual(['done']);
});

test.each([
  ['of another app', [{ type: 'strange' }, null, 7, 'x']],
  ['without a beginning', [{ type: 'ended', jobId: 'a', at: '', state: 'done', sentence: '', leftBehind: [] }]],
  [
    'with a request that no longer fits',
    [{ type: 'started', jobId: 'a', at: '2026', kind: 'images.create', account, request: 5 }],
  ],
])('lines %s do not keep the app from opening', async (_name, lines) => {
  const jobs = open(paperJournal(lines));
  jobs.resume();
  await jobs.stop();
  expect((await states(jobs)).every((state) => state === 'failed')).toBe(true);
});
