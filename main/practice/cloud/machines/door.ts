import { createServer, type Socket } from 'node:net';

/** A listener on a random port of 127.0.0.1 that stands for one port of a machine. */
export interface Door {
  readonly port: number;
  /** How many connections are open, those that are met with silence left out. */
  readonly open: number;
  /** Cuts every connection. */
  cut(): void;
  /** Takes no more connections; resolves when the last one is closed. */
  close(): Promise<void>;
}

/** What a door does with those who come. */
export interface DoorRules {
  /** Whether the world lets this computer's practice address through. */
  admits(): boolean;
  /** Serves a connection; errors of its socket are taken care of. */
  take(socket: Socket): void;
  /** Refuses one that is too many. */
  refuse(socket: Socket): void;
  readonly most: number;
}

/** Counts the connections of all doors, since each takes memory of the one process. */
export class Crowd {
  readonly #most: number;
  #present = 0;

  constructor(most = 600) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#present >= this.#most;
  }

  enter(socket: Socket): void {
    this.#present += 1;
    socket.once('close', () => {
      this.#present -= 1;
    });
  }
}

const SILENCE_MS = 120_000;
const MOST_SILENT = 50;

/** Opens a door; one whom the world does not admit is met with silence, as a security group does. */
export async function openDoor(rules: DoorRules, crowd: Crowd): Promise<Door> {
  const sockets = new Set<Socket>();
  let silent = 0;
  const listener = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    if (crowd.isFull) {
      socket.destroy();
      return;
    }
    crowd.enter(socket);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (rules.admits()) {
      if (sockets.size - silent > rules.most) rules.refuse(socket);
      else rules.take(socket);
      return;
    }
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
  });
  listener.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () => {
      listener.removeListener('error', reject);
      resolve();
    });
  });
  const address = listener.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    get open() {
      return sockets.size - silent;
    },
    cut,
    close: () =>
      new Promise<void>((resolve) => {
        listener.close(() => resolve());
      }),
  };
}
