import { createConnection, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, createRig, type Rig } from './rig.ts';

let rig: Rig;
let port: number;
const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);
beforeAll(async () => {
  rig = createRig();
  port = (await rig.boot()).port;
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
});
afterAll(async () => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  await rig.close();
});

/** What a real client sends up to its login, in the pieces it came in. */
async function record(): Promise<Buffer> {
  const sent: Buffer[] = [];
  const proxy = createServer((client) => {
    const server = createConnection({ port, host: '127.0.0.1' });
    client.on('data', (data) => sent.push(data));
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address() as { port: number };
  const client = await connect({ port: address.port, username: 'ubuntu', privateKey: rig.keys.privateKey });
  client.end();
  proxy.close();
  return Buffer.concat(sent);
}

/** A generator of numbers below `n` that is the same in every run. */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

test('300 mutated handshakes leave nothing uncaught, and the machine still answers', async () => {
  const valid = await record();
  const next = numbers(20_241_124);
  const mutate = (): Buffer => {
    let bytes = Buffer.from(valid);
    for (let times = 1 + next(4); times > 0; times -= 1) {
      const at = next(bytes.length);
      switch (next(4)) {
        case 0:
          bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8));
          break;
        case 1:
          bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + next(40), next(256)), bytes.subarray(at)]);
          break;
        case 2:
          bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + next(40))]);
          break;
        default:
          bytes.writeUInt32BE(next(2 ** 32 - 1), Math.min(at, bytes.length - 4));
      }
    }
    return bytes;
  };
  const attack = () =>
    new Promise<void>((resolve) => {
      const socket: Socket = createConnection({ port, host: '127.0.0.1' });
      socket.on('error', () => {});
      socket.on('close', () => resolve());
      socket.resume();
      socket.end(mutate());
      socket.setTimeout(3_000, () => socket.destroy());
    });
  for (let round = 0; round < 60; round += 1) await Promise.all(Array.from({ length: 5 }, attack));
  expect(uncaught).toEqual([]);
  expect((await rig.ssh(port, 'ubuntu', ['echo fine'])).stdout).toBe('fine\n');
}, 60_000);

test('at most ten connections wait to log in', async () => {
  const sockets = Array.from({ length: 25 }, () => createConnection({ port, host: '127.0.0.1' }));
  const spoken = await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<boolean>((resolve) => {
          socket.on('error', () => resolve(false));
          socket.once('data', (data) => resolve(data.toString().startsWith('SSH-')));
          socket.once('close', () => resolve(false));
        }),
    ),
  );
  for (const socket of sockets) socket.destroy();
  expect(spoken.filter(Boolean)).toHaveLength(10);
});
