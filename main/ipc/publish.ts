import type { FeatureContract } from '../../src/ipc/call.ts';
import type { EventMessage } from '../../src/ipc/channel.ts';
import type { Log, Publish } from '../app/platform.ts';

/** What publishing needs: where a checked message goes is the caller's business. */
export interface PublishParts {
  readonly contract: Readonly<Record<string, FeatureContract>>;
  readonly send: (message: EventMessage) => void;
  readonly log: Log;
}

/**
 * Builds the one way out for events: the payload is checked against the contract, and only declared fields leave.
 *
 * A payload that does not fit is a fault of ours: it is logged and not sent, and the work that told it goes on.
 */
export function createPublish({ contract, send, log }: PublishParts): Publish {
  const events = new Map(
    Object.entries(contract).flatMap(([feature, { events }]) =>
      Object.entries(events).map(([key, event]) => [`${feature}.${key}`, event] as const),
    ),
  );

  return (name, payload) => {
    const parsed = events.get(name)?.payload.safeParse(payload);
    if (parsed?.success) send({ event: name, payload: parsed.data });
    else log.error('An event was not sent', { event: name, reason: parsed?.error.message ?? 'unknown event' });
  };
}
