import type { Duplex } from 'node:stream';
import type * as Ssh2 from 'ssh2';
import type { Client } from 'ssh2';
import { AppError } from '../../src/core/errors.ts';
import type { Clock } from '../app/platform.ts';
import type { Credential } from './credential.ts';
import { type LoginFacts, type LoginPhase, loginFailure, noAnswer } from './login-failures.ts';
import { ALGORITHMS, type ConnectTimes, KEEPALIVE_MISSES } from './ssh-policy.ts';

/** What a connection needs besides its socket. */
export interface LinkParts {
  readonly ssh2: typeof Ssh2;
  readonly clock: Clock;
  readonly times: Pick<ConnectTimes, 'answerMs' | 'keepaliveMs'>;
  readonly facts: () => Omit<LoginFacts, 'phase'>;
}

/** What a connection tells; after `failed` nothing more comes. */
export interface LinkEvents {
  /** Must answer whether the key is accepted; until then nothing is sent, and no clock runs. */
  hostKey(wire: Uint8Array): Promise<boolean>;
  /** Asked once, after the host key was accepted. */
  credential(): Promise<Credential>;
  /** The server has proved its host key and let us in; the clock runs until {@link SshLink.settled}. */
  ready(client: Client): void;
  failed(error: AppError): void;
  /** The line was cut after `settled`. */
  lost(error: Error): void;
}

/** One SSH connection: its host key judged, logged in once; what is opened on it belongs to whoever made it. */
export class SshLink {
  readonly #parts: LinkParts;
  readonly #events: LinkEvents;
  #socket: Duplex | undefined;
  #client: Client | undefined;
  #phase: LoginPhase = 'dialling';
  #deadline: AbortController | undefined;
  #over = false;

  constructor(parts: LinkParts, events: LinkEvents) {
    this.#parts = parts;
    this.#events = events;
  }

  get over(): boolean {
    return this.#over;
  }

  start(socket: Duplex, user: string): void {
    const client = new this.#parts.ssh2.Client();
    this.#client = client;
    this.#socket = socket;
    client.on('error', (error) => this.#onError(error));
    client.on('close', () => this.#onError(undefined));
    client.on('ready', () => {
      if (this.#over) return;
      this.#startClock();
      this.#events.ready(client);
    });
    socket.once('connect', () => {
      this.#phase = 'handshake';
    });
    this.#startClock();
    client.connect({
      sock: socket as Extract<Duplex, NodeJS.ReadableStream>,
      username: user,
      authHandler: this.#oneTry(user),
      algorithms: ALGORITHMS,
      keepaliveInterval: this.#parts.times.keepaliveMs,
      keepaliveCountMax: KEEPALIVE_MISSES,
      readyTimeout: 0,
      hostVerifier: (wire: Buffer, verify: (accepted: boolean) => void) => {
        this.#stopClock();
        this.#events.hostKey(wire).then(
          (accepted) => this.#verdict(accepted, verify),
          () => this.#verdict(false, verify),
        );
      },
    });
  }

  /** What the connection was for is open: from now on a cut line is lost, not failed. */
  settled(): void {
    this.#stopClock();
    this.#phase = 'open';
  }

  /** Ends it with the sentence for what ssh2 reported. */
  failWith(error: Error): void {
    this.#fail(loginFailure(error, { ...this.#parts.facts(), phase: this.#phase }));
  }

  /** Ends it without a word to the listener. */
  abandon(): void {
    this.#over = true;
    this.#stopClock();
    this.#client?.end();
    this.#socket?.destroy();
  }

  /** The credential is tried once and nothing else is: no passwords, no second method. */
  #oneTry(user: string): Ssh2.AuthHandlerMiddleware {
    let tried = false;
    return (_left, _partial, next) => {
      // The type of ssh2's callback leaves out `false`, with which its documentation ends the attempts.
      const give = next as (method: Ssh2.AnyAuthMethod | false) => void;
      if (tried) {
        give(false);
        return;
      }
      tried = true;
      // AWS may be asked on the way; the machine waits for two minutes.
      this.#stopClock();
      this.#events.credential().then(
        (credential) => {
          if (this.#over) return;
          this.#startClock();
          give(
            credential.kind === 'key'
              ? { type: 'publickey', username: user, key: credential.privateKey }
              : { type: 'agent', username: user, agent: credential.socket },
          );
        },
        (error: unknown) => {
          if (this.#over) return;
          if (error instanceof AppError) this.#fail(error);
          else this.failWith(error instanceof Error ? error : new Error(String(error)));
        },
      );
    };
  }

  #verdict(accepted: boolean, verify: (accepted: boolean) => void): void {
    if (this.#over) return;
    this.#phase = 'logging-in';
    if (accepted) this.#startClock();
    verify(accepted);
  }

  #onError(error: Error | undefined): void {
    if (this.#over) return;
    if (this.#phase === 'open') this.#events.lost(error ?? new Error('The socket was closed.'));
    else this.#fail(loginFailure(error, { ...this.#parts.facts(), phase: this.#phase }));
  }

  #fail(error: AppError): void {
    this.abandon();
    this.#events.failed(error);
  }

  #startClock(): void {
    this.#stopClock();
    const deadline = new AbortController();
    this.#deadline = deadline;
    this.#parts.clock.sleep(this.#parts.times.answerMs, deadline.signal).then(
      () => {
        if (!this.#over && this.#deadline === deadline) this.#fail(noAnswer());
      },
      () => undefined,
    );
  }

  #stopClock(): void {
    this.#deadline?.abort();
    this.#deadline = undefined;
  }
}
