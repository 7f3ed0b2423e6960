import type * as Ssh2 from 'ssh2';
import type { Session, SessionState } from '../../src/connect/contract.ts';
import { type LoginAdvice, LoginAdviceWatch } from '../../src/connect/login-advice.ts';
import { AppError, toErrorShape } from '../../src/core/errors.ts';
import type { Clock, Log } from '../app/platform.ts';
import type { LoginMeans } from './credential.ts';
import { consoleKeyFor, type HostKey, hostKeyOf, judgeHostKey } from './host-keys.ts';
import { hostKeyChanged, hostKeyRefused, turnedAway } from './login-failures.ts';
import { type FlowEnds, OutputFlow } from './output-flow.ts';
import type { HostKeyTrust, Route, RouteAsks } from './route.ts';
import type { JumpEvents } from './ssh-jump.ts';
import { SshLogin } from './ssh-login.ts';
import type { ConnectTimes } from './ssh-policy.ts';

/** What a session is about. */
export interface SessionSubject {
  readonly sessionId: string;
  readonly instanceId: string;
  readonly instanceName: string;
  /** The key pair that the machine was launched with. */
  readonly keyName: string | undefined;
  /** How the person knows its address. */
  readonly shownHost: string;
  readonly means: LoginMeans;
  readonly through: Session['through'];
  /** The session at whose side it is shown. */
  readonly beside: string | undefined;
}

/** What a session asks of its surroundings. */
export interface SessionParts {
  readonly ssh2: () => Promise<typeof Ssh2>;
  readonly clock: Clock;
  readonly log: Log;
  readonly times: ConnectTimes;
  /** Opens the line to the machine's SSH port. */
  readonly route: (asks: RouteAsks) => Promise<Route>;
  readonly trust: HostKeyTrust;
  /** It is in: by this user and these means. */
  readonly letIn: () => void;
  readonly rememberUser: (user: string) => Promise<void>;
  readonly likelyUsers: () => readonly string[];
  readonly changed: (session: Session) => void;
  readonly output: (sessionId: string, data: Uint8Array<ArrayBuffer>, offset: number) => void;
}

/** How the exit status of cloud-init's "Please login as the user" session reads. */
const TURNED_AWAY = 142;

/**
 * Puts a terminal right in which a program was cut off: out of its second screen, no mouse, no paste marks, the cursor
 * seen, the usual colours, and a new line.
 *
 * The cursor is saved first: leaving the second screen puts it back, also where no program was in it.
 */
export const FRESH_TERMINAL = new TextEncoder().encode(
  '\x1b7\x1b[?1049l\x1b[!p\x1b[0m\x1b[?9;1000;1001;1002;1003;1004;1005;1006;1015;2004l\x1b[?25h\x1b[?7h\x1b>\r\n',
);

/** One session as the person sees it; inside, one log-in after another when the machine asks for another user. */
export class SshSession {
  readonly #subject: SessionSubject;
  readonly #parts: SessionParts;
  readonly #flow: OutputFlow;
  #login: SshLogin | undefined;
  #state: SessionState = 'connecting';
  #user: string;
  #columns: number;
  #rows: number;
  #notice: string | undefined;
  #hostKey: Session['hostKey'];
  #error: Session['error'];
  #exitStatus: number | undefined;
  #decide: ((accepted: boolean) => void) | undefined;
  #advised = false;
  readonly #ended = new AbortController();

  /** `former` is the ended session that it goes on from, in the same terminal. */
  constructor(
    subject: SessionSubject,
    parts: SessionParts,
    user: string,
    columns: number,
    rows: number,
    former?: SshSession,
  ) {
    this.#subject = subject;
    this.#parts = parts;
    this.#user = user;
    this.#columns = columns;
    this.#rows = rows;
    const ends: FlowEnds = {
      send: (data, offset) => parts.output(subject.sessionId, data, offset),
      hold: (held) => this.#login?.hold(held),
    };
    this.#flow = former ? former.#flow.goOnTo(ends) : new OutputFlow(ends);
    if (former) this.#flow.push(FRESH_TERMINAL);
  }

  get closed(): boolean {
    return this.#state === 'closed';
  }

