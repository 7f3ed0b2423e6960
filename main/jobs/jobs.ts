import type { AccountSource } from '../../src/accounts/contract.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { jobs as contract, Job, JobStage } from '../../src/jobs/contract.ts';
import type { Clock, Log, Publish } from '../app/platform.ts';
import type { Cloud } from '../aws/cloud.ts';
import { applyEntry, type JobEntry, type JobJournal, type JobRecord, replayJobs } from './job-journal.ts';
import type { JobAccount, JobPlan } from './job-plan.ts';
import { runJob } from './run-job.ts';

/** A plan with its request's type hidden; the plan's own schema checks every request. */
// biome-ignore lint/suspicious/noExplicitAny: plans of different requests live in one list, and each parses its own.
export type AnyPlan = JobPlan<any>;

export interface JobsDeps {
  readonly journal: JobJournal;
  readonly plans: readonly AnyPlan[];
  /** Clients of an account; throws `accounts.changed` when the sign-in belongs to another one now. */
  readonly cloud: (source: AccountSource, region: string, accountId: string) => Promise<Cloud>;
  readonly clock: Clock;
  readonly publish: Publish;
  readonly log: Log;
  /** Letters, digits and hyphens that nobody can guess, at most 32. */
  readonly randomId: () => string;
}

export interface Jobs {
  readonly handlers: Handlers<typeof contract>;
  /** Puts the request on the disk, then begins; answers the job's id. Throws when the disk refuses. */
  start(kind: Job['kind'], account: JobAccount, request: unknown): string;
  /** Takes up what the last run of the app left running. */
  resume(): void;
  /** Takes up jobs that ended for want of a sign-in to this account. */
  resumeSignedIn(account: JobAccount): void;
  /** Lets go of everything at once; the next start takes it up. */
  stop(): Promise<void>;
}

/** How many ended jobs stay on the list. */
const ENDED_KEPT = 50;

/** What moves while a job runs; not worth a line on the disk. */
interface Live {
  sentence: string;
  percent?: number | undefined;
  stages?: readonly JobStage[] | undefined;
}

