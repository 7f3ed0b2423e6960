import { createConnection } from 'node:net';
import fc from 'fast-check';
import { connect, type Rig } from '../practice-machines/rig.ts';
import { type FuzzFacts, fuzz } from './fuzz-run.ts';
import { captureLogin, hostileLogins, logInDistorted, type PacketChange, packetChanges } from './ssh-streams.ts';

type Input = { readonly bytes: Buffer } | { readonly packets: readonly PacketChange[] };

/** Sends fuzzed logins at a practice machine: three of four as bytes, one by a client whose own packets are changed. */
export async function fuzzSsh({ keys }: Rig, port: number, count: number, seed: number): Promise<FuzzFacts> {
  const valid = await captureLogin(port, keys);
  const inputs: fc.Arbitrary<Input> = fc.oneof(
    { weight: 3, arbitrary: hostileLogins(valid).map((bytes) => ({ bytes })) },
    { weight: 1, arbitrary: packetChanges.map((packets) => ({ packets })) },
  );
  return fuzz<Input>({
    count,
    // A machine lets ten wait for their login.
    abreast: 8,
    reports: [],
    inputs: async (round, numRuns) => fc.sample(inputs, { numRuns, seed: seed + round }),
    send: (input) => ('bytes' in input ? sendLogin(port, input.bytes) : logInDistorted(port, keys, input.packets)),
    stillServes: async () => {
      const client = await connect({ port, username: 'ubuntu', privateKey: keys.privateKey });
      client.end();
    },
  });
}

function sendLogin(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let received = 0;
    let late = false;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    socket.on('close', () => resolve(late ? 'late' : received > 0 ? 'closed after a word' : 'closed'));
    socket.setTimeout(400, () => {
      late = true;
      socket.destroy();
    });
    socket.end(bytes);
  });
}
