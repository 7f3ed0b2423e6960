import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHostKeys, createMachines, seedDisk } from '../../main/practice/cloud/machines/machines.ts';
import { createRig, openTerminal, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(() => {
  rig = createRig({}, { foldAfterMs: 0, lookEveryMs: 50 });
});
afterAll(() => rig.close());

/** What the process really holds, in megabytes. */
function held(): number {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

test('a thousand machines that nobody touches cost little more than their listeners', async () => {
  const world = { admits: () => true, sleep: async () => {}, now: () => new Date() };
  const machines = createMachines(world);
  const hostKeys = createHostKeys();
  const before = held();
  const specs = Array.from({ length: 1_000 }, (_, at) => rig.spec({ instanceId: `i-many${at}`, hostKeys }));
  const ports = await Promise.all(specs.map(async (spec) => (await machines.boot(spec)).port));
  expect(new Set(ports).size).toBe(1_000);
  expect(held() - before).toBeLessThan(30);
  // One of them is put together and answers like any other.
  const end = await rig.ssh(ports[500] ?? 0, 'ubuntu', ['whoami']);
  expect(end.stdout).toBe('ubuntu\n');
  await machines.close();
}, 60_000);

describe('a machine that nobody has touched', () => {
  test('answers with the disk it was given, the very same', async () => {
    const disk = seedDisk('ubuntu', { '~/notes.txt': 'web\n' });
    const { spec } = await rig.boot({ disk });
    expect(await rig.machines.disk(spec.instanceId)).toBe(disk);
    const fresh = await rig.boot();
    expect(await rig.machines.disk(fresh.spec.instanceId)).toBeNull();
  });

  test('has its console, and its first boot in every image of it', async () => {
    const { spec } = await rig.boot();
    expect(await rig.machines.console(spec.instanceId)).toContain('-----BEGIN SSH HOST KEY FINGERPRINTS-----');
    const image = await rig.machines.snapshot(spec.instanceId);
    expect(Object.keys(image?.files ?? {})).toContain('/home/ubuntu/.ssh/authorized_keys');
    expect(await rig.machines.disk(spec.instanceId)).toBe(image);
    expect(await rig.machines.console('i-none')).toBe('');
  });

  test('can be stopped and started, and does its first boot when somebody comes', async () => {
    const { spec } = await rig.boot();
    await rig.machines.halt(spec.instanceId);
    // A world that kept no disk at all.
    const again = await rig.machines.boot({ ...spec, disk: null, firstBoot: false });
    expect((await rig.ssh(again.port, 'ubuntu', ['cat /etc/hostname'])).stdout).toBe('ip-172-31-5-9\n');
  });

  test('keeps the same disk as long as nothing on it changes', async () => {
    const { spec, port } = await rig.boot();
    await rig.ssh(port, 'ubuntu', ['echo a > a']);
    const one = await rig.machines.disk(spec.instanceId);
    await rig.ssh(port, 'ubuntu', ['cat a; ls; hostname']);
    expect(await rig.machines.disk(spec.instanceId)).toBe(one);
    await rig.ssh(port, 'ubuntu', ['echo b > a']);
    expect(await rig.machines.disk(spec.instanceId)).not.toBe(one);
  });
});

describe('a machine that is folded back to its disk', () => {
  test('goes on where it was: files, /tmp, services, names, tokens, journal', async () => {
    const { port } = await rig.boot();
    const url = 'http://169.254.169.254/latest';
    const token = (
      await rig.ssh(port, 'ubuntu', [
        `echo kept > notes.txt; echo passing > /tmp/t; sudo apt-get install -y nginx > n; sudo systemctl stop nginx; sudo hostnamectl set-hostname web-9; curl -s -X PUT ${url}/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 600"`,
      ])
    ).stdout;
    await new Promise((resolve) => setTimeout(resolve, 250));
    const seen = await rig.ssh(port, 'ubuntu', [
      `cat notes.txt /tmp/t; systemctl is-active nginx; hostname; sudo grep -c 'apt-get instal[l]' /var/log/auth.log; curl -s -o /dev/null -w '%{http_code}' -H 'X-aws-ec2-metadata-token: ${token}' ${url}/meta-data/`,
    ]);
    expect(seen.stdout).toBe('kept\npassing\ninactive\nweb-9\n1\n200');
  });

  test('is not folded while somebody is there', async () => {
    const { port } = await rig.boot();
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    await terminal.line('x=still; cd /tmp');
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await terminal.line('echo $x; pwd')).toBe('still\n/tmp');
    terminal.close();
  });

  test('gives the memory back', async () => {
    const before = held();
    const machines = await Promise.all(Array.from({ length: 15 }, () => rig.boot()));
    await Promise.all(machines.map(({ port }) => rig.ssh(port, 'ubuntu', ['true'])));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(held() - before).toBeLessThan(6);
    for (const { spec } of machines) await rig.machines.halt(spec.instanceId);
  }, 30_000);
});

describe('user data', () => {
  test('is waited for at the boot, but not for ever', async () => {
    const slow = createRig();
    slow.world.sleepMs = () => 7_000;
    const begun = performance.now();
    const { spec, port } = await slow.boot({ userData: '#!/bin/sh\nsleep 100\necho late' });
    expect(performance.now() - begun).toBeLessThan(6_500);
    expect(await slow.machines.console(spec.instanceId)).not.toContain('login:');
    expect((await slow.ssh(port, 'ubuntu', ['cloud-init status'])).stdout).toBe('status: running\n');
    await expect
      .poll(() => slow.machines.console(spec.instanceId), { timeout: 10_000 })
      .toMatch(/late\n[\s\S]*login: \n$/);
    expect((await slow.ssh(port, 'ubuntu', ['cloud-init status'])).stdout).toBe('status: done\n');
    await slow.close();
  }, 30_000);

  test('that fails is told by cloud-init, and other forms are said not to be carried out', async () => {
    const failed = await rig.boot({ userData: '#!/bin/sh\nexit 3\n' });
    expect(failed.console).toContain('part-001 exited with 3');
    expect((await rig.ssh(failed.port, 'ubuntu', ['cloud-init status || echo $?'])).stdout).toBe('status: error\n1\n');
    const config = await rig.boot({ userData: '#cloud-config\npackages: [nginx]\n' });
    expect(config.console).toContain('Cloud config is not carried out by a practice machine');
  });

  test('ends with the machine', async () => {
    const slow = createRig();
    slow.world.sleepMs = () => 60_000;
    const { spec } = await slow.boot({ userData: '#!/bin/sh\nsleep 100\necho late > /late' });
    const disk = await slow.machines.halt(spec.instanceId);
    expect(Object.keys(disk?.files ?? {})).not.toContain('/late');
    await slow.close();
  }, 20_000);
});
