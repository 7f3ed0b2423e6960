import { z } from 'zod';

/**
 * An answer of several parts of which some may not be read.
 *
 * A part that is not known says why, so that nobody takes “not allowed to look” for “nothing there”.
 */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | {
      readonly known: false;
      /** One sentence: why it is not known. */
      readonly why: string;
    };

/** The schema of a part that may not be known. */
export function known<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), value }),
    z.object({ known: z.literal(false), why: z.string() }),
  ]);
}
