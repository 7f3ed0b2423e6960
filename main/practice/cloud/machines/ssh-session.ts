import type { ServerChannel, Session as SshSession } from 'ssh2';
import type { Grant } from './authorized-keys.ts';
import type { Computer } from './computer.ts';
import { noteLogin } from './logins.ts';
import { isLegacyCopy, runLegacyCopy } from './scp.ts';
import { runCommand, runShell, type Session, type SessionSetup } from './session.ts';
import { serveFiles } from './sftp-server.ts';

/** Serves one session of a connection: a shell, a command, or the SFTP subsystem. Nothing is forwarded. */
export function serveSession(computer: Computer, session: SshSession, grant: Grant, sessions: Set<Session>): void {
  let terminal: { columns: number; rows: number; type: string } | null = null;
  const env: Record<string, string> = {};
  let running: Session | null = null;
  session.on('error', () => {});
  session.on('pty', (accept, reject, info) => {
    if (terminal) return reject?.();
    terminal = { columns: within(info.cols, 80), rows: within(info.rows, 24), type: String(info.term || 'xterm') };
    accept?.();
  });
  session.on('window-change', (accept, _reject, info) => {
    if (terminal) {
      terminal.columns = within(info.cols, terminal.columns);
      terminal.rows = within(info.rows, terminal.rows);
      running?.resized();
    }
    accept?.();
  });
  session.on('env', (accept, reject, info) => {
    const allowed = /^(LANG|LC_[A-Z]+)$/.test(info.key) && info.val.length < 100 && Object.keys(env).length < 20;
    if (!allowed) return reject?.();
    env[info.key] = info.val;
    accept?.();
  });
  session.on('signal', (accept, _reject, info) => {
    running?.signal(info.name);
    accept?.();
  });
  for (const refused of ['x11', 'auth-agent']) {
    session.on(refused, (_accept: unknown, reject: (() => void) | undefined) => reject?.());
  }

  const begin = (accept: () => ServerChannel, reject: () => void, run: (channel: ServerChannel) => Session) => {
    if (running) return reject?.();
    const channel = accept();
    channel.on('error', () => {});
    channel.stderr.on('error', () => {});
    const started = run(channel);
    running = started;
    sessions.add(started);
    channel.once('close', () => sessions.delete(started));
  };
  /** A key that is good for one command gives that command, whatever was asked for. */
  const runForced = (command: string) => (channel: ServerChannel) =>
    runCommand(computer, { user: grant.user, terminal, env, lastLogin: null }, channel, command);
  session.on('shell', (accept, reject) =>
    begin(accept, reject, (channel) => {
      if (grant.forced !== null) return runForced(grant.forced)(channel);
      const lastLogin = noteLogin(computer, grant.user, terminal !== null, channel);
      const setup: SessionSetup = { user: grant.user, terminal, env, lastLogin };
      return runShell(computer, setup, channel);
    }),
  );
  session.on('exec', (accept, reject, info) =>
    begin(accept, reject, (channel) => {
      if (grant.forced === null && isLegacyCopy(info.command)) {
        return runLegacyCopy(computer, grant.user, channel, info.command);
      }
      return runForced(grant.forced ?? info.command)(channel);
    }),
  );
  session.on('subsystem', (accept, reject, info) => {
    if (info.name !== 'sftp') return reject?.();
    begin(accept, reject, (channel) => {
      if (grant.forced !== null) return runForced(grant.forced)(channel);
      return serveFiles(computer, grant.user, channel);
    });
  });
}

function within(value: number, otherwise: number): number {
  return Number.isInteger(value) && value >= 2 && value <= 1000 ? value : otherwise;
}
