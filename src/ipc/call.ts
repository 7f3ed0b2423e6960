import type { z } from 'zod';

/**
 * How a call or an event between the window and the main process is declared.
 *
 * A declaration is a value; the types, the run-time checks, the window's client and the list of
 * handlers that the main process must supply all follow from it (see contract.ts).
 */

/** A question from the window and the answer to it. Inputs are strict objects: unknown fields are refused. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}

/** Something the main process tells the window unasked. */
export interface Event<P extends z.ZodType = z.ZodType> {
  readonly payload: P;
}

/** Declares a call: `input` is what the window sends, `output` what it gets back. */
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> {
  return { input, output };
}

/** Declares an event: `payload` is what every window is told. */
export function event<P extends z.ZodType>(payload: P): Event<P> {
  return { payload };
}

/** One feature's part of the contract. */
export interface FeatureContract {
  readonly calls: Record<string, Call>;
  readonly events: Record<string, Event>;
}

/** The handlers that the main process owes for one feature: one function a call. */
export type Handlers<F extends FeatureContract> = {
  readonly [C in keyof F['calls']]: (
    input: z.output<F['calls'][C]['input']>,
  ) => Promise<z.input<F['calls'][C]['output']>>;
};

/** The functions that the window gets for one feature: one a call. They reject with a RemoteError. */
export type Client<F extends FeatureContract> = {
  readonly [C in keyof F['calls']]: (
    input: z.input<F['calls'][C]['input']>,
  ) => Promise<z.output<F['calls'][C]['output']>>;
};
