import { connect as dial, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { FRESH_TERMINAL } from '../../main/connect/ssh-session.ts';
import { createRig, openShell, type Rig } from './connect-rig.ts';
import { aKey, startRawListener, startTestMachine } from './test-machine.ts';

const pem = aKey();
const closers: (() => Promise<void> | void)[] = [];
const kept = <T extends { close(): Promise<void> }>(machine: T): T => {
  closers.push(() => machine.close());
  return machine;
};
const aRig = (port: number, times: Parameters<typeof createRig>[1] = {}): Rig => {
  const rig = createRig({ pem, port }, times);
  closers.push(() => rig.connect.stop());
  return rig;
};
const anEcho = async () => {
  let shells = 0;
  return kept(
    await startTestMachine({
      shell: (channel) => {
        shells += 1;
        channel.write(`shell ${shells}\r\n`);
        channel.on('data', (data: Buffer) => channel.write(data));
      },
    }),
  );
};
const again = (rig: Rig, sessionId: string) =>
  rig.connect.reconnect({ sessionId, user: 'ubuntu', columns: 90, rows: 30 });
const closedAgain = (rig: Rig) => rig.until(({ state }) => state === 'closed');

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('A session that ended by itself', () => {
  it('goes on in the same terminal: what comes follows what was printed, without a gap', async () => {
    const machine = await anEcho();
    const rig = aRig(machine.port);
    const sessionId = await openShell(rig, 'ubuntu');
    await rig.connect.write({ sessionId, data: 'before\x1b[?1049h\x1b[?1003h' });
    await rig.untilOutput(sessionId, '1003h');
    machine.cut();
    const lost = await closedAgain(rig);
    expect(lost.error).toMatchObject({ code: 'connect.lost', message: 'The connection to the machine was lost.' });
    const begun = await again(rig, sessionId);
    expect(begun).toMatchObject({ sessionId, state: 'connecting' });
    expect([begun.error, begun.exitStatus]).toEqual([undefined, undefined]);
    const shown = await rig.untilOutput(sessionId, 'shell 2');
    // The program that was cut off had the second screen and the mouse: both are given back before the new shell.
    expect(shown.split(Buffer.from(FRESH_TERMINAL).toString())).toEqual([
      expect.stringContaining('before'),
      'shell 2\r\n',
    ]);
    const { data, offset } = await rig.connect.replay({ sessionId });
    expect([Buffer.from(data).toString(), offset]).toEqual([rig.output(sessionId).toString(), 0]);
    await rig.connect.write({ sessionId, data: 'after' });
    await rig.untilOutput(sessionId, 'after');
  });

  it('is held back and let go as before when the window cannot follow', async () => {
    const machine = kept(
      await startTestMachine({
        shell: (channel) => channel.once('data', () => channel.write('y\n'.repeat(500_000))),
      }),
    );
    const rig = aRig(machine.port);
    const sessionId = await openShell(rig, 'ubuntu');
    machine.cut();
    await closedAgain(rig);
    await again(rig, sessionId);
    await rig.until(({ state }) => state === 'open' && rig.changes.some((one) => one.state === 'closed'));
    while (rig.changes.at(-1)?.state !== 'open') await new Promise((resolve) => setTimeout(resolve, 5));
    rig.drawing = false;
    await rig.connect.write({ sessionId, data: 'go' });
    await rig.untilOutput(sessionId, 'y\ny\n');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(rig.undrawn()).toBeLessThan(600_000);
    rig.drawing = true;
    await rig.connect.acknowledge({ sessionId, bytes: 500_000 });
    while (rig.output(sessionId).length < 1_000_000) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('is not connected again while it goes on, nor after its tab was closed', async () => {
    const rig = aRig((await anEcho()).port);
    const sessionId = await openShell(rig, 'ubuntu');
    await expect(again(rig, sessionId)).rejects.toMatchObject({ code: 'connect.still-open' });
    await rig.connect.close({ sessionId });
    expect((await rig.connect.list({})).sessions).toEqual([]);
    await expect(again(rig, sessionId)).rejects.toMatchObject({ code: 'connect.no-session' });
  });

  it('says why when it cannot be connected again, and can be tried once more', async () => {
    const machine = await anEcho();
    const rig = aRig(machine.port);
    const sessionId = await openShell(rig, 'ubuntu');
    machine.cut();
    await closedAgain(rig);
    rig.world.port = 1;
    await again(rig, sessionId);
    const refused = await rig.until(({ error }) => error?.code === 'connect.refused');
    expect(refused).toMatchObject({ sessionId, state: 'closed' });
    rig.world.port = machine.port;
    await again(rig, sessionId);
    await rig.untilOutput(sessionId, 'shell 2');
  });
});

describe('A network that goes silent', () => {
  it('is noticed after three questions without an answer, and told', async () => {
    const machine = await anEcho();
    let silent = false;
    const pass = (from: Socket, to: Socket) => {
      from.on('error', () => undefined);
      from.on('data', (data: Buffer) => {
        if (!silent) to.write(data);
      });
    };
    const middle = kept(
      await startRawListener((socket) => {
        const on = dial(machine.port, '127.0.0.1');
        pass(socket, on);
        pass(on, socket);
      }),
    );
    const rig = aRig(middle.port, { keepaliveMs: 60 });
    const sessionId = await openShell(rig, 'ubuntu');
    await rig.untilOutput(sessionId, 'shell 1');
    // An answered question keeps it open.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(rig.changes.at(-1)?.state).toBe('open');
    silent = true;
    const { error } = await closedAgain(rig);
    expect(error).toMatchObject({
      code: 'connect.lost',
      message: 'The machine no longer answers, so the connection was given up.',
    });
  });
});

describe('Sessions side by side', () => {
  it('say beside which one they are, also after they were connected again', async () => {
    const machine = await anEcho();
    const rig = aRig(machine.port);
    const left = await openShell(rig, 'ubuntu');
    const right = await rig.connect.open({
      instanceId: rig.world.instance.instanceId,
      user: 'ubuntu',
      columns: 80,
      rows: 24,
      beside: left,
    });
    expect(right.beside).toBe(left);
    await rig.until((one) => one.sessionId === right.sessionId && one.state === 'open');
    machine.cut();
    await rig.until((one) => one.sessionId === right.sessionId && one.state === 'closed');
    expect((await again(rig, right.sessionId)).beside).toBe(left);
    expect((await rig.connect.list({})).sessions.map(({ sessionId }) => sessionId)).toEqual([left, right.sessionId]);
  });
});