  snapshot(): Session {
    const { sessionId, instanceId, instanceName, shownHost, means, through, beside } = this.#subject;
    return {
      sessionId,
      instanceId,
      instanceName,
      host: shownHost,
      user: this.#user,
      way: means.way,
      keyName: means.keyName,
      through,
      state: this.#state,
      beside,
      notice: this.#notice,
      hostKey: this.#hostKey,
      error: this.#error,
      exitStatus: this.#exitStatus,
    };
  }

  /** Begins to log in; what happens is told by `changed`. */
  async start(): Promise<void> {
    const { means, keyName = '' } = this.#subject;
    const { clock, times } = this.#parts;
    const link = { ssh2: await this.#parts.ssh2(), clock, times };
    const route = await this.#parts.route({
      parts: link,
      signal: this.#ended.signal,
      leg: (machine, trust) => this.#leg(trust, machine),
    });
    if (this.closed) {
      route.socket.destroy();
      route.end();
      return;
    }
    const watch = new LoginAdviceWatch(this.#user);
    let advice: LoginAdvice | undefined;
    let late = this.#advised;
    const decoder = new TextDecoder('latin1');
    const facts = () => ({
      user: this.#user,
      keyName,
      likelyUsers: this.#parts.likelyUsers(),
      means,
    });
    const login = new SshLogin(
      { ...link, facts },
      {
        ...this.#leg(this.#parts.trust),
        credential: () => means.credential(this.#user),
        shell: () => {
          if (this.#flow.held) login.hold(true);
          this.#whenSettled(login, () => {
            late = true;
          });
          this.#parts.letIn();
          if (this.#advised) this.#notice = this.#notice?.replace('Reconnecting', 'Reconnected');
          this.#become('open');
        },
        output: (data) => {
          const heard = watch.next(decoder.decode(data));
          this.#flow.push(data);
          if (heard) advice = heard;
          if (heard && !late) this.#follow(login, heard.user);
        },
        failed: (error) => this.#close(error),
        ended: (status) => {
          // A slow machine's line may come late; its exit status tells that it was meant.
          if (status === TURNED_AWAY && advice && !this.#advised) {
            this.#follow(login, advice.user);
            return;
          }
          this.#exitStatus = status;
          this.#close(status === TURNED_AWAY ? turnedAway({ ...facts(), phase: 'open' }) : undefined);
        },
      },
    );
    this.#login = login;
    login.start({ route, user: this.#user, columns: this.#columns, rows: this.#rows });
  }

  /** The person's answer to an unknown host key. */
  answerHostKey(accept: boolean): void {
    if (!this.#decide) {
      throw new AppError('connect.not-asking', 'This connection no longer waits for an answer about its host key.', {
        fix: 'Connect again.',
      });
    }
    this.#decide(accept);
  }

  write(data: string): void {
    this.#login?.write(data);
  }

  resize(columns: number, rows: number): void {
    this.#columns = columns;
    this.#rows = rows;
    this.#login?.resize(columns, rows);
  }

  /** A channel for the machine's files, on the connection that is open. */
  async openFiles(): Promise<Ssh2.SFTPWrapper> {
    if (this.#state !== 'open') {
      throw new AppError('files.not-connected', 'This session is not connected.', { fix: 'Connect again.' });
    }
    const opened = await this.#login?.openFiles();
    if (opened) return opened;
    throw new AppError('files.unsupported', 'This machine’s SSH server offers no file transfer (SFTP).', {
      fix: 'Switch it on in /etc/ssh/sshd_config: Subsystem sftp internal-sftp.',
    });
  }

  acknowledge(bytes: number): void {
    this.#flow.acknowledge(bytes);
  }

  replay(): { data: Uint8Array<ArrayBuffer>; offset: number } {
    return this.#flow.replay();
  }

  /** Ends the session because the person wants so. */
  close(): void {
    this.#close(undefined);
  }

  /** Tells why it could not even begin. */
  fail(thrown: unknown): void {
    this.#close(thrown instanceof AppError ? thrown : new AppError('app.unexpected', toErrorShape(thrown).message));
  }

  /** What is done about the host key of one leg: of the machine itself, or of the one in between. */
  #leg(trust: HostKeyTrust, of?: { readonly name: string; readonly host: string }): Omit<JumpEvents, 'credential'> {
    let proven: HostKey | undefined;
    return {
      hostKey: async (wire) => {
        const shown = hostKeyOf(wire);
        const accepted = await this.#judge(shown, trust, of);
        if (accepted) proven = shown;
        return accepted;
      },
      proved: () => {
        this.#hostKey = undefined;
        if (proven) this.#rememberHostKey(proven, trust);
      },
    };
  }

  async #judge(shown: HostKey, trust: HostKeyTrust, of: NonNullable<Session['hostKey']>['of']): Promise<boolean> {
    const verdict = await judgeHostKey(shown, await trust.remembered(), trust.consoleOutput);
    if (this.closed) return false;
    switch (verdict.kind) {
      case 'known':
        return true;
      case 'changed': {
        const printed = await consoleKeyFor(shown, trust.consoleOutput);
        this.#close(hostKeyChanged(verdict.before, shown, { between: of?.name, printed }));
        return false;
      }
      case 'confirmed':
        this.#hostKey = { ...shown, confirmedByConsole: true, of };
        this.#notice = 'First log-in: the machine’s host key is the one that its own start-up record names.';
        return true;
      case 'unknown':
        return this.#ask({ ...shown, confirmedByConsole: false, of }, verdict.contradicted);
    }
  }

  async #ask(hostKey: NonNullable<Session['hostKey']>, contradicted: boolean): Promise<boolean> {
    this.#hostKey = hostKey;
    if (contradicted) {
      this.#notice =
        'The machine’s start-up record names another host key. Accept this one only if you know that its keys were made anew.';
    }
    const before = this.#state;
    const accepted = await new Promise<boolean>((resolve) => {
      this.#decide = resolve;
      this.#become('asking-host-key');
    });
    this.#decide = undefined;
    if (this.closed) return false;
    this.#notice = undefined;
    if (!accepted) this.#close(hostKeyRefused());
    else this.#become(before);
    return accepted;
  }

