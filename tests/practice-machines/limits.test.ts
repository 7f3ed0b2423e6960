import { createConnection } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Client, ClientChannel } from 'ssh2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DiskRoom } from '../../main/practice/cloud/machines/disk-room.ts';
import { Crowd } from '../../main/practice/cloud/machines/door.ts';
import type { MachinesOptions } from '../../main/practice/cloud/machines/machines.ts';
import { createLimits } from '../../main/practice/cloud/machines/shared-limits.ts';
import { Turns } from '../../main/practice/cloud/machines/turns.ts';
import { connect, createRig, openTerminal, type Rig } from './rig.ts';

const MB = 1024 * 1024;
const rigs: Rig[] = [];
const aRig = (options: MachinesOptions = {}) => {
  const made = createRig({}, options);
  rigs.push(made);
  return made;
};
let rig: Rig;
beforeEach(() => {
  rig = aRig();
});
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((each) => each.close()));
});

describe('disks', () => {
  test('all machines share one memory, and what one gives back another may take', async () => {
    const room = new DiskRoom(20 * MB);
    rig = aRig({ limits: { ...createLimits(), room } });
    const [one, two] = [await rig.boot(), await rig.boot()];
    const fill = 'dd if=/dev/zero of=big bs=1M count=12; echo $?; ls -s big | cut -d" " -f1';
    expect((await rig.ssh(one.port, 'ubuntu', [fill])).stdout).toMatch(/^0\n/);
    const second = await rig.ssh(two.port, 'ubuntu', [fill]);
    expect(second.stderr).toContain("dd: error writing 'big': No space left on device");
    expect((await rig.ssh(two.port, 'ubuntu', ['rm big; echo x > small; df / | tail -1'])).stdout).not.toContain(
      '100%',
    );
    await rig.machines.halt(one.spec.instanceId);
    expect((await rig.ssh(two.port, 'ubuntu', [fill])).stdout).toMatch(/^0\n/);
    await rig.machines.halt(two.spec.instanceId);
    expect(room.used).toBe(0);
  });

  test.each([
    ['yes > file', 'No space left on device'],
    ['dd if=/dev/zero of=big bs=1M count=1024', "dd: error writing 'big': No space left on device"],
    ['fallocate -l 1G big', 'fallocate: fallocate failed: No space left on device'],
    ['truncate -s 1T big', "truncate: failed to truncate 'big' at 1099511627776 bytes: No space left on device"],
    ['head -c 60000 /dev/zero > z; while cat z z z z >> big; do :; done', 'big: No space left on device'],
  ])(
    '%s fails by the machine’s own disk alone',
    async (script, words) => {
      const [one, two] = [await rig.boot(), await rig.boot()];
      const end = await rig.ssh(one.port, 'ubuntu', [script]);
      expect(end.stderr).toContain(words);
      expect((await rig.ssh(two.port, 'ubuntu', ['dd if=/dev/zero of=fine bs=1M count=3 && echo fine'])).stdout).toBe(
        'fine\n',
      );
      expect((await rig.ssh(one.port, 'ubuntu', ['sudo rm -f big file z; echo there > again; cat again'])).stdout).toBe(
        'there\n',
      );
    },
    40_000,
  );

  test('a full disk lets people log in, and packages are refused in apt’s words', async () => {
    const { port } = await rig.boot();
    await rig.ssh(port, 'ubuntu', ['dd if=/dev/zero of=big bs=1M count=100']);
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    expect(await terminal.line('head -c 9000 /dev/zero > new; df -h / | tail -1')).toMatch(
      /No space left on device\n.* 100% \//,
    );
    expect(await terminal.line('sudo apt-get install -y nginx 2>&1 | tail -1')).toContain(
      "You don't have enough free space",
    );
    expect(await terminal.line('rm big; echo x > new; cat new')).toBe('x');
    terminal.close();
  });

  test('names and paths have Linux’s own lengths, however they are made', async () => {
    const { port, spec } = await rig.boot();
    const long = 'n'.repeat(250);
    const end = await rig.ssh(port, 'ubuntu', [
      `touch ${long}xxxxxx; d=${long}; for i in $(seq 1 30); do mkdir $d 2>/dev/null && cd $d || break; done; pwd | wc -c; cd; for i in $(seq 1 20); do mkdir -p up/$d && mv $d up/$d/ 2>/dev/null && mv up $d || break; done`,
    ]);
    expect(end.stderr).toMatch(/File name too long|name too long/);
    expect(Number(/\d+/.exec(end.stdout)?.[0])).toBeLessThan(4_097);
    const disk = await rig.machines.disk(spec.instanceId);
    expect(Math.max(...Object.keys(disk?.files ?? {}).map((path) => path.length))).toBeLessThan(8_300);
  });

  test('what a client sends to a command is bounded', async () => {
    const { port } = await rig.boot();
    const end = await rig.ssh(port, 'ubuntu', ['cat > sent'], { input: 'x'.repeat(19 * MB) });
    expect(end).toMatchObject({ code: 1, stderr: 'bash: write error: No space left on device\n' });
    const fits = await rig.ssh(port, 'ubuntu', ['cat > sent; wc -c < sent'], { input: 'x'.repeat(9 * MB) });
    expect(fits.stdout.trim()).toBe(String(9 * MB));
  });
});

