import type { z } from 'zod';
import type { AccountSource } from '../../src/accounts/contract.ts';
import { AppError, type ErrorOptions } from '../../src/core/errors.ts';
import type { Job, JobStage, Removable } from '../../src/jobs/contract.ts';
import type { MoveRuleRequest } from '../../src/network/changes.ts';
import type { Clock } from '../app/platform.ts';
import type { Cloud } from '../aws/cloud.ts';

/** Where a job acts: it keeps to this account and Region, whatever the person switches to meanwhile. */
export interface JobAccount {
  readonly source: AccountSource;
  readonly accountId: string;
  readonly region: string;
}

/** What a job made so far. */
export interface JobFacts {
  readonly imageId?: string;
  readonly groupId?: string;
  readonly instanceIds?: readonly string[];
  /** What did not go as asked although the job is done, in sentences. */
  readonly notes?: readonly string[];
  /** What a step really did, by a word of its own: an undo takes back exactly that, and not what was there before. */
  readonly did?: Readonly<Record<string, readonly string[]>>;
}

/** What a step is given besides the request. */
export interface StepContext {
  /** This job's own name in tags and unique names: what carries it is ours. */
  readonly operationId: string;
  /** The same for every send of one attempt, so that AWS does it once. Journalled before the first send. */
  readonly clientToken: string;
  /** When this step was first about to send. */
  readonly firstSentAt: Date;
  /** True when the step was begun before this run of the app: look for what it made before sending anything. */
  readonly mayHaveSent: boolean;
  /** Clients of the job's account; throws `accounts.changed` when the sign-in now belongs to another. Ask each time. */
  cloud(): Promise<Cloud>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What is happening now, for the person; with the stages of the work, where it has any. */
  tell(sentence: string, percent?: number, stages?: readonly JobStage[]): void;
}

/** One change in the cloud with its undo, or one wait. */
export interface Step<R> {
  readonly name: string;
  /** `make` changes something; `follow` only watches what was made, so a fault in it undoes nothing. */
  readonly kind: 'make' | 'follow';
  /** Does it, once or again after a lost answer, and tells what it made. */
  run(request: R, facts: JobFacts, context: StepContext): Promise<JobFacts>;
  /** Takes back what it made; throws what stood in the way. */
  undo?(request: R, facts: JobFacts, context: StepContext): Promise<void>;
  /** What is in the account because of it, in words: told when it is left there. */
  left?(request: R, facts: JobFacts): readonly string[];
}

/** A kind of long work. */
export interface JobPlan<R> {
  readonly kind: Job['kind'];
  /** Checks a request that was read back from the disk. */
  readonly request: z.ZodType<R>;
  title(request: R): string;
  /** In order; a function where the request tells how many there are. The same request must give the same names. */
  readonly steps: readonly Step<R>[] | ((request: R) => readonly Step<R>[]);
  /** Said when it is done. */
  done(request: R, facts: JobFacts): string;
  /** The page of the image that takes it back once it is done; absent when none does. */
  takeBack?(request: R, facts: JobFacts): Job['takeBack'];
  /** The instance that it makes an image of. */
  source?(request: R): string;
  /** The image that it launches. */
  image?(request: R): string;
  /** After a failure: what it made that nothing uses, of the steps that are still done. */
  removable?(request: R, facts: JobFacts, done: ReadonlySet<string>): readonly Removable[];
  /** Once a rule was moved: the move that takes it back. */
  moved?(request: R): MoveRuleRequest;
  /** What became of each part, for work whose parts may end differently. */
  report?(request: R, facts: JobFacts): Job['report'];
}

/** The steps of a plan for this request. */
export function stepsOf<R>({ steps }: JobPlan<R>, request: R): readonly Step<R>[] {
  return typeof steps === 'function' ? steps(request) : steps;
}

/** A failure after which something may be in the cloud that no step knows of. */
export class UnsureError extends AppError {
  readonly leftBehind: readonly string[];

  constructor(code: string, message: string, leftBehind: readonly string[], options: ErrorOptions = {}) {
    super(code, message, options);
    this.leftBehind = leftBehind;
  }
}
