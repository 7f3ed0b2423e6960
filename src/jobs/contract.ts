import { z } from 'zod';
import { empty } from '../core/fields.ts';
import { call, event } from '../ipc/call.ts';
import { moveRuleRequest } from '../network/changes.ts';

const jobId = z.string().min(1).max(64);

/** Every kind of long work. */
export const jobKind = z.enum([
  'images.create',
  'images.copy',
  'images.disable',
  'images.enable',
  'images.deregister',
  'share.change',
  'share.make-mine',
  'leftovers.clean',
  'launch.start',
  'network.move-rule',
]);
export type JobKind = z.infer<typeof jobKind>;

/** Something that was made for work that then failed: to be kept, or removed at a click. */
export const removable = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), groupId: z.string(), name: z.string() }),
  z.object({ kind: z.literal('key-pair'), keyPairId: z.string(), name: z.string() }),
]);
export type Removable = z.infer<typeof removable>;

/** One of the things that a piece of work comes to, as it stands now. */
export const jobStage = z.object({
  what: z.string(),
  /** `trouble`: it will not come to this, and the work goes on without. */
  state: z.enum(['waiting', 'doing', 'done', 'trouble']),
  /** A few words, such as “1 of 2 passed”. */
  sentence: z.string(),
});
export type JobStage = z.infer<typeof jobStage>;

/** Long work that outlives the window and a restart. */
export const job = z.object({
  jobId: z.string(),
  kind: jobKind,
  /** What it makes, for example “Create image web-ubuntu-2026-11-23”. */
  title: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  /** What is happening now, in one sentence. */
  sentence: z.string(),
  /** 0-100; absent while it cannot be told. */
  percent: z.number().optional(),
  /** While it runs: what it comes to, in order; absent for work of one stage. */
  stages: z.array(jobStage).optional(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  account: z.object({ accountId: z.string(), region: z.string(), practice: z.boolean() }),
  /** What it made so far, or the image that it changes. */
  imageId: z.string().optional(),
  instanceIds: z.array(z.string()).optional(),
  /** Once it is done: the page of its image that takes it back. */
  takeBack: z.enum(['enable', 'restore']).optional(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      fix: z.string().optional(),
      retryable: z.boolean(),
      requestId: z.string().optional(),
      awsCode: z.string().optional(),
      awsMessage: z.string().optional(),
    })
    .optional(),
  /** After a failure: what is still there in the account, in words, one thing a line. */
  leftBehind: z.array(z.string()),
  /** After a failure: what it made that nothing uses, to be kept or removed. */
  removable: z.array(removable).optional(),
  /** Once a rule was moved: the move that takes it back. */
  moveBack: moveRuleRequest.optional(),
  /** The image that is launched: where to begin again when it fails. */
  launchedImageId: z.string().optional(),
  /** The instance that is being imaged: where to begin again when it fails. */
  sourceInstanceId: z.string().optional(),
  /** At the end of work whose parts may end differently: what became of each, in a sentence. */
  report: z.array(z.object({ what: z.string(), done: z.boolean(), sentence: z.string() })).optional(),
});
export type Job = z.infer<typeof job>;

export const jobs = {
  calls: {
    /** All running jobs and the last fifty ended ones, newest first. */
    list: call(empty, z.object({ jobs: z.array(job) })),
    /** Starts a failed job again where it stopped; refused unless its error is retryable. */
    retry: call(z.strictObject({ jobId }), z.object({})),
    /** Takes an ended job off the list. */
    dismiss: call(z.strictObject({ jobId }), z.object({})),
  },
  events: { changed: event(job) },
};
