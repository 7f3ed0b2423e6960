import { AppError } from '../../src/core/errors.ts';
import type { Known } from '../../src/core/known.ts';
import { isSignInFault } from './errors.ts';

/**
 * One part of an answer, or why it may not be read.
 *
 * Throws only when the sign-in has ended (then nothing can be read), and what is a bug.
 */
export async function asKnown<T>(ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await ask() };
  } catch (error) {
    if (!(error instanceof AppError) || isSignInFault(error)) throw error;
    return { known: false, why: error.message };
  }
}
