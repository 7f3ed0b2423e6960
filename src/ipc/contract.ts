import type { z } from 'zod';
import { access } from '../access/contract.ts';
import { accounts } from '../accounts/contract.ts';
import { connect } from '../connect/contract.ts';
import { files } from '../connect/files-contract.ts';
import { family } from '../family/contract.ts';
import { images } from '../images/contract.ts';
import { instances } from '../instances/contract.ts';
import { jobs } from '../jobs/contract.ts';
import { keys } from '../keys/contract.ts';
import { launch } from '../launch/contract.ts';
import { leftovers } from '../leftovers/contract.ts';
import { network } from '../network/contract.ts';
import { practice } from '../practice/contract.ts';
import { prices } from '../prices/contract.ts';
import { settings } from '../settings/contract.ts';
import { share } from '../share/contract.ts';
import type { Client, FeatureContract, Handlers } from './call.ts';

export {
  type Bridge,
  CALL_CHANNEL,
  type CallMessage,
  type CallReply,
  EVENT_CHANNEL,
  type EventMessage,
} from './channel.ts';

/** The one table of everything that may pass between the window and the main process. */
export const contract = {
  accounts,
  instances,
  images,
  family,
  share,
  launch,
  leftovers,
  keys,
  access,
  network,
  connect,
  files,
  jobs,
  practice,
  prices,
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
