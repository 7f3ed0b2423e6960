import { connect as dial } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { anInstance, createRig, INSTANCE, openShell, type Rig } from './connect-rig.ts';
import { aKey, aPkcs8Key, startRawListener, startTestMachine } from './test-machine.ts';

const pem = aKey();
const cleanup: (() => unknown)[] = [];
const kept = <T extends { close(): unknown }>(thing: T): T => {
  cleanup.unshift(() => thing.close());
  return thing;
};
const aRig = (port: number, ...rest: [Parameters<typeof createRig>[1]?, Parameters<typeof createRig>[2]?]): Rig => {
  const rig = createRig({ pem, port }, ...rest);
  cleanup.unshift(() => rig.connect.stop());
  return rig;
};
const advice = (user: string) => `Please login as the user "${user}" rather than the user "root".\r\n\r\n`;

afterEach(async () => {
  for (const undo of cleanup.splice(0)) await undo();
});

describe('Before the host key is accepted', () => {
  it('reaches no message about logging in, however long the answer takes, and one right after it', async () => {
    const machine = kept(await startTestMachine({}));
    const rigs = Array.from({ length: 40 }, () => aRig(machine.port));
    const sessions = await Promise.all(rigs.map((rig) => rig.open('ubuntu')));
    await Promise.all(rigs.map((rig) => rig.until(({ state }) => state === 'asking-host-key')));
    for (const [index, rig] of rigs.entries()) {
      const sessionId = sessions[index]?.sessionId ?? '';
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
      expect(machine.attempts).toEqual([]);
      if (index % 2) await rig.connect.answerHostKey({ sessionId, accept: false });
      else await rig.connect.close({ sessionId });
    }
    await Promise.all(rigs.map((rig) => rig.until(({ state }) => state === 'closed')));
    expect(machine.attempts).toEqual([]);
    expect(rigs.map(({ world }) => world.memoryWrites)).toEqual(rigs.map(() => 0));
    // The counter counts: one acceptance, and the log-in is there.
    const rig = aRig(machine.port);
    await openShell(rig, 'ubuntu');
    expect(machine.attempts).toContain('ubuntu publickey');
    expect(machine.attempts.filter((attempt) => !attempt.endsWith(' publickey'))).toEqual([]);
  });

  it('fails closed when what is remembered cannot be read', async () => {
    const machine = kept(await startTestMachine({}));
    const rig = aRig(
      machine.port,
      {},
      { memory: { read: () => Promise.reject(new Error('disk')), write: async () => undefined } },
    );
    await expect(rig.open('ubuntu')).rejects.toThrow('disk');
    expect(machine.attempts).toEqual([]);
  });

  it('remembers no key of a server that does not prove it', async () => {
    const machine = kept(await startTestMachine({}));
    // A man in the middle who spoils the proof: he flips bits in what comes after the server's greeting and offers.
    const middle = kept(
      await startRawListener((socket) => {
        const on = dial(machine.port, '127.0.0.1');
        on.on('error', () => undefined);
        socket.pipe(on);
        on.on('data', (data: Buffer) => {
          const proof = data.indexOf(Buffer.from('ssh-ed25519\x00\x00\x00\x40', 'latin1'));
          if (proof >= 0) data[proof + 40] = (data[proof + 40] ?? 0) ^ 0xff;
          socket.write(data);
        });
        on.on('close', () => socket.destroy());
      }),
    );
    const rig = aRig(middle.port);
    const { sessionId } = await rig.open('ubuntu');
    await rig.until(({ state }) => state === 'asking-host-key');
    await rig.connect.answerHostKey({ sessionId, accept: true });
    const { error } = await rig.until(({ state }) => state === 'closed');
    expect(error?.code).toBe('connect.host-key-unproven');
    expect(rig.world.memoryWrites).toBe(0);
    expect(machine.attempts).toEqual([]);
    await openShell(aRig(machine.port), 'ubuntu');
  });

  it('tells that the machine hung up while the person was reading', async () => {
    const machine = kept(await startTestMachine({}));
    const rig = aRig(machine.port);
    const { sessionId } = await rig.open('ubuntu');
    await rig.until(({ state }) => state === 'asking-host-key');
    machine.cut();
    const { error } = await rig.until(({ state }) => state === 'closed');
    expect(error?.code).toBe('connect.hung-up');
    await expect(rig.connect.answerHostKey({ sessionId, accept: true })).rejects.toMatchObject({
      code: 'connect.not-asking',
    });
  });
});

