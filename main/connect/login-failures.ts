import { AppError } from '../../src/core/errors.ts';
import { type LoginMeans, PUSHED_KEY_MS } from './credential.ts';
import type { HostKey } from './host-keys.ts';

/** How far a log-in had come when it failed. */
export type LoginPhase = 'dialling' | 'handshake' | 'logging-in' | 'open';

/** What the sentences are made from. */
export interface LoginFacts {
  readonly phase: LoginPhase;
  readonly user: string;
  readonly keyName: string;
  readonly likelyUsers: readonly string[];
  /** How it proves who it is; without one, by the key of that name. */
  readonly means?: Pick<LoginMeans, 'way' | 'keyName' | 'pushedFor'>;
}

/** Nothing answered in time: no reply at all, or a line that stays silent. */
export function noAnswer(): AppError {
  return new AppError('connect.no-answer', 'No answer on port 22.', {
    fix: 'Check that the machine has finished starting, and that its security group lets SSH in from your address. Then try again.',
    retryable: true,
  });
}

/**
 * The machine shows another key than the one it proved before.
 *
 * `between` names a machine that is only on the way; `printed` is what the machine's own start-up record names.
 */
export function hostKeyChanged(
  before: HostKey,
  now: HostKey,
  { between, printed }: { readonly between?: string | undefined; readonly printed?: string | undefined } = {},
): AppError {
  const who = between === undefined ? 'This machine' : `${between}, the machine in between,`;
  return new AppError(
    'connect.host-key-changed',
    `${who} does not show the host key that it had before, so nothing was sent to it. Before: ${before.type} ${before.fingerprint}. Now: ${now.type} ${now.fingerprint}.${inTheRecord(printed, now)}`,
    {
      fix: 'Either its host keys were made anew (the system was installed again), or somebody stands between you and the machine. Ask whoever looks after it. Only if you know that its keys are new: forget the old host key on the Connect page, then connect again.',
    },
  );
}

function inTheRecord(printed: string | undefined, { fingerprint }: HostKey): string {
  if (printed === undefined) return '';
  return printed === fingerprint
    ? ' The machine’s start-up record names the new one.'
    : ` The machine’s start-up record names ${printed}.`;
}

/** The person did not accept the key. */
export function hostKeyRefused(): AppError {
  return new AppError(
    'connect.host-key-refused',
    'The host key was not accepted, so nothing was sent to the machine.',
    {
      fix: 'Compare its fingerprint with the one in the machine’s system log, or ask whoever looks after it.',
      retryable: true,
    },
  );
}

/** Exit status 142: cloud-init turned this user away and its advice was not one that could be followed. */
export function turnedAway({ user, likelyUsers }: LoginFacts): AppError {
  return new AppError('connect.wrong-user', `This machine does not let ${user} work on it.`, {
    fix: `Log in as another user: ${listed(likelyUsers, user)}.`,
  });
}

/** The line went dead after log-in: nobody answers any more, or the other side hung up. */
export function lostConnection(cause?: SshError): AppError {
  const silent = cause?.level === 'client-timeout' || cause?.code === 'ETIMEDOUT';
  return silent
    ? new AppError('connect.lost', 'The machine no longer answers, so the connection was given up.', {
        fix: 'The network was interrupted, or the machine was stopped. Reconnect when both are back.',
        retryable: true,
        cause,
      })
    : new AppError('connect.lost', 'The connection to the machine was lost.', {
        fix: 'It may have been stopped or restarted, or the network was interrupted. Reconnect when it runs again.',
        retryable: true,
        cause,
      });
}

const listed = (users: readonly string[], not: string) =>
  users.filter((user) => user !== not).join(', ') || 'the one that its maker names';

const launchedWith = (keyName: string) =>
  keyName ? `The machine was launched with the key ${keyName}.` : 'The machine was launched without a key pair.';

/** ssh2's errors carry where they come from; sockets' carry the system's code. */
interface SshError extends Error {
  readonly level?: string;
  readonly code?: string | number;
}

/** The machine was reached, and does not take what proves who we are. */
function denied(cause: SshError, { user, keyName, likelyUsers, means }: LoginFacts): AppError {
  const code = 'connect.permission-denied';
  const users = `Users to try: ${listed(likelyUsers, user)}.`;
  switch (means?.way) {
    case 'instance-connect':
      if ((means.pushedFor() ?? 0) > PUSHED_KEY_MS) {
        return new AppError('connect.key-expired', 'The machine took too long: a pushed key holds for 60 seconds.', {
          fix: 'Try again: a fresh key is made and pushed each time.',
          retryable: true,
          cause,
        });
      }
      return new AppError(
        code,
        `Reached the machine, but it did not let ${user} in with the key that EC2 Instance Connect pushed.`,
        {
          fix: `Either ${user} is no user there, or the EC2 Instance Connect package is not on the machine. ${users} Or choose another way on the Connect page.`,
          cause,
        },
      );
    case 'agent':
      return new AppError(code, `Reached the machine, but no key of this computer’s SSH agent lets ${user} in.`, {
        fix: `The user is wrong, or the agent does not hold the key: add it with ssh-add. ${users} ${launchedWith(keyName)}`,
        cause,
      });
    default: {
      const tried = means?.keyName ?? keyName;
      return new AppError(code, `Reached the machine, but it did not let ${user} in with the key ${tried}.`, {
        fix: `The user or the key is wrong. ${users} ${launchedWith(keyName)}`,
        cause,
      });
    }
  }
}

/** Turns what ssh2 or the socket reported into a sentence. */
export function loginFailure(error: SshError | undefined, facts: LoginFacts): AppError {
  const { phase } = facts;
  if (error?.level === 'client-authentication') return denied(error, facts);
  if (error?.level === 'agent') {
    return new AppError('connect.no-agent', 'The SSH agent of this computer does not answer.', {
      fix: 'Start it again, or choose another way to log in.',
      cause: error,
    });
  }
  if (phase === 'open') return lostConnection(error);
  if (error?.message.includes('no matching')) {
    return new AppError('connect.outdated-encryption', 'This machine offers only encryption that is no longer safe.', {
      fix: 'Its SSH server has to be brought up to date. Until then an outside SSH client can be told to accept it.',
      cause: error,
    });
  }
  if (error?.message.includes('signature verification failed')) {
    return new AppError(
      'connect.host-key-unproven',
      'The machine could not prove that the host key it shows is its own.',
      {
        fix: 'Somebody may stand between you and the machine. Try from another network, or ask whoever looks after it.',
        cause: error,
      },
    );
  }
  switch (error?.code) {
    case 'ECONNREFUSED':
      return new AppError('connect.refused', 'The machine answers, but SSH is not running (yet).', {
        fix: 'A machine that has just started needs a minute or two. Wait until its checks have passed, then try again.',
        retryable: true,
        cause: error,
      });
    case 'ETIMEDOUT':
      return noAnswer();
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new AppError('connect.unreachable', 'There is no way from this computer to the machine’s address.', {
        fix: 'Check that this computer is online (and its VPN, if you use one), then try again.',
        retryable: true,
        cause: error,
      });
    default:
      return new AppError('connect.hung-up', 'The machine answered and then hung up before the log-in was done.', {
        fix: 'It may still be starting, or may have waited too long. Try again in a moment.',
        retryable: true,
        cause: error,
      });
  }
}
