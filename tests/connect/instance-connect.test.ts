import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PUSHED_KEY_MS } from '../../main/connect/credential.ts';
import type { Session } from '../../src/connect/contract.ts';
import { createFastClock, type MainSide, openMainSide } from '../desktop/main-side.ts';
import { createRig, openShell, type Rig } from './connect-rig.ts';
import { aKey, startTestMachine, type TestMachine } from './test-machine.ts';

describe('EC2 Instance Connect, on a machine of the practice cloud whose key is elsewhere', () => {
  let side: MainSide;
  let instanceId: string;

  beforeAll(async () => {
    side = await openMainSide({ clock: createFastClock(4) });
    const { instances } = await side.handlers.instances.list({});
    instanceId = instances.find(({ name }) => name === 'web-01')?.instanceId ?? '';
  }, 60_000);
  afterAll(() => side.stop());

  const news = (sessionId: string) =>
    side.told
      .filter(({ event }) => event === 'connect.changed')
      .map(({ payload }) => payload as Session)
      .filter((session) => session.sessionId === sessionId);
  /** Opens a session by the way that is offered first, and accepts the host key. */
  const enter = async (user: string) => {
    const { sessionId } = await side.handlers.connect.open({ instanceId, user, columns: 80, rows: 24 });
    const now = () => news(sessionId).at(-1);
    await expect.poll(() => now()?.state, { timeout: 20_000 }).toMatch(/asking-host-key|open|closed/);
    if (now()?.state === 'asking-host-key') await side.handlers.connect.answerHostKey({ sessionId, accept: true });
    await expect.poll(() => now()?.state, { timeout: 20_000 }).toMatch(/open|closed/);
    return now();
  };

  it('is the way that is chosen, and opens a shell', async () => {
    const panel = await side.handlers.connect.panel({ instanceId });
    expect(panel.blocked).toBeUndefined();
    expect(panel.ways[0]).toMatchObject({ way: 'instance-connect', standing: 'works' });
    expect(panel.ways.find(({ way }) => way === 'key')).toMatchObject({ standing: 'no' });
    const opened = await enter(panel.users[0] ?? '');
    expect(opened).toMatchObject({ state: 'open', way: 'instance-connect' });
  });

  it('keeps the pushed key to the main process: nothing that is told, logged or kept holds a private key', async () => {
    expect(JSON.stringify([side.told, side.logged])).not.toContain('PRIVATE KEY');
    expect((await side.handlers.keys.list({})).keptHalves).toEqual([]);
  });

  it('is refused in words to who may not, and is offered with that from then on', async () => {
    await side.handlers.accounts.use({ source: { kind: 'practice', person: 'auditor' }, region: 'eu-central-1' });
    const closed = await enter('ubuntu');
    expect(closed?.error).toMatchObject({ code: 'aws.denied' });
    expect(closed?.error?.message).toMatch(/auditor may not do this \(ec2-instance-connect:SendSSHPublicKey\)/);
    const { ways } = await side.handlers.connect.panel({ instanceId });
    expect(ways.find(({ way }) => way === 'instance-connect')).toMatchObject({
      standing: 'perhaps',
      why: expect.stringMatching(/refused before: auditor may not/),
    });
  });
});

describe('A pushed key', () => {
  const pushed = ssh2.utils.generateKeyPairSync('ed25519').private;
  const cleanup: (() => unknown)[] = [];
  afterEach(async () => {
    for (const undo of cleanup.splice(0)) await undo();
  });
  const world = async (accept: boolean, deps: Parameters<typeof createRig>[2] = {}) => {
    const machine: TestMachine = await startTestMachine({ accept: () => accept });
    const pushes: string[] = [];
    const rig: Rig = createRig(
      { pem: aKey(), port: machine.port },
      {},
      {
        keptKeys: async () => [],
        pushKey: async (_, user) => {
          pushes.push(user);
          return pushed;
        },
        ...deps,
      },
    );
    cleanup.push(
      () => rig.connect.stop(),
      () => machine.close(),
    );
    return { rig, machine, pushes };
  };

  it('is made and pushed only after the host key was accepted, for the user who logs in', async () => {
    const { rig, pushes } = await world(true);
    const { sessionId } = await rig.open('ubuntu');
    await rig.until(({ state }) => state === 'asking-host-key');
    expect(pushes).toEqual([]);
    await rig.connect.answerHostKey({ sessionId, accept: true });
    await rig.until(({ state }) => state === 'open');
    expect(pushes).toEqual(['ubuntu']);
  });

  it('that the machine does not take: the package or the user is named, and who else to try', async () => {
    const { rig } = await world(false);
    await openShell(rig, 'nobody');
    const { error } = await rig.until(({ state }) => state === 'closed');
    expect(error).toMatchObject({ code: 'connect.permission-denied', likelyUsers: ['ubuntu'] });
    expect(error?.message).toContain('that EC2 Instance Connect pushed');
    expect(error?.fix).toContain('package is not on the machine');
  });

  it('that came too late is told as that', async () => {
    let now = Date.now();
    const { rig } = await world(false, {
      clock: {
        // Each look at the clock is more than a minute after the one before.
        now: () => {
          now += PUSHED_KEY_MS + 1_000;
          return new Date(now);
        },
        sleep: () => new Promise(() => undefined),
      },
    });
    await openShell(rig, 'ubuntu');
    const { error } = await rig.until(({ state }) => state === 'closed');
    expect(error).toMatchObject({ code: 'connect.key-expired' });
    expect(error?.fix).toContain('a fresh key is made');
  });
});
