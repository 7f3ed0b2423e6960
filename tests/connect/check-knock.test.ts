import ssh2 from 'ssh2';
import { afterEach, describe, expect, test } from 'vitest';
import type { LoginProspect } from '../../main/connect/check-deps.ts';
import { knock } from '../../main/connect/check-knock.ts';
import { tryUsers } from '../../main/connect/check-tries.ts';
import type { HostKey } from '../../main/connect/host-keys.ts';
import type { HostKeyFinding, Knock } from '../../src/connect/check-facts.ts';
import { createFastClock } from '../desktop/main-side.ts';
import { anInstance } from './connect-rig.ts';
import { aKey, startRawListener, startTestMachine, type TestMachine } from './test-machine.ts';

const pem = aKey();
const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanup.splice(0)) await undo();
});
const kept = <T extends { close(): unknown }>(thing: T): T => {
  cleanup.unshift(() => thing.close());
  return thing;
};

interface Ways {
  readonly judge?: (shown: HostKey) => HostKeyFinding;
  readonly privateKey?: string | undefined;
  readonly answerMs?: number;
  readonly signal?: AbortSignal;
}

/** Knocks at a port of this computer; the host key is trusted where a test says nothing else. */
function knockAt(port: number, { judge, answerMs = 5_000, signal, ...more }: Ways = {}): Promise<Knock> {
  const address = { host: '127.0.0.1', port, shownHost: '203.0.113.7' };
  const request = { address, user: 'ubuntu', keyName: 'team-key', privateKey: pem, ...more };
  return knock(request, {
    ssh2,
    clock: createFastClock(1),
    answerMs,
    signal: signal ?? new AbortController().signal,
    judge: async (shown) => judge?.(shown) ?? { kind: 'known', shown },
  });
}

const prospectOf = (port: number, privateKey: string | null, users: string[]): LoginProspect => ({
  instance: anInstance(),
  keyName: 'team-key',
  address: { host: '127.0.0.1', port, shownHost: '203.0.113.7' },
  users,
  lastFailure: undefined,
  privateKey: async () => privateKey,
  rememberedHostKey: async () => remembered,
  consoleOutput: async () => null,
});
let remembered: HostKey | undefined;
const tryAs = (user: string, prospect: LoginProspect) =>
  tryUsers(prospect, user, { clock: createFastClock(1), answerMs: 5_000, signal: new AbortController().signal });

describe('where a user is refused', () => {
  const machineOf = async (...welcome: string[]) => {
    const machine = kept(await startTestMachine({ accept: (user) => welcome.includes(user) }));
    const found = await knockAt(machine.port, { judge: (shown) => ({ kind: 'unknown', shown, contradicted: false }) });
    remembered = found.kind === 'ssh' ? found.hostKey.shown : undefined;
    return machine;
  };
  const askedFor = ({ attempts }: TestMachine) => [...new Set(attempts.map((attempt) => attempt.split(' ')[0]))];

  test('the likely ones are tried, until one gets in', async () => {
    const machine = await machineOf('admin');
    const found = await tryAs('me', prospectOf(machine.port, pem, ['ubuntu', 'admin', 'centos']));
    expect(found).toMatchObject({ login: { kind: 'denied', tried: ['me', 'ubuntu', 'admin'], instead: 'admin' } });
    expect(askedFor(machine)).toEqual(['me', 'ubuntu', 'admin']);
  });

  test('no more than two others are, and root never', async () => {
    const machine = await machineOf('root', 'centos');
    const found = await tryAs('me', prospectOf(machine.port, pem, ['root', 'ubuntu', 'admin', 'centos']));
    expect(found).toMatchObject({ login: { kind: 'denied', tried: ['me', 'ubuntu', 'admin'] } });
    expect(found.kind === 'ssh' && found.login.kind === 'denied' && found.login.instead).toBeUndefined();
    expect(askedFor(machine)).toEqual(['me', 'ubuntu', 'admin']);
  });

  test('a key that cannot be read is told of, and nothing is sent', async () => {
    const machine = await machineOf('ubuntu');
    const found = await tryAs('ubuntu', prospectOf(machine.port, 'no key at all', ['ubuntu']));
    expect(found).toMatchObject({ login: { kind: 'broken-off', sentence: expect.stringMatching(/cannot be read/) } });
    expect(machine.attempts).toEqual([]);
  });
});