  #rememberHostKey(key: HostKey, trust: HostKeyTrust): void {
    trust.remember(key).catch((error: unknown) => {
      this.#parts.log.warn('A host key could not be remembered.', { error: String(error) });
      this.#notice = 'The machine’s host key could not be kept on this computer: it will be asked for again.';
      this.#become(this.#state);
    });
  }

  /** Cloud-init speaks in the first seconds; a user who got past them is the right one for this image. */
  #whenSettled(login: SshLogin, settled: () => void): void {
    if (this.#advised) this.#rememberUser();
    this.#parts.clock.sleep(this.#parts.times.adviceMs).then(
      () => {
        settled();
        if (this.#login === login && this.#state === 'open') this.#rememberUser();
      },
      () => undefined,
    );
  }

  #rememberUser(): void {
    this.#parts.rememberUser(this.#user).catch((error: unknown) => {
      this.#parts.log.warn('The user of an image could not be remembered.', { error: String(error) });
    });
  }

  /** Does what the machine asks for, once: a machine that sends us on and on is not followed. */
  #follow(login: SshLogin, user: string): void {
    this.#advised = true;
    login.abandon();
    this.#notice = `This machine wants ${user}, not ${this.#user}. Reconnecting as ${user}.`;
    this.#user = user;
    this.#become('reconnecting');
    this.start().catch((error: unknown) => this.fail(error));
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#parts.changed(this.snapshot());
  }

  #close(error: AppError | undefined): void {
    if (this.closed) return;
    this.#ended.abort();
    this.#login?.abandon();
    this.#login = undefined;
    this.#flow.flush();
    this.#hostKey = undefined;
    if (error) {
      const { code, message, fix } = error.toShape();
      const likelyUsers = this.#parts.likelyUsers().filter((user) => user !== this.#user);
      const userMatters = code === 'connect.permission-denied' || code === 'connect.wrong-user';
      this.#error = { code, message, fix, likelyUsers: userMatters ? likelyUsers : undefined };
    } else if (this.#exitStatus === 0) this.#rememberUser();
    this.#become('closed');
    this.#decide?.(false);
  }
}
