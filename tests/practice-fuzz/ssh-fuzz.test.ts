import { createConnection } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createRig, type Rig } from '../practice-machines/rig.ts';
import { fuzzSsh } from './ssh-fuzz.ts';

let rig: Rig;
let port: number;
beforeAll(async () => {
  rig = createRig();
  port = (await rig.boot()).port;
});
afterAll(() => rig.close());

test('3,000 fuzzed logins leave nothing uncaught, and the machine still lets its owner in', {
  timeout: 90_000,
}, async () => {
  const facts = await fuzzSsh(rig, port, 3_000, 20_261_124);
  expect(facts).toMatchObject({ inputs: 3_000, uncaught: [], goodOnes: 3 });
  // Clients whose packets were changed came to every stage.
  expect(Object.keys(facts.outcomes)).toEqual(
    expect.arrayContaining(['closed after a word', 'refused', 'logged in', 'command ended']),
  );
  expect(facts.heapGrowth).toBeLessThan(1.2);
});

test('who has not logged in after thirty seconds is cut', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const socket = createConnection({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve('closed')));
  await new Promise((resolve) => socket.once('data', resolve));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(socket.destroyed).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  expect(await closed).toBe('closed');
});
