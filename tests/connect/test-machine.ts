import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { ServerChannel } from 'ssh2';
import ssh2 from 'ssh2';
import { createHostKeys } from '../../main/practice/cloud/machines/host-keys.ts';

/** An SSH server that does what a test says and counts who tries to log in. */
export interface TestMachine {
  readonly port: number;
  /** Every message about logging in that reached it, as user and method. */
  readonly attempts: string[];
  /** How far it is with connections: that nothing came is only worth knowing when something could have. */
  readonly handshakes: () => number;
  cut(): void;
  close(): Promise<void>;
}

/** Starts one; `shell` is called with every shell that is opened. */
export async function startTestMachine(options: {
  shell?: (channel: ServerChannel, user: string) => void;
  accept?: (user: string) => boolean;
  hostKeys?: readonly string[];
}): Promise<TestMachine> {
  const attempts: string[] = [];
  const sockets = new Set<Socket>();
  let handshakes = 0;
  const server = new ssh2.Server({ hostKeys: [...(options.hostKeys ?? createHostKeys())] }, (client) => {
    let user = '';
    client.on('error', () => undefined);
    client.on('handshake', () => {
      handshakes += 1;
    });
    client.on('authentication', (context) => {
      attempts.push(`${context.username} ${context.method}`);
      user = context.username;
      if (context.method === 'publickey' && (options.accept?.(user) ?? true)) context.accept();
      else context.reject(['publickey', 'password', 'keyboard-interactive']);
    });
    client.on('session', (accept) => {
      const session = accept();
      session.on('pty', (yes) => yes?.());
      session.on('shell', (yes) => {
        const channel = yes();
        channel.on('error', () => undefined);
        options.shell?.(channel, user);
      });
    });
  });
  const listener: NetServer = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    server.injectSocket(socket);
  });
  const port = await listening(listener);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    attempts,
    handshakes: () => handshakes,
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** A listener that does with every connection what a test says, SSH or not. */
export async function startRawListener(serve: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  const port = await listening(listener);
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

const listening = (listener: NetServer) =>
  new Promise<number>((resolve) => {
    listener.listen(0, '127.0.0.1', () => resolve((listener.address() as { port: number }).port));
  });

/** A person's RSA key, in the older PEM form that EC2 gives out. */
export const aKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

/** The same kind of key as PKCS#8, which ssh2 cannot open by itself. */
export const aPkcs8Key = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
