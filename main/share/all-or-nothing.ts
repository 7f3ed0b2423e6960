import { AppError } from '../../src/core/errors.ts';
import type { Cloud } from '../aws/cloud.ts';
import { outcomeUnknown } from '../aws/errors.ts';
import { sendRepeatable } from '../aws/wait.ts';
import { type StepContext, UnsureError } from '../jobs/job-plan.ts';

/** One call of a step that makes several; both ways may be repeated without harm. */
export interface Change {
  readonly run: (cloud: Cloud) => Promise<void>;
  /** Takes it back; absent where what was done so far is to stay. */
  readonly undo?: (cloud: Cloud) => Promise<void>;
  /** What is in the account while this is not taken back, or not done: a line of the list of what is left. */
  readonly left: string;
}

/**
 * Makes all changes, or takes back those that were made; what cannot be taken back, or is not sure, is told.
 *
 * A job undoes the steps that were done. What a step did before it failed is the step's own to take back.
 */
export async function allOrNothing(context: StepContext, changes: readonly Change[]): Promise<void> {
  for (const [index, change] of changes.entries()) {
    try {
      await sendRepeatable(context, change.run);
    } catch (error) {
      context.signal.throwIfAborted();
      // A refusal is certain; after silence it may have been done.
      const made = changes.slice(0, outcomeUnknown(error) ? index + 1 : index);
      const left = change.undo
        ? (await undoAll(context, made, (undo) => sendRepeatable(context, undo))).left
        : changes.slice(index).map((one) => one.left);
      throw left.length > 0 ? withLeft(error, left) : error;
    }
  }
}

/** Takes changes back, the last first, each once. Throws an UnsureError that names what could not be taken back. */
export async function takeBack(context: StepContext, made: readonly Change[]): Promise<void> {
  const { left, error } = await undoAll(context, made, async (undo) => undo(await context.cloud()));
  if (left.length > 0) throw withLeft(error, left);
}

async function undoAll(
  context: StepContext,
  made: readonly Change[],
  send: (undo: Change['run']) => Promise<void>,
): Promise<{ readonly left: readonly string[]; readonly error: unknown }> {
  const left: string[] = [];
  let first: unknown;
  for (const { undo, left: words } of [...made].reverse()) {
    try {
      if (undo) await send(undo);
    } catch (error) {
      context.signal.throwIfAborted();
      first ??= error;
      left.unshift(words);
    }
  }
  return { left, error: first };
}

function withLeft(error: unknown, left: readonly string[]): unknown {
  if (!(error instanceof AppError)) return error;
  const { field: _field, ...details } = error.details;
  return new UnsureError(error.code, error.message, left, { ...details, cause: error });
}
