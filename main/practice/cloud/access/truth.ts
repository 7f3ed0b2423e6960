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

/** Yes where both are; one no outweighs a doubt. */
export function both(one: Truth, other: Truth): Truth {
  if (one === false || other === false) return false;
  return one === true ? other : one;
}

/** Yes where one is; one yes outweighs a doubt. */
export function either(one: Truth, other: Truth): Truth {
  if (one === true || other === true) return true;
  return one === false ? other : one;
}

/** The opposite; the opposite of a doubt is a doubt. */
export function notSo(truth: Truth): Truth {
  return isDoubt(truth) ? truth : !truth;
}
