import { z } from 'zod';
import { accountSource } from '../../src/accounts/contract.ts';
import { jobKind } from '../../src/jobs/contract.ts';
import type { JobFacts } from './job-plan.ts';

/** The durable list that jobs are written to; an entry is on the disk before `append` returns. */
export interface JobJournal {
  append(entry: JobEntry): void;
  entries(): readonly unknown[];
  compact(entries: readonly JobEntry[]): void;
}

const base = { jobId: z.string(), at: z.string() };

const shownError = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string().optional(),
  retryable: z.boolean(),
  requestId: z.string().optional(),
  awsCode: z.string().optional(),
  awsMessage: z.string().optional(),
});
export type ShownError = z.infer<typeof shownError>;

const texts = z.array(z.string()).readonly();

const facts = z.object({
  imageId: z.string().optional(),
  groupId: z.string().optional(),
  instanceIds: texts.optional(),
  notes: texts.optional(),
  did: z.record(z.string(), texts).optional(),
});

/** One line of the journal: each is written before, or right after, one thing happens in the cloud. */
export const jobEntry = z.discriminatedUnion('type', [
  /** Before anything: what was asked, and where. */
  z.object({
    type: z.literal('started'),
    ...base,
    kind: jobKind,
    account: z.object({ source: accountSource, accountId: z.string(), region: z.string() }),
    request: z.unknown(),
  }),
  /** A step is about to send. */
  z.object({ type: z.literal('intent'), ...base, step: z.string() }),
  /** A step is done; these are the facts it added. */
  z.object({ type: z.literal('result'), ...base, step: z.string(), facts }),
  /** It failed for good, and what it made is being taken back. */
  z.object({ type: z.literal('failing'), ...base, error: shownError, leftBehind: z.array(z.string()) }),
  z.object({ type: z.literal('undone'), ...base, step: z.string() }),
  z.object({
    type: z.literal('ended'),
    ...base,
    state: z.enum(['done', 'failed']),
    sentence: z.string(),
    error: shownError.optional(),
    leftBehind: z.array(z.string()),
  }),
  z.object({ type: z.literal('retried'), ...base }),
  z.object({ type: z.literal('dismissed'), ...base }),
]);
export type JobEntry = z.infer<typeof jobEntry>;

type Started = Extract<JobEntry, { type: 'started' }>;
type Ended = Extract<JobEntry, { type: 'ended' }>;

/** All that is known of one job, from its lines alone. */
export interface JobRecord {
  readonly jobId: string;
  readonly started: Started;
  /** From 1; grows when it is retried after its work was undone. */
  readonly attempt: number;
  /** When each step was first about to send. */
  readonly intents: ReadonlyMap<string, Date>;
  readonly done: ReadonlySet<string>;
  readonly facts: JobFacts;
  readonly failing?: { readonly error: ShownError; readonly leftBehind: readonly string[] };
  readonly ended?: Ended;
}

/** Adds one line to what is known; undefined when the job is off the list, or its beginning is not there. */
export function applyEntry(record: JobRecord | undefined, entry: JobEntry): JobRecord | undefined {
  if (entry.type === 'started') {
    const { jobId } = entry;
    return { jobId, started: entry, attempt: 1, intents: new Map(), done: new Set(), facts: {} };
  }
  if (!record) return undefined;
  switch (entry.type) {
    case 'intent':
      if (record.intents.has(entry.step)) return record;
      return { ...record, intents: new Map(record.intents).set(entry.step, new Date(entry.at)) };
    case 'result':
      return { ...record, done: new Set(record.done).add(entry.step), facts: mergeFacts(record.facts, entry.facts) };
    case 'failing':
      return { ...record, failing: { error: entry.error, leftBehind: entry.leftBehind } };
    case 'undone': {
      const done = new Set(record.done);
      done.delete(entry.step);
      return { ...record, done };
    }
    case 'ended':
      return { ...record, ended: entry };
    case 'retried': {
      const { ended: _ended, failing, ...rest } = record;
      // After an undo everything begins again; intents stay, so that each step first looks for what is left.
      return failing ? { ...rest, attempt: rest.attempt + 1, done: new Set(), facts: {} } : rest;
    }
    case 'dismissed':
      return undefined;
  }
}

/** The jobs of a journal, oldest first; lines that cannot be understood are skipped and counted. */
export function replayJobs(entries: readonly unknown[]): {
  readonly jobs: ReadonlyMap<string, JobRecord>;
  readonly lines: ReadonlyMap<string, readonly JobEntry[]>;
  readonly skipped: number;
} {
  const jobs = new Map<string, JobRecord>();
  const lines = new Map<string, JobEntry[]>();
  let skipped = 0;
  for (const line of entries) {
    const parsed = jobEntry.safeParse(line);
    const next = parsed.success ? applyEntry(jobs.get(parsed.data.jobId), parsed.data) : undefined;
    if (!parsed.success) skipped += 1;
    else if (next) {
      jobs.set(next.jobId, next);
      lines.set(next.jobId, [...(lines.get(next.jobId) ?? []), parsed.data]);
    } else {
      jobs.delete(parsed.data.jobId);
      lines.delete(parsed.data.jobId);
    }
  }
  return { jobs, lines, skipped };
}

/** Facts together; notes and what was done add up, everything else is the newest. */
export function mergeFacts(before: JobFacts, added: JobFacts): JobFacts {
  const notes = [...(before.notes ?? []), ...(added.notes ?? [])];
  return {
    ...before,
    ...added,
    ...(notes.length > 0 ? { notes } : {}),
    ...(before.did || added.did ? { did: { ...before.did, ...added.did } } : {}),
  };
}
