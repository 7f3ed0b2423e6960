import type { z } from 'zod';
import { accounts } from '../accounts/contract.ts';
import { connect } from '../connect/contract.ts';
import type { ErrorShape } from '../core/errors.ts';
import { images } from '../images/contract.ts';
import { instances } from '../instances/contract.ts';
import { jobs } from '../jobs/contract.ts';
import { keys } from '../keys/contract.ts';
import { launch } from '../launch/contract.ts';
import { network } from '../network/contract.ts';
import { practice } from '../practice/contract.ts';
import { settings } from '../settings/contract.ts';
import type { Client, FeatureContract, Handlers } from './call.ts';

/** The one table of everything that may pass between the window and the main process. */
export const contract = {
  accounts,
  instances,
  images,
  launch,
  keys,
  network,
  connect,
  jobs,
  practice,
  settings,
} satisfies Record<string, FeatureContract>;

export type Contract = typeof contract;

/** Every handler the main process owes; compose.ts does not compile while one is missing. */
export type AllHandlers = { readonly [F in keyof Contract]: Handlers<Contract[F]> };

/** The window's typed client. */
export type AllClients = { readonly [F in keyof Contract]: Client<Contract[F]> };

type Join<F extends string, N> = N extends string ? `${F}.${N}` : never;

/** `feature.call`, for example `images.create`. */
export type CallName = { [F in keyof Contract]: Join<F, keyof Contract[F]['calls']> }[keyof Contract];

/** `feature.event`, for example `jobs.changed`. */
export type EventName = { [F in keyof Contract]: Join<F, keyof Contract[F]['events']> }[keyof Contract];

/** The payload of an event, by its full name. */
export type EventPayload<N extends EventName> = N extends `${infer F}.${infer E}`
  ? F extends keyof Contract
    ? E extends keyof Contract[F]['events']
      ? Contract[F]['events'][E] extends { payload: infer P extends z.ZodType }
        ? z.output<P>
        : never
      : never
    : never
  : never;

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