/** Keeps and runs the jobs. */
export function createJobs(deps: JobsDeps): Jobs {
  const { journal, clock, publish, log } = deps;
  const stopping = new AbortController();
  const live = new Map<string, Live>();
  const running = new Map<string, Promise<void>>();
  const records = new Map(load());

  function load(): ReadonlyMap<string, JobRecord> {
    const { jobs, lines, skipped } = replayJobs(journal.entries());
    if (skipped > 0) log.warn('Lines of the job journal could not be understood', { skipped });
    const kept = newest([...jobs.values()]);
    const needed = kept.flatMap(({ jobId }) => lines.get(jobId) ?? []);
    if (needed.length < journal.entries().length - skipped) journal.compact(needed);
    return new Map(kept.map((record) => [record.jobId, record]));
  }

  function append(jobId: string, entry: Omit<JobEntry, 'jobId' | 'at'>): void {
    const line = { ...entry, jobId, at: clock.now().toISOString() } as JobEntry;
    let written: unknown;
    try {
      journal.append(line);
    } catch (error) {
      // A beginning or an intent that is not on the disk has not happened; the rest has, in the cloud.
      if (line.type === 'started' || line.type === 'intent' || line.type === 'retried') throw error;
      written = error;
    }
    const next = applyEntry(records.get(jobId), line);
    if (next) records.set(jobId, next);
    else records.delete(jobId);
    if (next) publish('jobs.changed', show(next, live.get(jobId)));
    if (written) throw written;
  }

  function run(jobId: string): void {
    const record = records.get(jobId);
    const plan = deps.plans.find(({ kind }) => kind === record?.started.kind);
    if (!record || !plan) return;
    const ending = running.get(jobId);
    if (ending) {
      // Its last line is on the disk and it is a moment from its end: whoever takes it up again is as quick as that.
      void ending.then(() => run(jobId));
      return;
    }
    const { source, region, accountId } = record.started.account;
    live.set(jobId, { sentence: 'Beginning.' });
    const work = runJob(plan, {
      record: () => records.get(jobId) ?? record,
      clock,
      log,
      signal: stopping.signal,
      cloud: () => deps.cloud(source, region, accountId),
      append: (entry) => append(jobId, entry),
      tell(sentence, percent, stages) {
        live.set(jobId, { sentence, percent, stages });
        const now = records.get(jobId);
        if (now && !stopping.signal.aborted) publish('jobs.changed', show(now, live.get(jobId)));
      },
    })
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.error('A job broke', { jobId, error: String(error) });
      })
      .finally(() => {
        running.delete(jobId);
        live.delete(jobId);
      });
    running.set(jobId, work);
  }

  function show(record: JobRecord, now: Live | undefined): Job {
    const { started, facts, ended, jobId } = record;
    const plan = deps.plans.find(({ kind }) => kind === started.kind);
    const parsed = plan?.request.safeParse(started.request);
    const takeBack =
      ended?.state === 'done' && parsed?.success ? plan?.takeBack?.(parsed.data, record.facts) : undefined;
    return {
      jobId,
      kind: started.kind,
      title: plan && parsed?.success ? plan.title(parsed.data) : started.kind,
      state: ended?.state ?? 'running',
      sentence: ended?.sentence ?? now?.sentence ?? 'Waiting.',
      ...(!ended && now?.percent !== undefined ? { percent: now.percent } : {}),
      ...(!ended && now?.stages ? { stages: [...now.stages] } : {}),
      startedAt: started.at,
      ...(ended ? { endedAt: ended.at } : {}),
      account: {
        accountId: started.account.accountId,
        region: started.account.region,
        practice: started.account.source.kind === 'practice',
      },
      ...(facts.imageId ? { imageId: facts.imageId } : {}),
      ...(facts.instanceIds ? { instanceIds: [...facts.instanceIds] } : {}),
      ...(takeBack ? { takeBack } : {}),
      ...(ended?.error ? { error: ended.error } : {}),
      ...(plan?.source && parsed?.success ? { sourceInstanceId: plan.source(parsed.data) } : {}),
      ...(plan?.image && parsed?.success ? { launchedImageId: plan.image(parsed.data) } : {}),
      ...(ended && record.failing && plan?.removable && parsed?.success
        ? { removable: [...plan.removable(parsed.data, facts, record.done)] }
        : {}),
      ...(ended?.state === 'done' && plan?.moved && parsed?.success ? { moveBack: plan.moved(parsed.data) } : {}),
      ...(ended && plan?.report && parsed?.success ? { report: plan.report(parsed.data, facts) } : {}),
      leftBehind: ended?.leftBehind ?? [],
    };
  }

  const known = (jobId: string): JobRecord => {
    const record = records.get(jobId);
    if (record) return record;
    throw new AppError('jobs.unknown', 'This job is not on the list any more.');
  };

  return {
    start(kind, { source, accountId, region }, request) {
      const account = { source, accountId, region };
      const jobId = `amiable-${deps.randomId()}`;
      append(jobId, { type: 'started', kind, account, request } as Omit<JobEntry, 'jobId' | 'at'>);
      run(jobId);
      return jobId;
    },
    resume() {
      for (const record of records.values()) if (!record.ended) run(record.jobId);
    },
    resumeSignedIn(account) {
      for (const { jobId, ended, started } of records.values()) {
        const wanted = /^accounts\.(sign-in-|changed)/.test(ended?.error?.code ?? '');
        if (!wanted || !sameAccount(started.account, account)) continue;
        append(jobId, { type: 'retried' });
        run(jobId);
      }
    },
    async stop() {
      stopping.abort(new AppError('app.stopped', 'Amiable is closing.'));
      await Promise.all(running.values());
    },
    handlers: {
      async list() {
        return {
          jobs: newest([...records.values()])
            .map((record) => show(record, live.get(record.jobId)))
            .reverse(),
        };
      },
      async retry({ jobId }) {
        const { ended } = known(jobId);
        if (ended?.state !== 'failed' || !ended.error?.retryable) {
          throw new AppError('jobs.not-retryable', 'Doing the same again would not help here.', {
            fix: ended?.error?.fix ?? 'Start it anew with other settings.',
          });
        }
        append(jobId, { type: 'retried' });
        run(jobId);
        return {};
      },
      async dismiss({ jobId }) {
        if (!known(jobId).ended) {
          throw new AppError('jobs.running', 'This job is still running.', { fix: 'Wait for its end.' });
        }
        append(jobId, { type: 'dismissed' });
        return {};
      },
    },
  };
}

/** Every running job and the latest ended ones, oldest first. */
function newest(all: readonly JobRecord[]): readonly JobRecord[] {
  const ended = all
    .filter((record) => record.ended)
    .sort((a, b) => (b.ended?.at ?? '').localeCompare(a.ended?.at ?? ''));
  const dropped = new Set(ended.slice(ENDED_KEPT));
  return all.filter((record) => !dropped.has(record)).sort((a, b) => a.started.at.localeCompare(b.started.at));
}

function sameAccount(a: JobAccount, b: JobAccount): boolean {
  return a.accountId === b.accountId && JSON.stringify(a.source) === JSON.stringify(b.source);
}
