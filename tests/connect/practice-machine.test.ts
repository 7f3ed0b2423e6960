import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/app/clock.ts';
import type { Clock } from '../../main/app/platform.ts';
import type { Session } from '../../src/connect/contract.ts';
import { availableImage, launchRequest } from '../desktop/journey-inputs.ts';
import { type MainSide, openMainSide } from '../desktop/main-side.ts';

const fourTimesAsFast: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => systemClock.sleep(ms / 4, signal),
};

describe('Connecting to machines of the practice cloud, through the whole main process', () => {
  let side: MainSide;
  let instanceId: string;

  beforeAll(async () => {
    // Its own clock is so fast that no machine would speak in time.
    side = await openMainSide({ clock: fourTimesAsFast });
    await side.handlers.keys.create({ name: 'my-key', type: 'ed25519' });
    const imageId = await availableImage(side, 'web-ubuntu-copy');
    const { jobId } = await side.handlers.launch.start(
      await launchRequest(side, imageId, { key: { kind: 'existing', name: 'my-key' } }),
    );
    const job = await side.ended(jobId);
    instanceId = job.instanceIds?.[0] ?? '';
  }, 120_000);
  afterAll(() => side.stop());

  async function eventually<T>(what: string, look: () => T | undefined | false): Promise<T> {
    const end = performance.now() + 20_000;
    for (;;) {
      const found = look();
      if (found) return found;
      if (performance.now() > end) throw new Error(`Waited in vain for ${what}: ${JSON.stringify(sessions())}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const sessions = () =>
    side.told.filter(({ event }) => event === 'connect.changed').map(({ payload }) => payload as Session);
  const shown = (sessionId: string) =>
    side.told
      .filter(({ event }) => event === 'connect.output')
      .map(({ payload }) => payload as { sessionId: string; data: Uint8Array })
      .filter((output) => output.sessionId === sessionId)
      .map(({ data }) => Buffer.from(data).toString())
      .join('');

  it('shows who, where and with which key, and a command for an outside terminal', async () => {
    const panel = await side.handlers.connect.panel({ instanceId });
    expect(panel).toMatchObject({ instanceName: 'clone', keyName: 'my-key', privateHalfHere: true, users: ['ubuntu'] });
    expect(panel.blocked).toBeUndefined();
    expect(panel.command).toMatch(/^ssh -i "my-key\.pem" -p \d+ ubuntu@127\.0\.0\.1$/);
  });

  it('leads root to ubuntu, with the host key confirmed by the console output', async () => {
    const { sessionId } = await side.handlers.connect.open({ instanceId, user: 'root', columns: 80, rows: 24 });
    const open = await eventually('ubuntu', () =>
      sessions().find(({ state, user }) => state === 'open' && user === 'ubuntu'),
    );
    expect(open).toMatchObject({ sessionId, notice: 'This machine wants ubuntu, not root. Reconnected as ubuntu.' });
    expect(sessions().map(({ state }) => state)).not.toContain('asking-host-key');
    await eventually('the welcome', () => shown(sessionId).includes('Welcome to Ubuntu'));
    await side.handlers.connect.write({ sessionId, data: 'whoami; exit\r' });
    const closed = await eventually('the end', () => sessions().find(({ state }) => state === 'closed'));
    expect(closed).toMatchObject({ exitStatus: 0 });
    expect((await side.handlers.connect.panel({ instanceId })).knownHostKey?.type).toBe('ssh-ed25519');
  });
});
