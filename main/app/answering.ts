import type { EventMessage } from '../../src/ipc/channel.ts';
import { type AllHandlers, contract } from '../../src/ipc/contract.ts';
import type { Preferences } from '../../src/settings/contract.ts';
import { type CallSender, createGate, type Gate } from '../ipc/gate.ts';
import { createPublish } from '../ipc/publish.ts';
import { compose } from './compose.ts';
import type { Platform } from './platform.ts';
import { createPreferenceStore, type KeyValueFile } from './preference-store.ts';

/** What Electron gives to answer a window. */
export interface AnsweringParts {
  readonly platform: Omit<Platform, 'publish' | 'preferences'>;
  /** The file that preferences are kept in. */
  readonly preferences: KeyValueFile;
  readonly onPreferences: (now: Preferences) => void;
  /** Sends an event to the window. */
  readonly send: (message: EventMessage) => void;
  /** True for the main frame of our own window alone. */
  readonly trusts: (sender: CallSender | null) => boolean;
}

/** The main process as its window meets it. */
export interface Answering {
  readonly gate: Gate;
  /** Lets go of everything in order. */
  stop(): Promise<void>;
}

/**
 * Builds all that answers the window: the contract's gate, its events, the preferences, and what compose builds.
 *
 * A module of its own because it is loaded after the page: to build the contract's schemas takes as long as to draw a
 * window. Where composing fails the gate still answers, with an error.
 */
export function answerWindow({ platform, preferences, onPreferences, send, trusts }: AnsweringParts): Answering {
  const { log } = platform;
  const publish = createPublish({ contract, log, send });
  const kept = createPreferenceStore(preferences, (now) => {
    onPreferences(now);
    publish('settings.changed', now);
  });
  const composed = compose({ ...platform, publish, preferences: kept });
  composed.catch((error: unknown) => log.error('The main process could not be composed', { error }));
  const handlers = async (): Promise<AllHandlers> => (await composed).handlers;
  return {
    gate: createGate({ contract, log, trusts, handlers }),
    stop: async () => (await composed).stop(),
  };
}