describe('connections and sessions', () => {
  const openAll = async (port: number, count: number) =>
    Promise.all(
      Array.from(
        { length: count },
        () =>
          new Promise<'spoken' | 'refused' | 'open'>((resolve) => {
            const socket = createConnection({ port, host: '127.0.0.1' });
            socket.on('error', () => resolve('refused'));
            socket.on('data', (data) => {
              resolve(data.toString().startsWith('SSH-') ? 'spoken' : 'refused');
              setTimeout(() => socket.destroy(), 500);
            });
            socket.on('close', () => resolve('refused'));
            setTimeout(() => {
              resolve('open');
              socket.destroy();
            }, 3_000);
          }),
      ),
    );

  test('500 connections at once harm nobody else', async () => {
    const [one, two] = [await rig.boot(), await rig.boot()];
    const flood = openAll(one.port, 500);
    expect((await rig.ssh(two.port, 'ubuntu', ['echo fine'])).stdout).toBe('fine\n');
    const heard = await flood;
    expect(heard.filter((each) => each === 'spoken').length).toBeLessThan(100);
    // The machine itself takes logins again once the last of them is gone.
    const ssh = async () => (await rig.ssh(one.port, 'ubuntu', ['echo fine'])).stdout;
    await expect.poll(ssh, { timeout: 20_000, interval: 250 }).toBe('fine\n');
  }, 40_000);

  test('all machines together take only so many', async () => {
    const crowd = new Crowd(8);
    rig = aRig({ limits: { ...createLimits(), crowd } });
    const [one, two] = [await rig.boot(), await rig.boot()];
    const clients = await Promise.all(
      Array.from({ length: 8 }, () => connect({ port: one.port, username: 'ubuntu', privateKey: rig.keys.privateKey })),
    );
    await expect(connect({ port: two.port, username: 'ubuntu', privateKey: rig.keys.privateKey })).rejects.toThrow();
    for (const client of clients) client.end();
    await expect.poll(async () => (await rig.ssh(two.port, 'ubuntu', ['echo fine'])).stdout).toBe('fine\n');
  });

  test('a connection has ten sessions, and a machine so many commands at a time', async () => {
    rig.world.sleepMs = () => 4_000;
    const { port } = await rig.boot();
    const start = (client: Client) =>
      new Promise<ClientChannel | null>((resolve) =>
        client.exec('sleep 60; echo done', (error, channel) => resolve(error ? null : channel)),
      );
    const clients = await Promise.all(
      Array.from({ length: 4 }, () => connect({ port, username: 'ubuntu', privateKey: rig.keys.privateKey })),
    );
    const channels = (
      await Promise.all(clients.flatMap((client) => Array.from({ length: 12 }, () => start(client))))
    ).filter((each) => each !== null);
    expect(channels).toHaveLength(40);
    const ends = await Promise.all(
      channels.map(
        (channel) =>
          new Promise<string>((resolve) => {
            let text = '';
            channel.on('data', (data: Buffer) => {
              text += data.toString();
            });
            channel.stderr.on('data', (data: Buffer) => {
              text += data.toString();
            });
            channel.on('close', () => resolve(text));
          }),
      ),
    );
    expect(ends.filter((text) => text === 'done\n')).toHaveLength(24);
    expect(ends.filter((text) => text === 'bash: fork: retry: Resource temporarily unavailable\n')).toHaveLength(16);
    for (const client of clients) client.end();
  }, 30_000);

  test('sessions that are over leave nothing behind', async () => {
    const { port } = await rig.boot();
    const round = async () => {
      const terminals = await Promise.all(Array.from({ length: 8 }, () => openTerminal(port, 'ubuntu', rig.keys)));
      await Promise.all(terminals.map((each) => each.line('x=$(seq 1 20000); ls /')));
      for (const each of terminals) each.close();
      await Promise.all(terminals.map((each) => each.ended));
    };
    await round();
    const before = await settled();
    await round();
    await round();
    expect((await settled()) - before).toBeLessThan(8);
  }, 60_000);
});

