import { AppError } from '../../src/core/errors.ts';
import type { Cloud } from '../aws/cloud.ts';
import { awsCodeOf, outcomeUnknown } from '../aws/errors.ts';
import { sendOnceTaken, waitUntil } from '../aws/wait.ts';
import { type StepContext, UnsureError } from './job-plan.ts';

/** A thing that is made by a call without a token. */
export interface Making {
  readonly send: (cloud: Cloud) => Promise<string>;
  readonly find: (cloud: Cloud) => Promise<string | undefined>;
  /** AWS's code for a name that is taken. */
  readonly duplicate: string;
  /** Said when it cannot be found out whether it was made. */
  readonly perhaps: string;
}

/** Makes a thing that has no token: after a lost answer it looks for its own before it sends again. */
export async function makeOnce(context: StepContext, { send, find, duplicate, perhaps }: Making): Promise<string> {
  let sent = context.mayHaveSent;
  for (let tries = 1; ; tries++) {
    if (sent) {
      const found = await findMade(context, find).catch((error: unknown) => {
        context.signal.throwIfAborted();
        if (!(error instanceof AppError)) throw error;
        const { field: _field, ...details } = error.details;
        throw new UnsureError(error.code, error.message, [perhaps], { ...details, cause: error });
      });
      if (found) return found;
    }
    try {
      return await sendOnceTaken(context, send);
    } catch (error) {
      context.signal.throwIfAborted();
      sent = outcomeUnknown(error) || awsCodeOf(error) === duplicate;
      if (!sent || tries >= 2) throw error;
    }
  }
}

/** Looks for as long as new things may take to be seen. */
async function findMade(context: StepContext, find: Making['find']): Promise<string | undefined> {
  const begun = context.clock.now().getTime();
  const { found } = await waitUntil({
    ...context,
    look: async (cloud) => ({ found: await find(cloud), patience: cloud.pace.consistencyMs }),
    done: (seen) => seen.found !== undefined || context.clock.now().getTime() - begun >= seen.patience,
  });
  return found;
}
