import type { Client, ClientChannel, SFTPWrapper } from 'ssh2';
import type { AppError } from '../../src/core/errors.ts';
import type { Credential } from './credential.ts';
import { lostConnection } from './login-failures.ts';
import type { Route } from './route.ts';
import { type LinkParts, SshLink } from './ssh-link.ts';

/** Who logs in where. */
export interface LoginRequest {
  readonly route: Route;
  readonly user: string;
  readonly columns: number;
  readonly rows: number;
}

/** What one log-in tells; after `failed` or `ended` nothing more comes. */
export interface LoginEvents {
  /** Must answer whether the key is accepted; until then nothing is sent, and no clock runs. */
  hostKey(wire: Uint8Array): Promise<boolean>;
  /** Asked once, after the host key was accepted. */
  credential(): Promise<Credential>;
  /** The server has proved its host key and let us in. */
  proved(): void;
  shell(): void;
  output(data: Uint8Array): void;
  failed(error: AppError): void;
  ended(exitStatus: number | undefined): void;
}

/** One SSH connection with one shell: dialled once, ended once. */
export class SshLogin {
  readonly #link: SshLink;
  readonly #events: LoginEvents;
  #route: Route | undefined;
  #size: Pick<LoginRequest, 'columns' | 'rows'> = { columns: 80, rows: 24 };
  #client: Client | undefined;
  #channel: ClientChannel | undefined;
  #exitStatus: number | undefined;
  #lost: Error | undefined;

  constructor(parts: LinkParts, events: LoginEvents) {
    this.#events = events;
    this.#link = new SshLink(parts, {
      hostKey: (wire) => events.hostKey(wire),
      credential: () => events.credential(),
      ready: (client) => {
        events.proved();
        this.#client = client;
        this.#openShell(client);
      },
      failed: (error) => {
        this.#route?.end();
        events.failed(error);
      },
      // What had come before the line was cut is still to be read: the channel's own close ends it.
      lost: (error) => {
        this.#lost ??= error;
      },
    });
  }

  start({ route, user, columns, rows }: LoginRequest): void {
    this.#route = route;
    this.#size = { columns, rows };
    this.#link.start(route.socket, user);
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

  /** A channel for files beside the shell; undefined where the machine opens none. */
  async openFiles(): Promise<SFTPWrapper | undefined> {
    const client = this.#client;
    if (!client || this.#link.over) return undefined;
    return new Promise((resolve) => {
      client.once('close', () => resolve(undefined));
      client.sftp((error, sftp) => resolve(error ? undefined : sftp));
    });
  }

  /** Ends it without a word to the listener. */
  abandon(): void {
    this.#link.abandon();
    this.#route?.end();
  }

  #openShell(client: Client): void {
    const pty = { term: 'xterm-256color', cols: this.#size.columns, rows: this.#size.rows, width: 0, height: 0 };
    client.shell(pty, { env: { LANG: 'C.UTF-8' } }, (error, channel) => {
      if (this.#link.over) return;
      if (error) {
        this.#link.failWith(error);
        return;
      }
      this.#link.settled();
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
    if (!this.#link.over) this.#events.output(data);
  }

  #end(): void {
    if (this.#link.over) return;
    const status = this.#exitStatus;
    this.abandon();
    if (status === undefined && this.#lost) this.#events.failed(lostConnection(this.#lost));
    else this.#events.ended(status);
  }
}