describe('What can go wrong on the way', () => {
  it.each([
    ['nobody answers', 'connect.no-answer', () => startRawListener(() => undefined)],
    [
      'the answer is not SSH',
      'connect.hung-up',
      () => startRawListener((socket) => socket.end('HTTP/1.1 400\r\n\r\n')),
    ],
    ['the line is cut at once', 'connect.hung-up', () => startRawListener((socket) => socket.destroy())],
    [
      'the answer is noise',
      'connect.hung-up',
      () => startRawListener((socket) => socket.end(Buffer.alloc(4_000, 0x9b))),
    ],
  ])('tells what to do when %s', async (_, code, start) => {
    const listener = kept(await start());
    const rig = aRig(listener.port, { answerMs: 400 });
    await rig.open('ubuntu');
    const { error } = await rig.until(({ state }) => state === 'closed');
    expect(error).toMatchObject({ code });
    expect(error?.message).toMatch(/\.$/);
    expect(error?.fix).toMatch(/\.$/);
  });

  it('tells that SSH does not run (yet)', async () => {
    const listener = await startRawListener(() => undefined);
    await listener.close();
    const rig = aRig(listener.port);
    await rig.open('ubuntu');
    const { error } = await rig.until(({ state }) => state === 'closed');
    expect(error).toMatchObject({
      code: 'connect.refused',
      message: 'The machine answers, but SSH is not running (yet).',
    });
  });

  it('notices a machine that goes silent before the log-in is done', async () => {
    const machine = kept(await startTestMachine({}));
    let silent = false;
    const middle = kept(
      await startRawListener((socket) => {
        const on = dial(machine.port, '127.0.0.1');
        on.on('error', () => undefined);
        on.on('data', (data: Buffer) => {
          if (!silent) socket.write(data);
        });
        socket.on('data', (data: Buffer) => {
          if (!silent) on.write(data);
        });
      }),
    );
    const rig = aRig(middle.port, { answerMs: 400 });
    const { sessionId } = await rig.open('ubuntu');
    await rig.until(({ state }) => state === 'asking-host-key');
    silent = true;
    await rig.connect.answerHostKey({ sessionId, accept: true });
    const { error } = await rig.until(({ state }) => state === 'closed');
    expect(error?.code).toBe('connect.no-answer');
  });

  it.each([
    ['connect.not-running', { state: 'stopped' as const }],
    ['connect.not-running', { state: 'pending' as const }],
    ['connect.no-address', { publicIp: undefined }],
  ])('refuses with %s before dialling: %j', async (code, over) => {
    const rig = aRig(1);
    rig.world.instance = anInstance(over);
    await expect(rig.open('ubuntu')).rejects.toMatchObject({ code });
    const panel = await rig.connect.panel({ instanceId: INSTANCE });
    expect(panel.blocked?.message).toMatch(/\.$/);
    expect((await rig.connect.list({})).sessions).toEqual([]);
  });

  it('opens a key in PKCS#8, and names one that nobody can read', async () => {
    const machine = kept(await startTestMachine({}));
    const rig = aRig(machine.port);
    rig.world.keys['team-key'] = aPkcs8Key();
    await openShell(rig, 'ubuntu');
    expect(rig.changes.at(-1)?.state).toBe('open');
    rig.world.keys['team-key'] = '-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n';
    await rig.open('ubuntu');
    const { error } = await rig.until(({ state }) => state === 'closed');
    expect(error?.code).toBe('connect.key-unreadable');
  });

  it('gives the private key away in no answer and no event', async () => {
    const machine = kept(await startTestMachine({ accept: () => false }));
    const logged: string[] = [];
    const log = (...line: unknown[]) => void logged.push(JSON.stringify(line));
    const rig = aRig(machine.port, {}, { log: { info: log, warn: log, error: log } });
    await openShell(rig, 'ubuntu');
    await rig.until(({ state }) => state === 'closed');
    const told = JSON.stringify([
      rig.changes,
      logged,
      rig.world.memory,
      await rig.connect.panel({ instanceId: INSTANCE }),
      await rig.connect.list({}),
    ]);
    expect(told).not.toContain(pem.split('\n')[3]);
    expect(told).not.toContain('PRIVATE KEY');
  });
});

