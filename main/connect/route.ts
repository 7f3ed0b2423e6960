import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { DialAddress } from './connect-deps.ts';
import type { HostKey } from './host-keys.ts';
import type { JumpEvents } from './ssh-jump.ts';
import type { LinkParts } from './ssh-link.ts';

/** A line to a machine's SSH port, straight or through another machine. */
export interface Route {
  readonly socket: Duplex;
  /** Lets go of whatever the line goes through. */
  end(): void;
}

/** What vouches for one machine's host key. */
export interface HostKeyTrust {
  readonly remembered: () => Promise<HostKey | undefined>;
  readonly remember: (key: HostKey) => Promise<void>;
  readonly consoleOutput: () => Promise<string | null>;
}

/** What a line to the machine asks on its way. */
export interface RouteAsks {
  readonly parts: Omit<LinkParts, 'facts'>;
  /** What a machine in between asks for; its host key is judged and shown as its own. */
  leg(machine: { readonly name: string; readonly host: string }, trust: HostKeyTrust): Omit<JumpEvents, 'credential'>;
  readonly signal: AbortSignal;
}

/** The straight line: what fails on it is told by the socket. */
export function straightRoute({ host, port }: DialAddress): Route {
  const socket = connect({ host, port, noDelay: true });
  // Also when nobody listens any more: what fails after the end is nobody's news.
  socket.on('error', () => undefined);
  return { socket, end: () => undefined };
}
