import type { ErrorShape } from '../core/errors.ts';

/**
 * What really crosses between the window and the main process: two channels, and the shapes of their messages.
 *
 * Apart from the contract, so that the preload carries no schema and stays a few lines.
 */

/** The channel that every call uses; the preload knows nothing else. */
export const CALL_CHANNEL = 'amiable:call';

/** The channel that every event uses. */
export const EVENT_CHANNEL = 'amiable:event';

/** What the window sends on the call channel. */
export interface CallMessage {
  readonly call: string;
  readonly input: unknown;
}

/** What it gets back: errors travel as values, so that nothing but declared fields crosses. */
export type CallReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ErrorShape };

/** What the main process sends on the event channel. */
export interface EventMessage {
  readonly event: string;
  readonly payload: unknown;
}

/** What the preload puts on `window.amiable`: no more than these two functions. */
export interface Bridge {
  readonly invoke: (message: CallMessage) => Promise<CallReply>;
  /** Calls `listener` for every event until the returned function is called. */
  readonly subscribe: (listener: (message: EventMessage) => void) => () => void;
}
