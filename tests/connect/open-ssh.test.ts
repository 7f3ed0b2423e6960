import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FLOW } from '../../main/connect/output-flow.ts';
import { createRig, INSTANCE, openShell, type Rig } from './connect-rig.ts';
import { makeKey, type OpenSshServer, openSshAvailable, rootLine, startOpenSsh } from './open-ssh-server.ts';

describe.skipIf(!openSshAvailable)('Connecting to a real OpenSSH server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'connect-keys-'));
  const team = makeKey(folder, 'ed25519', 'team');
  const teamRsa = makeKey(folder, 'rsa', 'team-rsa');
  const stranger = makeKey(folder, 'ed25519', 'stranger');
  const authorized = {
    root: rootLine(team.publicKey),
    ubuntu: `${team.publicKey}\n${teamRsa.publicKey}`,
  };
  let server: OpenSshServer;
  const others: OpenSshServer[] = [];
  const another = async (options: { hostKeyType?: 'rsa' } = {}) => {
    const started = await startOpenSsh({ authorized, ...options });
    others.push(started);
    return started;
  };
  const rigs: Rig[] = [];
  const aRig = (
    given: { pem?: string; port?: number; console?: string } = {},
    ...rest: [Parameters<typeof createRig>[1]?]
  ) => {
    const rig = createRig({ pem: team.pem, port: server.port, ...given }, ...rest);
    rigs.push(rig);
    return rig;
  };

  beforeAll(async () => {
    server = await startOpenSsh({ authorized });
  });
  afterEach(async () => {
    for (const rig of rigs.splice(0)) rig.connect.stop();
    await Promise.all(others.splice(0).map((started) => started.stop()));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['ed25519', team],
    ['rsa', teamRsa],
  ])('opens a shell with an %s key, in the language and terminal it says', async (_, { pem }) => {
    const rig = aRig({ pem });
    const sessionId = await openShell(rig, 'ubuntu');
    await rig.connect.write({ sessionId, data: 'echo "$USER $TERM $LANG $(stty size) $SSH_AUTH_SOCK."\n' });
    await rig.untilOutput(sessionId, 'ubuntu xterm-256color C.UTF-8 24 80 .');
    await rig.connect.resize({ sessionId, columns: 132, rows: 50 });
    await rig.connect.write({ sessionId, data: 'stty size; exit 3\n' });
    const closed = await rig.until(({ state }) => state === 'closed');
    expect(rig.output(sessionId).toString()).toContain('50 132');
    expect(closed).toMatchObject({ exitStatus: 3, user: 'ubuntu' });
    expect(closed.error).toBeUndefined();
  });

  it('gives none of this computer’s environment away', async () => {
    process.env.AMIABLE_CANARY = 'canary-7f3a';
    const rig = aRig();
    const sessionId = await openShell(rig, 'ubuntu');
    await rig.connect.write({ sessionId, data: 'env; exit\n' });
    await rig.until(({ state }) => state === 'closed');
    delete process.env.AMIABLE_CANARY;
    expect(rig.output(sessionId).toString()).toContain('TERM=xterm-256color');
    expect(rig.output(sessionId).toString()).not.toContain('canary-7f3a');
  });

  it('says which users and which key when the key does not fit', async () => {
    const rig = aRig({ pem: stranger.pem });
    await openShell(rig, 'ubuntu');
    const closed = await rig.until(({ state }) => state === 'closed');
    expect(closed.error).toMatchObject({ code: 'connect.permission-denied' });
    expect(closed.error?.fix).toContain('team-key');
  });

  it('offers the likely users when the user does not exist', async () => {
    const rig = aRig();
    await openShell(rig, 'ec2-user');
    const closed = await rig.until(({ state }) => state === 'closed');
    expect(closed.error).toMatchObject({ code: 'connect.permission-denied', likelyUsers: ['ubuntu'] });
    expect(server.log()).toContain('Invalid user ec2-user');
  });

  it('follows cloud-init’s advice at once, in the same session, and remembers it for the image', async () => {
    const rig = aRig();
    rig.world.instance.imageName = 'a-name-that-tells-nothing';
    const begun = performance.now();
    const sessionId = await openShell(rig, 'root');
    const again = await rig.until(({ state, user }) => state === 'open' && user === 'ubuntu');
    // The machine itself would have waited for ten seconds.
    expect(performance.now() - begun).toBeLessThan(8_000);
    expect(again.sessionId).toBe(sessionId);
    expect(again.notice).toBe('This machine wants ubuntu, not root. Reconnected as ubuntu.');
    await rig.connect.write({ sessionId, data: 'whoami; exit\n' });
    await rig.until(({ state }) => state === 'closed');
    expect(rig.output(sessionId).toString()).toMatch(/rather than the user "root"[\s\S]*ubuntu/);
    expect(rig.changes.map(({ state }) => state)).toEqual([
      'asking-host-key',
      'connecting',
      'open',
      'reconnecting',
      'open',
      'closed',
    ]);
    const { users } = await rig.connect.panel({ instanceId: INSTANCE });
    expect(users[0]).toBe('ubuntu');
  });

  it('accepts a first host key without asking only when the console output names it', async () => {
    const rig = aRig({ console: server.consoleOutput });
    await openShell(rig, 'ubuntu');
    expect(rig.changes.map(({ state }) => state)).toEqual(['open']);
    expect(rig.changes[0]?.notice).toContain('start-up record');

    const doubtful = aRig({ console: server.consoleOutput.replace(/SHA256:.{43}/, `SHA256:${'A'.repeat(43)}`) });
    await doubtful.open('ubuntu');
    const asking = await doubtful.until(({ state }) => state === 'asking-host-key');
    expect(asking.hostKey).toMatchObject({ type: 'ssh-ed25519', confirmedByConsole: false });
    expect(server.consoleOutput).toContain(asking.hostKey?.fingerprint);
    expect(asking.notice).toContain('another host key');
  });

  it('does not ask a second time, and refuses a changed key of the same or another type', async () => {
    const rig = aRig();
    await openShell(rig, 'ubuntu');
    const other = await another();
    const otherType = await another({ hostKeyType: 'rsa' });
    for (const changed of [other, otherType]) {
      const before = rig.changes.length;
      rig.world.port = changed.port;
      await rig.open('ubuntu');
      const closed = await rig.until(({ error }) => error?.code === 'connect.host-key-changed');
      expect(closed.error?.message).toMatch(/Before: ssh-ed25519 SHA256:.* Now: ssh-(rsa|ed25519) SHA256:/);
      expect(closed.error?.fix).toMatch(/made anew[\s\S]*somebody stands between/);
      expect(rig.changes.slice(before).map(({ state }) => state)).toEqual(['closed']);
      expect(changed.log()).not.toMatch(/userauth-request|Accepted/);
      rig.changes.splice(0);
    }
    rig.world.port = server.port;
    await rig.open('ubuntu');
    await rig.until(({ state }) => state === 'open');
    expect(rig.changes.map(({ state }) => state)).toEqual(['open']);
    await rig.connect.forgetHostKey({ instanceId: INSTANCE });
    await rig.open('ubuntu');
    await rig.until(({ state }) => state === 'asking-host-key');
  });

  it('sends nothing to the machine when the key is refused, and remembers nothing', async () => {
    const rig = aRig();
    const { sessionId } = await rig.open('ubuntu');
    await rig.until(({ state }) => state === 'asking-host-key');
    await rig.connect.answerHostKey({ sessionId, accept: false });
    const closed = await rig.until(({ state }) => state === 'closed');
    expect(closed.error?.code).toBe('connect.host-key-refused');
    expect(rig.world.memoryWrites).toBe(0);
    await expect(rig.connect.answerHostKey({ sessionId, accept: true })).rejects.toMatchObject({
      code: 'connect.not-asking',
    });
  });

  it('lets the clock stand while the person reads the fingerprint', async () => {
    const rig = aRig({}, { answerMs: 300 });
    const { sessionId } = await rig.open('ubuntu');
    await rig.until(({ state }) => state === 'asking-host-key');
    await new Promise((resolve) => setTimeout(resolve, 900));
    await rig.connect.answerHostKey({ sessionId, accept: true });
    await rig.until(({ state }) => state === 'open');
  });

  it('loses no byte of a flood, holds it back while the window does not draw, and replays its end', async () => {
    const rig = aRig();
    const sessionId = await openShell(rig, 'ubuntu');
    rig.drawing = false;
    await rig.connect.write({
      sessionId,
      data: "stty -echo -onlcr; printf 'BEG''IN\\n'; seq 1 2000000; printf 'E''ND\\n'; exit 0\n",
    });
    await rig.untilOutput(sessionId, 'BEGIN');
    await rig.untilOutput(sessionId, /\n30000\n/);
    const stood = async () => {
      const before = rig.undrawn();
      await new Promise((resolve) => setTimeout(resolve, 250));
      return rig.undrawn() === before && before;
    };
    let heldAt: number | false = false;
    while (heldAt === false) heldAt = await stood();
    expect(heldAt).toBeGreaterThanOrEqual(FLOW.highWater - FLOW.batchBytes);
    // One packet of SSH may come after the stream was paused.
    expect(heldAt).toBeLessThanOrEqual(FLOW.highWater + FLOW.batchBytes);
    rig.drawing = true;
    await rig.connect.acknowledge({ sessionId, bytes: 1_000_000 });
    await rig.until(({ state }) => state === 'closed');
    const output = rig.output(sessionId);
    const flood = output.subarray(output.indexOf('BEGIN\n') + 6, output.indexOf('END\n'));
    const whole = Array.from({ length: 2_000_000 }, (_, index) => `${index + 1}\n`).join('');
    expect(flood.equals(Buffer.from(whole))).toBe(true);
    const { data, offset } = await rig.connect.replay({ sessionId });
    expect(data.length).toBe(FLOW.keptBytes);
    expect(Buffer.from(data).equals(output.subarray(offset))).toBe(true);
  }, 60_000);

  it('tells a lost machine, after everything it had printed', async () => {
    const own = await another();
    const rig = aRig({ port: own.port });
    const sessionId = await openShell(rig, 'ubuntu');
    await rig.connect.write({ sessionId, data: 'echo last""words\n' });
    await rig.untilOutput(sessionId, 'lastwords');
    own.kill();
    const closed = await rig.until(({ state }) => state === 'closed');
    expect(closed.error?.code).toBe('connect.lost');
  });
});
