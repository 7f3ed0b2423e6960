import { afterAll, describe, expect, test } from 'vitest';
import { createRig, newKeyPair } from './rig.ts';

const pushed = newKeyPair();
const state = { until: Number.POSITIVE_INFINITY, asked: [] as string[] };
const rig = createRig({
  pushedKeys: (id, user) => {
    state.asked.push(`${id} ${user}`);
    return user === 'ubuntu' && Date.now() < state.until ? [pushed.publicKey, 'no key at all'] : [];
  },
});
afterAll(() => rig.close());

describe('keys that EC2 Instance Connect pushed', () => {
  test('open the door for their user while they last, and for nobody else', async () => {
    const { port, spec } = await rig.boot({ publicKey: null });
    expect((await rig.ssh(port, 'ubuntu', ['whoami'], { key: pushed })).stdout).toBe('ubuntu\n');
    expect(state.asked).toContain(`${spec.instanceId} ubuntu`);
    expect((await rig.ssh(port, 'root', ['whoami'], { key: pushed })).code).toBe(255);
    expect((await rig.ssh(port, 'ubuntu', ['whoami'], { key: newKeyPair() })).code).toBe(255);
    expect((await rig.ssh(port, 'ubuntu', ['cat .ssh/authorized_keys'], { key: pushed })).stdout).not.toContain(
      pushed.publicKey,
    );
    state.until = 0;
    expect((await rig.ssh(port, 'ubuntu', ['whoami'], { key: pushed })).code).toBe(255);
    state.until = Number.POSITIVE_INFINITY;
  });

  test('stand beside the file’s own', async () => {
    const { port } = await rig.boot();
    expect((await rig.ssh(port, 'ubuntu', ['whoami'])).stdout).toBe('ubuntu\n');
    expect((await rig.ssh(port, 'ubuntu', ['whoami'], { key: pushed })).stdout).toBe('ubuntu\n');
  });
});

describe('a file that others could write to is not believed', () => {
  test.each([
    ['ubuntu', 'ubuntu', 'chmod 666 .ssh/authorized_keys'],
    ['ubuntu', 'ubuntu', 'chmod 777 .ssh'],
    ['ubuntu', 'ubuntu', 'chmod 777 .'],
    ['amazon-linux', 'ec2-user', 'chmod 664 .ssh/authorized_keys'],
  ] as const)('%s %s %s', async (platform, user, command) => {
    const { port } = await rig.boot({ platform });
    expect((await rig.ssh(port, user, [command])).code).toBe(0);
    expect((await rig.ssh(port, user, ['true'])).stderr).toContain('Permission denied (publickey)');
  });

  test('Ubuntu lets a user’s own group write', async () => {
    const { port } = await rig.boot();
    await rig.ssh(port, 'ubuntu', ['chmod 664 .ssh/authorized_keys']);
    expect((await rig.ssh(port, 'ubuntu', ['echo in'])).stdout).toBe('in\n');
  });

  test('the journal says why', async () => {
    const { port } = await rig.boot();
    const shut =
      'chmod 666 .ssh/authorized_keys; sleep 3; sudo grep -c "bad ownership or modes for file" /var/log/auth.log';
    rig.world.sleepMs = (ms) => ms;
    const inside = rig.ssh(port, 'ubuntu', [shut]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await rig.ssh(port, 'ubuntu', ['true'])).code).toBe(255);
    expect(Number((await inside).stdout)).toBeGreaterThan(0);
    rig.world.sleepMs = (ms) => Math.min(ms, 20);
  }, 20_000);
});
