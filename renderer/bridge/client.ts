import type { AllClients, Bridge, EventName, EventPayload } from '../../src/ipc/contract.ts';
import { RemoteError, toRemoteError } from './remote-error.ts';

declare global {
  interface Window {
    /** Put there by the preload; the window's only way out. */
    readonly amiable: Bridge;
  }
}

/**
 * The typed client over a bridge: `client.images.create({…})` sends the call `images.create`.
 *
 * The names come from the contract's types alone, so that the contract's schemas need not be loaded
 * before the first page; the gate checks every message on the other side and refuses an unknown name.
 */
export function createClient(bridge: Bridge): AllClients {
  const send = async (call: string, input: unknown): Promise<unknown> => {
    const reply = await bridge.invoke({ call, input }).catch((thrown: unknown) => {
      throw toRemoteError(thrown);
    });
    if (reply.ok) return reply.value;
    throw new RemoteError(reply.error);
  };
  const named = (get: (name: string) => unknown): object =>
    new Proxy(Object.freeze({}), { get: (_, name) => (typeof name === 'string' ? get(name) : undefined) });
  return named((feature) => named((call) => (input: unknown) => send(`${feature}.${call}`, input))) as AllClients;
}

/** Subscribes to one kind of event; the answer ends the subscription. */
export type Listen = <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) => () => void;

/** One subscription on the bridge, shared out by the event's name. */
export function createListen(bridge: Bridge): Listen {
  const listeners = new Map<string, Set<(payload: never) => void>>();
  bridge.subscribe(({ event, payload }) => {
    for (const listener of [...(listeners.get(event) ?? [])]) listener(payload as never);
  });
  return (name, listener) => {
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set.add(listener));
    return () => set.delete(listener);
  };
}
