import { AppError } from '../../src/core/errors.ts';
import { awsCodeOf, outcomeUnknown } from './errors.ts';

/** Something that is made without a token, but of which the cloud allows only one of its name. */
export interface NamedMaking<T> {
  readonly send: () => Promise<T>;
  /** Finds it if it is there and ours. */
  readonly find: () => Promise<T | undefined>;
  /** AWS's code for one that is there already. */
  readonly duplicate: string;
  /** For example `the security group “web”`; said when it cannot be found out whether it was made. */
  readonly what: string;
}

/**
 * Makes it once: after a lost answer the facts are looked at before it is sent again.
 *
 * What is too new to be seen cannot be made twice either: AWS then answers with its code for a duplicate, and what is
 * found by then, if it is ours, is the answer. Throws `aws.perhaps-made` when the facts cannot be looked at.
 */
export async function makeByName<T>({ send, find, duplicate, what }: NamedMaking<T>): Promise<T> {
  for (let sends = 1; ; sends++) {
    try {
      return await send();
    } catch (error) {
      const isThere = awsCodeOf(error) === duplicate;
      if (!isThere && !outcomeUnknown(error)) throw error;
      const found = await find().catch((cause: unknown) => {
        throw perhapsMade(what, cause);
      });
      if (found !== undefined) return found;
      if (isThere || sends === 2) throw error;
    }
  }
}

function perhapsMade(what: string, cause: unknown): AppError {
  return new AppError('aws.perhaps-made', `The answer of AWS was lost, so ${what} may be there or not.`, {
    fix: 'Check the network, refresh the list, and look for it before you try again.',
    cause,
  });
}
