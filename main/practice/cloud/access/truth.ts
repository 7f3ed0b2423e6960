/** Something that AWS decides and this cloud does not model; the text says what. */
export interface Doubt {
  readonly doubt: string;
}

/**
 * The answer to a question about a policy: yes, no, or a doubt.
 *
 * A doubt is carried along instead of being guessed away. Where the answer does not hang on it, it does no harm; where
 * it does, the call is refused.
 */
export type Truth = boolean | Doubt;

/** Whether an answer is a doubt. */
export function isDoubt(truth: Truth): truth is Doubt {
  return typeof truth === 'object';
}

/** Yes where everything is; one no outweighs every doubt. */
export function allOf(truths: readonly Truth[]): Truth {
  let doubt: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth !== true) doubt = truth;
  }
  return doubt;
}

/** Yes where anything is; one yes outweighs every doubt. */
export function anyOf(truths: readonly Truth[]): Truth {
  let doubt: Truth = false;
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth !== false) doubt = truth;
  }
  return doubt;
}

/** The opposite; the opposite of a doubt is a doubt. */
export function notSo(truth: Truth): Truth {
  return isDoubt(truth) ? truth : !truth;
}
