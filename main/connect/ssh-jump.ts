import type { ClientChannel } from 'ssh2';
import { AppError } from '../../src/core/errors.ts';
import type { Credential } from './credential.ts';
import type { Route } from './route.ts';
import { type LinkParts, SshLink } from './ssh-link.ts';

/** The way through a machine in between. */
export interface JumpRequest {
  /** To the machine in between. */
  readonly route: Route;
  readonly user: string;
  /** How the person calls it. */
  readonly name: string;
  /** The private address of the machine that is wanted, and its SSH port. */
  readonly to: { readonly host: string; readonly port: number };
  readonly signal: AbortSignal;
}

/** What the machine in between asks for. */
export interface JumpEvents {
  hostKey(wire: Uint8Array): Promise<boolean>;
  credential(): Promise<Credential>;
  proved(): void;
}

/**
 * Logs in to the machine in between, opens no shell there, and has it carry the line on.
 *
 * What it carries is encrypted for the machine behind it, whose host key is judged like any other. Throws what went
 * wrong, told as this leg's.
 */
export function jumpThrough(request: JumpRequest, parts: LinkParts, events: JumpEvents): Promise<Route> {
  const { route, user, name, to, signal } = request;
  return new Promise((resolve, reject) => {
    const failed = (error: AppError) => {
      route.end();
      reject(atTheMachineBetween(error, name));
    };
    const link = new SshLink(parts, {
      hostKey: (wire) => events.hostKey(wire),
      credential: () => events.credential(),
      ready: (client) => {
        events.proved();
        client.forwardOut('127.0.0.1', 0, to.host, to.port, (error, channel) => {
          if (link.over) return;
          if (error) {
            link.abandon();
            failed(notCarriedOn(error, to.host));
            return;
          }
          link.settled();
          resolve({ socket: channel satisfies ClientChannel, end: () => link.abandon() });
        });
      },
      failed,
      // The line that it carries ends with it, and tells.
      lost: () => link.abandon(),
    });
    signal.addEventListener('abort', () => link.abandon(), { once: true });
    if (signal.aborted) return;
    link.start(route.socket, user);
  });
}

/** The same sentence with whose it is; its code stays, so that its remedies do. */
function atTheMachineBetween(error: AppError, name: string): AppError {
  return new AppError(error.code, `At ${name}, the machine in between: ${error.message}`, error.details);
}

/** The reasons of RFC 4254, 5.1. */
const PROHIBITED = 1;

function notCarriedOn(error: Error & { reason?: number }, host: string): AppError {
  return error.reason === PROHIBITED
    ? new AppError('connect.no-forwarding', 'It lets us in, but may not carry connections on to other machines.', {
        fix: 'Choose another machine in between, or set AllowTcpForwarding to yes in its sshd_config.',
        cause: error,
      })
    : new AppError('connect.not-carried-on', `It lets us in, but does not reach ${host} on port 22.`, {
        fix: 'Check that the security group of the machine behind it lets SSH in from the machine in between, and that both run.',
        retryable: true,
        cause: error,
      });
}
