import { getCiphers } from 'node:crypto';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { AuthContext, Connection, ServerConfig, Session as SshSession } from 'ssh2';
import { authorize, type Grant } from './authorized-keys.ts';
import type { Computer } from './computer.ts';
import { runCommand, runShell, type Session, type SessionSetup } from './session.ts';

/** Electron's cryptography has no ChaCha20, and the library throws when asked for what is not there. */
const CHACHA: 'chacha20-poly1305@openssh.com'[] = getCiphers().includes('chacha20-poly1305')
  ? ['chacha20-poly1305@openssh.com']
  : [];

/** Only what is held to be sound in 2026; strict key exchange is the library's own. */
const ALGORITHMS: ServerConfig['algorithms'] = {
  kex: ['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256'],
  serverHostKey: ['ssh-ed25519', 'ecdsa-sha2-nistp256'],
  cipher: [...CHACHA, 'aes256-gcm@openssh.com', 'aes128-gcm@openssh.com', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com'],
  compress: ['none'],
};

const LOGIN_GRACE_MS = 30_000;
const SILENCE_MS = 120_000;
const MOST_BEFORE_LOGIN = 10;
const MOST_CONNECTIONS = 30;
const MOST_SILENT = 50;
const MOST_SESSIONS = 10;
const MOST_TRIES = 6;

/** A machine's SSH server on a random port of this computer. */
export interface SshServer {
  readonly port: number;
  /** Tells every session a sentence and ends it. */
  endSessions(sentence: string): void;
  close(): Promise<void>;
}

/** Starts listening; a connection that the world does not admit is met with silence, as a security group does. */
export async function startSshServer(
  computer: Computer,
  onLogin: (user: string) => { at: Date; from: string } | null,
): Promise<SshServer> {
  const { default: ssh2 } = await import('ssh2');
  const sockets = new Set<Socket>();
  const sessions = new Set<Session>();
  let beforeLogin = 0;
  let silent = 0;

  const server = new ssh2.Server({
    hostKeys: [...computer.spec.hostKeys],
    algorithms: ALGORITHMS,
    ident: computer.facts.sshBanner,
    keepaliveInterval: 60_000,
    keepaliveCountMax: 3,
  });
  server.on('error', () => {});
  server.on('connection', (client: Connection) => serve(client));

  const waiting = new WeakMap<Socket, () => void>();
  const listener: NetServer = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    if (!computer.world.admits(computer.spec.instanceId)) {
      if (silent >= MOST_SILENT) {
        socket.destroy();
        return;
      }
      silent += 1;
      const timer = setTimeout(() => socket.destroy(), SILENCE_MS);
      timer.unref();
      socket.resume();
      socket.once('close', () => {
        silent -= 1;
        clearTimeout(timer);
      });
      return;
    }
    if (beforeLogin >= MOST_BEFORE_LOGIN || sockets.size > MOST_CONNECTIONS + silent) {
      socket.destroy();
      return;
    }
    beforeLogin += 1;
    const grace = setTimeout(() => socket.destroy(), LOGIN_GRACE_MS);
    grace.unref();
    let counted = true;
    const known = () => {
      if (!counted) return;
      counted = false;
      beforeLogin -= 1;
      clearTimeout(grace);
    };
    waiting.set(socket, known);
    socket.once('close', known);
    server.injectSocket(socket);
  });
  listener.on('error', () => {});

  const serve = (client: Connection): void => {
    client.on('error', () => {});
    const socket = (client as unknown as { _sock: Socket })._sock;
    let grant: Grant | null = null;
    let tries = 0;
    client.on('authentication', (context: AuthContext) => {
      void authorize(computer, context).then(
        (found) => {
          if (found) {
            grant = found;
            context.accept();
            return;
          }
          if (context.method !== 'none') tries += 1;
          if (tries >= MOST_TRIES) client.end();
          else context.reject(['publickey']);
        },
        () => context.reject(['publickey']),
      );
    });
    client.once('ready', () => {
      waiting.get(socket)?.();
      if (!grant) {
        client.end();
        return;
      }
      const granted = grant;
      let open = 0;
      client.on('session', (accept, reject) => {
        if (open >= MOST_SESSIONS) {
          reject();
          return;
        }
        open += 1;
        const session = accept();
        session.on('close', () => {
          open -= 1;
        });
        serveSession(session, granted);
      });
    });
    client.on('request', (_accept, reject) => reject?.());
  };

  const serveSession = (session: SshSession, grant: Grant): void => {
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
    for (const refused of ['x11', 'auth-agent', 'sftp', 'subsystem']) {
      session.on(refused, (_accept: unknown, reject: (() => void) | undefined) => reject?.());
    }
    const begin = (accept: () => import('ssh2').ServerChannel, reject: () => void, command: string | null) => {
      if (running) return reject?.();
      const channel = accept();
      channel.on('error', () => {});
      channel.stderr.on('error', () => {});
      const setup: SessionSetup = {
        user: grant.user,
        terminal,
        env,
        lastLogin: grant.forced === null ? onLogin(grant.user) : null,
      };
      const started =
        grant.forced !== null || command !== null
          ? runCommand(computer, setup, channel, grant.forced ?? command ?? '')
          : runShell(computer, setup, channel);
      running = started;
      sessions.add(started);
      channel.once('close', () => sessions.delete(started));
    };
    session.on('shell', (accept, reject) => begin(accept, reject, null));
    session.on('exec', (accept, reject, info) => begin(accept, reject, info.command));
  };

  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', () => {
      listener.removeListener('error', reject);
      resolve();
    });
  });
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const endSessions = (sentence: string) => {
    for (const session of [...sessions]) session.end(sentence);
  };
  return {
    port,
    endSessions,
    close: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      endSessions(`Connection to ${computer.spec.hostname} closed: the machine is stopping.`);
      // Half a second lets the sentence reach the terminals; what is left then is cut.
      const cut = setTimeout(
        () => {
          for (const socket of sockets) socket.destroy();
        },
        sessions.size > 0 ? 500 : 0,
      );
      await closed;
      clearTimeout(cut);
    },
  };
}

function within(value: number, otherwise: number): number {
  return Number.isInteger(value) && value >= 2 && value <= 1000 ? value : otherwise;
}