describe('A machine that wants another user', () => {
  it('is followed when its line comes in pieces, without waiting for it to hang up', async () => {
    const machine = kept(
      await startTestMachine({
        shell: (channel, user) => {
          if (user !== 'root') return void channel.write('welcome\r\n');
          const text = advice('ubuntu');
          channel.write(text.slice(0, 20));
          setTimeout(() => channel.write(text.slice(20, 30)), 30);
          setTimeout(() => channel.write(text.slice(30)), 60);
        },
      }),
    );
    const rig = aRig(machine.port);
    const sessionId = await openShell(rig, 'root');
    await rig.untilOutput(sessionId, 'welcome');
    expect(rig.changes.at(-1)).toMatchObject({ sessionId, user: 'ubuntu', state: 'open' });
  });

  it.each([
    ['names a user who cannot exist', advice('$(reboot)')],
    ['speaks of somebody else', 'Please login as the user "ubuntu" rather than the user "admin".\r\n'],
    ['names the same user again', advice('root')],
  ])('is not followed when it %s; status 142 is explained', async (_, text) => {
    const machine = kept(
      await startTestMachine({
        shell: (channel) => {
          channel.write(text);
          channel.exit(142);
          channel.end();
        },
      }),
    );
    const rig = aRig(machine.port);
    await openShell(rig, 'root');
    const closed = await rig.until(({ state }) => state === 'closed');
    expect(closed).toMatchObject({ user: 'root', exitStatus: 142 });
    expect(closed.error).toMatchObject({ code: 'connect.wrong-user', likelyUsers: ['ubuntu'] });
  });

  it('is followed once and no further', async () => {
    const users: string[] = [];
    const machine = kept(
      await startTestMachine({
        shell: (channel, user) => {
          users.push(user);
          channel.write(`Please login as the user "next${users.length}" rather than the user "${user}".\r\n`);
          if (users.length > 1) {
            channel.exit(142);
            channel.end();
          }
        },
      }),
    );
    const rig = aRig(machine.port);
    await openShell(rig, 'root');
    const closed = await rig.until(({ state }) => state === 'closed');
    expect(users).toEqual(['root', 'next1']);
    expect(closed.error?.code).toBe('connect.wrong-user');
  });

  it('is not followed for a line that comes late, or after much else', async () => {
    const machine = kept(
      await startTestMachine({
        shell: (channel, user) => {
          if (user === 'root') channel.write(`${'x'.repeat(4_096)}${advice('ubuntu')}`);
          else setTimeout(() => channel.write(advice('ubuntu').replace('"root"', `"${user}"`)), 300);
        },
      }),
    );
    for (const user of ['root', 'admin']) {
      const rig = aRig(machine.port, { adviceMs: 100 });
      const sessionId = await openShell(rig, user);
      await rig.untilOutput(sessionId, 'rather than');
      expect(rig.changes.at(-1)).toMatchObject({ user, state: 'open' });
    }
  });
});

describe('A slow machine', () => {
  it('is followed when its line came late but its status says that it was meant', async () => {
    const machine = kept(
      await startTestMachine({
        shell: (channel, user) => {
          if (user !== 'root') return;
          setTimeout(() => {
            channel.write(advice('ubuntu'));
            channel.exit(142);
            channel.end();
          }, 300);
        },
      }),
    );
    const rig = aRig(machine.port, { adviceMs: 50 });
    await openShell(rig, 'root');
    await rig.until(({ state, user }) => state === 'open' && user === 'ubuntu');
  });
});

describe('Sessions', () => {
  it('are found again with their output by a window that was reloaded', async () => {
    const machine = kept(
      await startTestMachine({
        shell: (channel) => {
          channel.write('welcome\r\n');
          channel.on('data', (data: Buffer) => channel.write(data));
        },
      }),
    );
    const rig = aRig(machine.port);
    const sessionId = await openShell(rig, 'ubuntu');
    await rig.untilOutput(sessionId, 'welcome');
    const { sessions } = await rig.connect.list({});
    expect(sessions).toMatchObject([{ sessionId, state: 'open', user: 'ubuntu', host: '203.0.113.7' }]);
    const { data, offset } = await rig.connect.replay({ sessionId });
    expect([Buffer.from(data).toString(), offset]).toEqual(['welcome\r\n', 0]);
    await rig.connect.write({ sessionId, data: 'grüße' });
    await rig.untilOutput(sessionId, 'grüße');
  });

  it('tell what was printed last before the end, and refuse what is not theirs', async () => {
    const machine = kept(
      await startTestMachine({
        shell: (channel) => {
          channel.write('y\n'.repeat(300_000));
          channel.write('goodbye');
          channel.exit(0);
          channel.end();
        },
      }),
    );
    const rig = aRig(machine.port);
    const sessionId = await openShell(rig, 'ubuntu');
    const closed = await rig.until(({ state }) => state === 'closed');
    expect(closed).toMatchObject({ exitStatus: 0 });
    expect(rig.output(sessionId).length).toBe(600_007);
    await expect(rig.connect.write({ sessionId: 'nobody', data: 'x' })).rejects.toMatchObject({
      code: 'connect.no-session',
    });
  });

  it('end with the app, all of them', async () => {
    const machine = kept(await startTestMachine({}));
    const rig = aRig(machine.port);
    await openShell(rig, 'ubuntu');
    await rig.open('ubuntu');
    rig.connect.stop();
    expect((await rig.connect.list({})).sessions).toEqual([]);
    expect(rig.changes.filter(({ state }) => state === 'closed')).toHaveLength(2);
  });
});
