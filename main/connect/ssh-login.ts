import { connect as dialSocket, type Socket } from 'node:net';
import type * as Ssh2 from 'ssh2';
import type { Client, ClientChannel } from 'ssh2';
import type { AppError } from '../../src/core/errors.ts';
import type { Clock } from '../app/platform.ts';
import { type LoginFacts, type LoginPhase, loginFailure, lostConnection, noAnswer } from './login-failures.ts';
import { ALGORITHMS, type ConnectTimes, KEEPALIVE_MISSES } from './ssh-policy.ts';

/** Who logs in where. */
export interface LoginRequest {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** PEM; used once and not kept. */
  readonly privateKey: string;
  readonly columns: number;
  readonly rows: number;
}

/** What one log-in tells; after `failed` or `ended` nothing more comes. */
export interface LoginEvents {
  /** Must answer whether the key is accepted; until then nothing is sent, and no clock runs. */
  hostKey(wire: Uint8Array): Promise<boolean>;
  /** The server has proved its host key and let us in. */
  proved(): void;
  shell(): void;
  output(data: Uint8Array): void;
  failed(error: AppError): void;
  ended(exitStatus: number | undefined): void;
}

/** One SSH connection with one shell: dialled once, ended once. */
export class SshLogin {
  readonly #ssh2: typeof Ssh2;
  readonly #clock: Clock;
  readonly #times: ConnectTimes;
  readonly #events: LoginEvents;
  readonly #facts: () => Omit<LoginFacts, 'phase'>;
  #socket: Socket | undefined;
  #client: Client | undefined;
  #channel: ClientChannel | undefined;
  #phase: LoginPhase = 'dialling';
  #deadline: AbortController | undefined;
  #exitStatus: number | undefined;
  #lost: Error | undefined;
  #over = false;

  constructor(
    parts: { ssh2: typeof Ssh2; clock: Clock; times: ConnectTimes; facts: () => Omit<LoginFacts, 'phase'> },
    events: LoginEvents,
  ) {
    this.#ssh2 = parts.ssh2;
    this.#clock = parts.clock;
    this.#times = parts.times;
    this.#facts = parts.facts;
    this.#events = events;
  }

  start(request: LoginRequest): void {
    const client = new this.#ssh2.Client();
    this.#client = client;
    client.on('error', (error) => this.#onError(error));
    client.on('close', () => this.#onError(undefined));
    client.on('ready', () => {
      this.#startClock();
      this.#events.proved();
      this.#openShell(client, request);
    });
    const socket = dialSocket({ host: request.host, port: request.port, noDelay: true });
    this.#socket = socket;
    socket.once('connect', () => {
      this.#phase = 'handshake';
    });
    this.#startClock();
    client.connect({
      sock: socket,
      username: request.user,
      privateKey: request.privateKey,
      authHandler: ['publickey'],
      algorithms: ALGORITHMS,
      keepaliveInterval: this.#times.keepaliveMs,
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

  write(data: string): void {
    if (this.#channel?.writable) this.#channel.write(data);
  }

  resize(columns: number, rows: number): void {
    this.#channel?.setWindow(rows, columns, 0, 0);
  }

  /** Stops reading what the machine prints, or goes on. */
  hold(held: boolean): void {
    const streams = this.#channel ? [this.#channel, this.#channel.stderr] : [];
    for (const stream of streams) {
      if (held) stream.pause();
      else stream.resume();
    }
  }

  /** Ends it without a word to the listener. */
  abandon(): void {
    this.#over = true;
    this.#stopClock();
    this.#client?.end();
    this.#socket?.destroy();
  }

  #verdict(accepted: boolean, verify: (accepted: boolean) => void): void {
    if (this.#over) return;
    this.#phase = 'logging-in';
    if (accepted) this.#startClock();
    verify(accepted);
  }

  #openShell(client: Client, { columns, rows }: LoginRequest): void {
    const pty = { term: 'xterm-256color', cols: columns, rows, width: 0, height: 0 };
    client.shell(pty, { env: { LANG: 'C.UTF-8' } }, (error, channel) => {
      if (this.#over) return;
      if (error) {
        this.#fail(loginFailure(error, { ...this.#facts(), phase: this.#phase }));
        return;
      }
      this.#stopClock();
      this.#phase = 'open';
      this.#channel = channel;
      channel.on('data', (data: Buffer) => this.#output(data));
      channel.stderr.on('data', (data: Buffer) => this.#output(data));
      channel.on('exit', (status: number | null) => {
        this.#exitStatus = status ?? undefined;
      });
      channel.on('error', () => undefined);
      // Comes after the last byte was read, also where the line was cut.
      channel.on('close', () => this.#end());
      this.#events.shell();
    });
  }

  #output(data: Buffer): void {
    if (!this.#over) this.#events.output(data);
  }

  #onError(error: Error | undefined): void {
    if (this.#over) return;
    // What had come before the line was cut is still to be read: the channel's own close ends it.
    if (this.#channel) this.#lost ??= error ?? new Error('The socket was closed.');
    else this.#fail(loginFailure(error, { ...this.#facts(), phase: this.#phase }));
  }

  #end(): void {
    if (this.#over) return;
    const status = this.#exitStatus;
    if (status === undefined && this.#lost) {
      this.#fail(lostConnection(this.#lost));
      return;
    }
    this.abandon();
    this.#events.ended(status);
  }

  #fail(error: AppError): void {
    this.abandon();
    this.#events.failed(error);
  }

  #startClock(): void {
    this.#stopClock();
    const deadline = new AbortController();
    this.#deadline = deadline;
    this.#clock.sleep(this.#times.answerMs, deadline.signal).then(
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
