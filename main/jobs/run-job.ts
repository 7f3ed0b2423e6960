import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { Clock, Log } from '../app/platform.ts';
import { type Cloud, LOCAL_PACE } from '../aws/cloud.ts';
import { awsCodeOf, isPassing, isSignInFault } from '../aws/errors.ts';
import { pauseAfter } from '../aws/wait.ts';
import type { JobEntry, JobRecord, ShownError } from './job-journal.ts';
import { type JobPlan, type Step, type StepContext, stepsOf, UnsureError } from './job-plan.ts';

/** How one job sees the world while it runs. */
export interface JobRun {
  readonly record: () => JobRecord;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  cloud(): Promise<Cloud>;
  /** Puts a line on the disk and into the record; throws when the disk refuses. */
  append(entry: NewEntry): void;
  tell: StepContext['tell'];
}

type WithoutBase<E> = E extends unknown ? Omit<E, 'jobId' | 'at'> : never;
/** A line without what the writer adds to it. */
export type NewEntry = WithoutBase<JobEntry>;

/** How often an undo is tried when something passing stands in its way. */
const UNDO_TRIES = 8;

/**
 * Runs a job from wherever its journal stands to its end.
 *
 * An intent is on the disk before each step and its result after it, so a kill at any moment leaves one of two
 * states: not begun, or begun and to be looked for. Ends without a line when the app is stopping.
 */
export async function runJob<R>(plan: JobPlan<R>, run: JobRun): Promise<void> {
  const read = plan.request.safeParse(run.record().started.request);
  if (!read.success) {
    const message = 'This job was written by another version of Amiable, which this one cannot go on with.';
    return end(run, 'failed', {
      error: new AppError('jobs.unreadable', message, {
        fix: 'Look in the lists for what it made, then start it anew.',
      }),
    });
  }
  const request = read.data;
  try {
    if (!run.record().failing) await forward(plan, request, run);
  } catch (error) {
    if (run.signal.aborted) return;
    run.log.warn('A job met an error', { jobId: run.record().jobId, ...toErrorShape(error) });
    const step = stepsOf(plan, request).find(({ name }) => !run.record().done.has(name));
    if (isInterruption(step, error)) {
      return end(run, 'failed', {
        error,
        leftBehind: [...whatIsLeft(plan, request, run.record()), ...unsure(error)],
      });
    }
    append(run, { type: 'failing', error: shown(error), leftBehind: [...unsure(error)] });
  }
  if (run.record().failing) return backward(plan, request, run);
  const { facts } = run.record();
  end(run, 'done', { sentence: [plan.done(request, facts), ...(facts.notes ?? [])].join(' ') });
}

async function forward<R>(plan: JobPlan<R>, request: R, run: JobRun): Promise<void> {
  for (const step of stepsOf(plan, request)) {
    if (run.record().done.has(step.name)) continue;
    const mayHaveSent = run.record().intents.has(step.name);
    // The one line that must be on the disk: without it, nothing is sent.
    if (!mayHaveSent) run.append({ type: 'intent', step: step.name });
    const facts = await step.run(request, run.record().facts, contextOf(step, run, mayHaveSent));
    run.signal.throwIfAborted();
    append(run, { type: 'result', step: step.name, facts });
  }
}

/** Takes back, last first, and says what could not be taken back. */
async function backward<R>(plan: JobPlan<R>, request: R, run: JobRun): Promise<void> {
  const failing = run.record().failing;
  const left: string[] = [...(failing?.leftBehind ?? [])];
  for (const step of [...stepsOf(plan, request)].reverse()) {
    if (!run.record().done.has(step.name)) continue;
    if (!step.undo) {
      left.push(...(step.left?.(request, run.record().facts) ?? []));
      continue;
    }
    try {
      await undo(step, request, run);
      append(run, { type: 'undone', step: step.name });
    } catch (error) {
      if (run.signal.aborted) return;
      run.log.warn('A step could not be undone', { step: step.name, ...toErrorShape(error) });
      left.push(...(error instanceof UnsureError ? unsure(error) : (step.left?.(request, run.record().facts) ?? [])));
    }
  }
  end(run, 'failed', { error: failing?.error, leftBehind: left });
}

async function undo<R>(step: Step<R>, request: R, run: JobRun): Promise<void> {
  const context = contextOf(step, run, true);
  for (let tries = 1; ; tries++) {
    try {
      return await step.undo?.(request, run.record().facts, context);
    } catch (error) {
      const inUse = /^(DependencyViolation|InvalidGroup\.InUse)$/.test(awsCodeOf(error));
      if (tries === UNDO_TRIES || !(isPassing(error) || inUse)) throw error;
      const pace = await run.cloud().then(
        (cloud) => cloud.pace,
        () => LOCAL_PACE,
      );
      await run.clock.sleep(pauseAfter(tries - 1, pace), run.signal);
    }
  }
}

function contextOf<R>(step: Step<R>, run: JobRun, mayHaveSent: boolean): StepContext {
  const { jobId, attempt, intents } = run.record();
  return {
    operationId: jobId,
    clientToken: `${jobId}-${attempt}`,
    firstSentAt: intents.get(step.name) ?? run.clock.now(),
    mayHaveSent,
    cloud: run.cloud,
    clock: run.clock,
    signal: run.signal,
    tell: run.tell,
  };
}

/**
 * True when the work in the cloud may well go on without us: nothing is undone, and it can be taken up again.
 *
 * Without a sign-in nothing could be undone anyway; and what cannot be watched has not failed.
 */
function isInterruption(step: Step<never> | undefined, error: unknown): boolean {
  if (isSignInFault(error) || (error instanceof AppError && error.code === 'accounts.changed')) return true;
  return step?.kind === 'follow' && (!(error instanceof AppError) || awsCodeOf(error) !== '' || isPassing(error));
}

function whatIsLeft<R>(plan: JobPlan<R>, request: R, { done, facts }: JobRecord): readonly string[] {
  return stepsOf(plan, request)
    .filter(({ name }) => done.has(name))
    .flatMap((step) => step.left?.(request, facts) ?? []);
}

function unsure(error: unknown): readonly string[] {
  return error instanceof UnsureError ? error.leftBehind : [];
}

function end(
  run: JobRun,
  state: 'done' | 'failed',
  told: { sentence?: string; error?: unknown; leftBehind?: readonly string[] },
): void {
  const error = told.error === undefined ? undefined : shown(told.error);
  append(run, {
    type: 'ended',
    state,
    sentence: told.sentence ?? error?.message ?? '',
    ...(error ? { error } : {}),
    leftBehind: [...(told.leftBehind ?? [])],
  });
}

/** Lines after the fact: when the disk refuses one, the work goes on, and the next start looks in the cloud instead. */
function append(run: JobRun, entry: NewEntry): void {
  try {
    run.append(entry);
  } catch (error) {
    run.log.error('A job could not be written down', { type: entry.type, ...toErrorShape(error) });
  }
}

function shown(error: unknown): ShownError {
  if (!(error instanceof Error) && typeof error === 'object' && error !== null) return error as ShownError;
  const { field: _field, ...rest } = toErrorShape(error);
  return rest;
}
