import { connect as dialSocket } from 'node:net';
import type * as Ssh2 from 'ssh2';
import type { HostKeyFinding, Knock, LoginTry } from '../../src/connect/check-facts.ts';
import type { Clock } from '../app/platform.ts';
import type { DialAddress } from './connect-deps.ts';
import { type HostKey, hostKeyOf } from './host-keys.ts';
import { type LoginFacts, type LoginPhase, loginFailure, noAnswer } from './login-failures.ts';
import { ALGORITHMS } from './ssh-policy.ts';

/** Whom a knock tries to log in as, and what it may send. */
export interface KnockRequest {
  readonly address: DialAddress;
  readonly user: string;
  readonly keyName: string;
  /** In a form that ssh2 opens; without one, only the host key is looked at. */
  readonly privateKey: string | undefined;
}

export interface KnockParts {
  readonly ssh2: typeof Ssh2;
  readonly clock: Clock;
  readonly answerMs: number;
  /** Gives up: what did not answer by then counts as silent. */
  readonly signal: AbortSignal;
  judge(shown: HostKey): Promise<HostKeyFinding>;
}

const NO_WAY = ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Dials the machine, looks at its host key, and tries the user with the key, but opens no shell.
 *
 * Nothing is sent to a machine whose host key is neither remembered nor named by its own console. Never throws for what
 * the machine does or does not do.
 */
export function knock({ address, user, keyName, privateKey }: KnockRequest, parts: KnockParts): Promise<Knock> {
  const { ssh2, clock, answerMs, signal } = parts;
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    const socket = dialSocket({ host: address.host, port: address.port, noDelay: true });
    const deadline = new AbortController();
    let phase: LoginPhase = 'dialling';
    let hostKey: HostKeyFinding | undefined;
    const end = (result: Knock) => {
      deadline.abort();
      client.end();
      socket.destroy();
      resolve(result);
    };
    const met = (login: LoginTry) => end(hostKey ? { kind: 'ssh', hostKey, login } : { kind: 'silent' });
    const inWords = (error: Error | undefined): Knock => {
      const facts: LoginFacts = { phase, user, keyName, likelyUsers: [] };
      const { message, details } = error ? loginFailure(error, facts) : noAnswer();
      const words = { sentence: message, fix: details.fix ?? 'Try again.' };
      return hostKey ? { kind: 'ssh', hostKey, login: { kind: 'broken-off', ...words } } : { kind: 'odd', ...words };
    };
    const giveUp = () => end(hostKey ? inWords(undefined) : { kind: 'silent' });
    const failed = (error: (Error & { level?: string; code?: string }) | undefined) => {
      if (error?.level === 'client-authentication') met({ kind: 'denied', tried: [user] });
      else if (error?.code === 'ECONNREFUSED') end({ kind: 'refused' });
      else if (error?.code === 'ETIMEDOUT') giveUp();
      else if (error?.code !== undefined && NO_WAY.includes(error.code)) end({ kind: 'no-way' });
      else end(inWords(error ?? new Error('The socket was closed.')));
    };
    socket.once('connect', () => {
      phase = 'handshake';
    });
    client.on('error', failed);
    client.on('close', () => failed(undefined));
    client.on('ready', () => met({ kind: 'accepted' }));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    clock.sleep(answerMs, deadline.signal).then(giveUp, () => undefined);
    client.connect({
      sock: socket,
      username: user,
      ...(privateKey === undefined ? {} : { privateKey }),
      authHandler: ['publickey'],
      algorithms: ALGORITHMS,
      readyTimeout: 0,
      hostVerifier: (wire: Buffer, verify: (accepted: boolean) => void) => {
        parts.judge(hostKeyOf(wire)).then(
          (finding) => {
            hostKey = finding;
            phase = 'logging-in';
            const trusted = finding.kind === 'known' || finding.kind === 'confirmed';
            if (trusted && privateKey !== undefined) verify(true);
            else met({ kind: 'not-tried' });
          },
          (error: unknown) => end(inWords(error instanceof Error ? error : undefined)),
        );
      },
    });
  });
}
