import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { PracticeProcess } from '../../main/app/platform.ts';
import { createPractice } from '../../main/practice/practice.ts';
import type { PracticeReady, PracticeReply } from '../../src/practice/port.ts';
import { createFastClock, openMainSide } from '../desktop/main-side.ts';
import { createPaperMachines } from '../practice/paper-machines.ts';

const ready = (port: number): PracticeReady => ({
  endpoint: `http://127.0.0.1:${port}`,
  regions: ['eu-central-1'],
  defaultRegion: 'eu-central-1',
  people: [{ accountId: '1', userName: 'x', arn: 'a', accessKeyId: 'k', secretAccessKey: 's' }],
  callerAddress: '198.51.100.24',
});

/** A process that does what the test says. */
function stub(behave: (reply: (message: PracticeReply) => void, exit: (code: number) => void) => void) {
  const exits: ((code: number) => void)[] = [];
  let reply: (message: PracticeReply) => void = () => undefined;
  let gone: number | undefined;
  const exit = (code: number) => {
    gone = code;
    for (const listener of exits) listener(code);
  };
  const child: PracticeProcess = {
    send: ({ id, call }) => {
      if (call === 'status') reply({ kind: 'answer', id, value: { endpoint: 'here' } });
      if (call === 'reset') reply({ kind: 'refused', id, message: 'Not now.' });
      if (call === 'stop') exit(0);
    },
    onReply(listener) {
      reply = listener;
      queueMicrotask(() => behave(reply, exit));
    },
    onExit(listener) {
      exits.push(listener);
      if (gone !== undefined) listener(gone);
    },
    kill: () => exit(9),
  };
  return child;
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = createFastClock(100);

describe('the practice cloud’s process', () => {
  test('is started again when it dies, and the new one is used', async () => {
    const ports: number[] = [];
    let die: (code: number) => void = () => undefined;
    const practice = createPractice({
      clock,
      log: quiet,
      start: () =>
        stub((reply, exit) => {
          die = exit;
          reply({ kind: 'ready', ready: ready(ports.push(ports.length + 1)) });
        }),
    });
    expect((await practice.ready()).endpoint).toBe('http://127.0.0.1:1');
    die(1);
    expect((await practice.ready()).endpoint).toBe('http://127.0.0.1:2');
    expect(await practice.handlers.status({})).toEqual({ endpoint: 'here' });
    await practice.stop();
    expect(ports).toHaveLength(2);
  });

  test('is given up after five deaths in a row, in words', async () => {
    let starts = 0;
    const practice = createPractice({
      clock,
      log: quiet,
      start: () => {
        starts += 1;
        return stub((_reply, exit) => exit(1));
      },
    });
    await expect.poll(() => starts).toBe(5);
    await expect(practice.ready()).rejects.toMatchObject({ code: 'practice.not-running' });
    await practice.stop();
    expect(starts).toBe(5);
  });

  test('that refuses, or dies while it is asked, is told', async () => {
    let die: (code: number) => void = () => undefined;
    const practice = createPractice({
      clock,
      log: quiet,
      start: () =>
        stub((reply, exit) => {
          die = exit;
          reply({ kind: 'ready', ready: ready(1) });
        }),
    });
    await expect(practice.handlers.reset({})).rejects.toMatchObject({ code: 'practice.refused' });
    const asked = expect(practice.call('step', { seconds: 1 })).rejects.toMatchObject({ code: 'practice.not-running' });
    await practice.ready();
    await Promise.resolve();
    die(1);
    await asked;
    await practice.stop();
  });
});

describe('the connection file', () => {
  let folder: string;
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('holds what another client needs, for this user alone', async () => {
    folder = await mkdtemp(join(tmpdir(), 'amiable-connection-'));
    const path = join(folder, 'connection.json');
    const side = await openMainSide({
      switches: { practiceConnectionFile: path },
      cloudOptions: { machines: createPaperMachines().create },
    });
    await side.handlers.accounts.current({});
    const { endpoint, people } = side.cloud.ready;
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      endpoint,
      region: 'eu-central-1',
      accessKeyId: people[0].accessKeyId,
      secretAccessKey: people[0].secretAccessKey,
      callerAddress: side.cloud.ready.callerAddress,
    });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await side.stop();
  });
});
