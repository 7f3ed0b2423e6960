import { createConnection, createServer } from 'node:net';
import fc from 'fast-check';
import ssh2, { type Client } from 'ssh2';
import { connect, type KeyPair } from '../practice-machines/rig.ts';
import { changed, changes } from './byte-mutations.ts';

/** Records what a real client sends up to its login and its first command, by a proxy in between. */
export async function captureLogin(port: number, keys: KeyPair): Promise<Buffer> {
  const sent: Buffer[] = [];
  const proxy = createServer((client) => {
    const server = createConnection({ port, host: '127.0.0.1' });
    client.on('data', (data) => sent.push(data));
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port: between } = proxy.address() as { port: number };
  const client = await connect({ port: between, username: 'ubuntu', privateKey: keys.privateKey });
  await new Promise<void>((resolve, reject) =>
    client.exec('true', (error, channel) => (error ? reject(error) : channel.on('close', () => resolve()).resume())),
  );
  client.end();
  proxy.close();
  return Buffer.concat(sent);
}

/** Streams of bytes: a captured login with changes. */
export function hostileLogins(valid: Buffer): fc.Arbitrary<Buffer> {
  return changes.map((made) => changed(valid, made));
}

/** A packet of a live client, changed before it is encrypted; so what comes after the key exchange is reached too. */
export interface PacketChange {
  /** Which packet, counted from the first. */
  readonly packet: number;
  readonly kind: 'flip' | 'type' | 'length' | 'twice';
  readonly at: number;
  readonly value: number;
}

export const packetChanges: fc.Arbitrary<readonly PacketChange[]> = fc.array(
  fc.record({
    packet: fc.nat({ max: 14 }),
    kind: fc.constantFrom('flip', 'flip', 'type', 'length', 'twice'),
    at: fc.nat({ max: 200 }),
    value: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0x7fff_ffff, 0xffff_ffff, 0x8000_0000, 35_001)),
  }),
  { minLength: 1, maxLength: 3 },
);

interface Cipher {
  encrypt(packet: Buffer): void;
}

/** Lets a client change its own packets on their way out. */
export function distort(client: Client, made: readonly PacketChange[]): void {
  const protocol = Reflect.get(client, '_protocol') as { _cipher: Cipher };
  let count = 0;
  let held = protocol._cipher;
  const wrap = (cipher: Cipher): Cipher => {
    const encrypt = cipher.encrypt.bind(cipher);
    cipher.encrypt = (packet) => {
      const mine = made.filter((change) => change.packet === count);
      count += 1;
      for (const change of mine) apply(packet, change);
      const again = mine.some(({ kind }) => kind === 'twice') ? Buffer.from(packet) : null;
      encrypt(packet);
      if (again) encrypt(again);
    };
    return cipher;
  };
  Object.defineProperty(protocol, '_cipher', {
    get: () => held,
    set: (cipher: Cipher) => {
      held = wrap(cipher);
    },
  });
  wrap(held);
}

/** A packet is its length, the length of its padding, the message's type, the message, and the padding. */
function apply(packet: Buffer, { kind, at, value }: PacketChange): void {
  const end = packet.length - (packet[4] ?? 0);
  if (end <= 6) return;
  const place = 6 + (at % (end - 6));
  if (kind === 'type') packet[5] = value & 255;
  if (kind === 'flip') packet[place] = (packet[place] ?? 0) ^ (1 << (value & 7));
  if (kind === 'length' && place + 4 <= end) packet.writeUInt32BE(value, place);
}

/** Logs in with distorted packets, asks for a terminal, a variable and a command, and goes; answers how far it came. */
export function logInDistorted(port: number, keys: KeyPair, made: readonly PacketChange[]): Promise<string> {
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    let reached = 'refused';
    const late = setTimeout(() => {
      reached = `${reached}, late`;
      client.destroy();
    }, 400);
    client.on('error', () => client.destroy());
    client.on('ready', () => {
      reached = 'logged in';
      client.exec('true', { pty: { rows: 24, cols: 80 }, env: { LANG: 'C' } }, (error, channel) => {
        if (error) return client.end();
        reached = 'command started';
        channel.on('error', () => undefined);
        channel.on('close', () => client.end());
        channel.on('exit', () => {
          reached = 'command ended';
        });
        channel.setWindow(30, 100, 0, 0);
        channel.resume();
        channel.end('x\n');
      });
    });
    client.on('close', () => {
      clearTimeout(late);
      resolve(reached);
    });
    client.connect({
      host: '127.0.0.1',
      port,
      username: 'ubuntu',
      privateKey: keys.privateKey,
      hostVerifier: () => true,
    });
    distort(client, made);
  });
}