/** Megabytes that the process holds when all that can be collected is. */
async function settled(): Promise<number> {
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose_gc');
  await new Promise((resolve) => setTimeout(resolve, 300));
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

describe('the processor and the memory', () => {
  test.each([
    ['a loop', 'while :; do :; done'],
    ['a loop in eval', 'eval "while :; do :; done"'],
    ['a loop in a file that is read', 'echo "while :; do :; done" > s; . ./s'],
    ['a loop of loops', 'while :; do for i in 1 2 3; do x=$((x+i)); done; done'],
    ['many loops at once', 'for i in 1 2 3 4 5 6 7 8; do (while :; do :; done) & done; wait'],
  ])(
    'while a machine runs %s, another one’s person types',
    async (_name, script) => {
      const [bad, good] = [await rig.boot(), await rig.boot()];
      const terminal = await openTerminal(good.port, 'ubuntu', rig.keys);
      await terminal.line('echo warm');
      const attackers = await Promise.all(
        Array.from({ length: 3 }, () =>
          connect({ port: bad.port, username: 'ubuntu', privateKey: rig.keys.privateKey }),
        ),
      );
      for (const client of attackers) client.exec(script, (_error, channel) => channel?.resume());
      await new Promise((resolve) => setTimeout(resolve, 300));
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const begun = performance.now();
      for (let line = 0; line < 5; line += 1) expect(await terminal.line(`echo n${line}`)).toBe(`n${line}`);
      delay.disable();
      expect((performance.now() - begun) / 5).toBeLessThan(1_000);
      // The figures of a quiet computer are in the bench; here others may be at work.
      expect(delay.percentile(90) / 1e6).toBeLessThan(150);
      for (const client of attackers) client.destroy();
      terminal.close();
    },
    40_000,
  );

  test('without turns a loop does keep the others waiting (control)', async () => {
    class NoTurns extends Turns {
      override wait(): Promise<void> {
        return Promise.resolve();
      }
    }
    rig = aRig({ limits: { ...createLimits(), turns: new NoTurns() } });
    const { port } = await rig.boot();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await rig.ssh(port, 'ubuntu', ['for i in $(seq 1 8000); do :; done']);
    delay.disable();
    expect(delay.max / 1e6).toBeGreaterThan(250);
  }, 40_000);

  test('variables without end are stopped as the kernel does', async () => {
    const { port } = await rig.boot();
    const end = await rig.ssh(port, 'ubuntu', [
      "for i in $(seq 1 5000); do printf -v x$i '%0100000d' $i; done; echo never",
    ]);
    expect(end).toMatchObject({ stdout: '', code: 137 });
    expect(end.stderr).toContain('Killed');
    expect((await rig.ssh(port, 'ubuntu', ['echo fine'])).stdout).toBe('fine\n');
  }, 40_000);

  test('large inputs are done in pieces where lines stand alone, and refused in the command’s words elsewhere', async () => {
    const { port } = await rig.boot();
    const sh = (command: string) => rig.ssh(port, 'ubuntu', [command]);
    expect(
      (await sh('seq 1 60000 > n; grep -E "9$" n | wc -l; sed s/1/x/ n | tail -1; cut -c1 n | tail -1')).stdout.replace(
        /^ +/gm,
        '',
      ),
    ).toBe('6000\n60000\n6\n');
    expect((await sh('seq 1 60000 | grep nothing; echo $?')).stdout).toBe('1\n');
    const end = await sh('seq 1 300000 | sort -r | head -1');
    expect(end.stderr).toContain('sort: memory exhausted');
    expect(
      (await sh('seq 1 50000 | sort -r | head -1; seq 1 30000 | awk "{ s += \\$1 } END { print s }"')).stdout,
    ).toBe('9999\n450015000\n');
  }, 40_000);
});