describe('nothing about a log-in is sent', () => {
  test.each<[string, (shown: HostKey) => HostKeyFinding]>([
    ['to a machine that is new to us', (shown) => ({ kind: 'unknown', shown, contradicted: false })],
    ['to a machine whose host key has changed', (shown) => ({ kind: 'changed', shown, before: shown })],
  ])('%s', async (_what, judge) => {
    const machine = kept(await startTestMachine({}));
    expect(await knockAt(machine.port, { judge })).toMatchObject({ kind: 'ssh', login: { kind: 'not-tried' } });
    expect(machine.attempts).toEqual([]);
    // The counter counts.
    await knockAt(machine.port);
    expect(machine.attempts).toContain('ubuntu publickey');
  });

  test('without a key to send', async () => {
    const machine = kept(await startTestMachine({}));
    const found = await knockAt(machine.port, { privateKey: undefined });
    expect(found).toMatchObject({ kind: 'ssh', hostKey: { kind: 'known' }, login: { kind: 'not-tried' } });
    expect(machine.attempts).toEqual([]);
  });
});

describe('a knock tells', () => {
  test('that the user gets in, without opening a shell', async () => {
    let shells = 0;
    const machine = kept(await startTestMachine({ shell: () => (shells += 1) }));
    expect(await knockAt(machine.port)).toMatchObject({ kind: 'ssh', login: { kind: 'accepted' } });
    expect(shells).toBe(0);
  });

  test('that the user does not get in, and asks for no password', async () => {
    const machine = kept(await startTestMachine({ accept: () => false }));
    expect(await knockAt(machine.port)).toMatchObject({ login: { kind: 'denied', tried: ['ubuntu'] } });
    expect(machine.attempts.filter((attempt) => !attempt.endsWith(' publickey'))).toEqual([]);
  });

  test('that nothing listens', async () => {
    const listener = await startRawListener(() => undefined);
    await listener.close();
    expect(await knockAt(listener.port)).toEqual({ kind: 'refused' });
  });

  test('that what listens says nothing, after the time that it is given', async () => {
    const listener = kept(await startRawListener(() => undefined));
    expect(await knockAt(listener.port, { answerMs: 150 })).toEqual({ kind: 'silent' });
  });

  test('that it was told to give up', async () => {
    const listener = kept(await startRawListener(() => undefined));
    expect(await knockAt(listener.port, { signal: AbortSignal.timeout(50) })).toEqual({ kind: 'silent' });
    expect(await knockAt(listener.port, { signal: AbortSignal.abort() })).toEqual({ kind: 'silent' });
  });

  test.each<[string, (write: (text: string) => void, end: () => void) => void]>([
    ['hangs up at once', (_write, end) => end()],
    ['has no room', (write, end) => [write('Exceeded MaxStartups\r\n'), end()]],
    ['greets and hangs up', (write, end) => [write('SSH-2.0-test\r\n'), end()]],
    ['is a web server', (write, end) => [write('HTTP/1.1 400 Bad Request\r\n\r\n'), end()]],
  ])('that what listens %s', async (_what, serve) => {
    const listener = kept(
      await startRawListener((socket) =>
        serve(
          (text) => void socket.write(text),
          () => void socket.end(),
        ),
      ),
    );
    const found = await knockAt(listener.port);
    expect(found).toMatchObject({ kind: 'odd' });
    expect(found.kind === 'odd' && found.sentence !== '' && found.fix !== '').toBe(true);
  });

  test('that the line was cut while it was logging in', async () => {
    const machine: TestMachine = kept(
      await startTestMachine({
        accept: () => {
          machine.cut();
          return true;
        },
      }),
    );
    const found = await knockAt(machine.port);
    expect(found).toMatchObject({ kind: 'ssh', login: { kind: 'broken-off' } });
  });
});
