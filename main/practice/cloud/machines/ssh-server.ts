import { getCiphers } from 'node:crypto';
import type { Socket } from 'node:net';
import type { AuthContext, Connection, ServerConfig } from 'ssh2';
import { authorize, type Grant } from './authorized-keys.ts';
import type { Computer } from './computer.ts';
import type { Session } from './session.ts';
import { serveSession } from './ssh-session.ts';

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

const LAST_WORD_MS = 250;
const LOGIN_GRACE_MS = 30_000;
const MOST_BEFORE_LOGIN = 10;
const MOST_SESSIONS = 10;
const MOST_TRIES = 6;
/** The most connections to one machine at a time. */
export const MOST_CONNECTIONS = 30;

/** A machine's SSH server; its connections come through the machine's door. */
export interface SshServer {
  take(socket: Socket): void;
  /** Whether somebody is logged in. */
  readonly isBusy: boolean;
  /** Shows a broadcast to every terminal. */
  wall(broadcast: string): void;
  /** Shows a last broadcast and closes every connection, as when sshd is told to go. */
  endSessions(broadcast: string): void;
}

/** Makes the SSH server of a computer. */
export async function createSshServer(computer: Computer): Promise<SshServer> {
  const { default: ssh2 } = await import('ssh2');
  const sessions = new Set<Session>();
  const loggedIn = new Set<Socket>();
  let beforeLogin = 0;

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
  const take = (socket: Socket): void => {
    if (socket.destroyed) return;
    if (beforeLogin >= MOST_BEFORE_LOGIN) {
      socket.end('Exceeded MaxStartups\r\n');
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
  };

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
      loggedIn.add(socket);
      noteEntry(computer, socket, granted.user);
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
        serveSession(computer, session, granted, sessions);
      });
    });
    client.once('close', () => loggedIn.delete(socket));
    client.on('request', (_accept, reject) => reject?.());
  };

  return {
    take,
    get isBusy() {
      return loggedIn.size > 0;
    },
    wall: (text) => {
      for (const session of sessions) session.wall(text);
    },
    endSessions: (text) => {
      const written = Promise.allSettled([...sessions].map((session) => session.end(text)));
      // A client that does not read must not keep the others.
      const patience = new Promise((resolve) => setTimeout(resolve, LAST_WORD_MS));
      void Promise.race([written, patience]).then(() => {
        // Without a word in the protocol, as when sshd is killed: the client says "closed by remote host".
        for (const socket of [...loggedIn]) socket.end();
      });
    },
  };
}

function noteEntry(computer: Computer, socket: Socket, user: string): void {
  const from = computer.world.callerAddress ?? '203.0.113.25';
  computer.log('sshd', `Accepted publickey for ${user} from ${from} port ${socket.remotePort ?? 0} ssh2`);
  computer.log(
    'sshd',
    `pam_unix(sshd:session): session opened for user ${user}(uid=${user === 'root' ? 0 : 1000}) by (uid=0)`,
  );
  socket.once('close', () =>
    computer.log('sshd', `Disconnected from user ${user} ${from} port ${socket.remotePort ?? 0}`),
  );
}
