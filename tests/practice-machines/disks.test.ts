import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDisk } from '../../main/practice/cloud/machines/machines.ts';
import { createRig, newKeyPair, openTerminal, type Rig, runProgram } from './rig.ts';

let rig: Rig;
beforeAll(() => {
  rig = createRig();
});
afterAll(() => rig.close());

/** Fingerprints of what answers at a port, as OpenSSH's own tools tell them. */
async function scan(port: number): Promise<string[]> {
  const script = `ssh-keyscan -p ${port} -t ed25519,ecdsa 127.0.0.1 2>/dev/null | ssh-keygen -lf - | cut -d' ' -f2`;
  return (await runProgram('sh', ['-c', script])).trim().split('\n').sort();
}

describe('host keys', () => {
  test('what answers is what the console told, is one machine’s own, and outlives a stop', async () => {
    const one = await rig.boot();
    const two = await rig.boot();
    const block = /-----BEGIN SSH HOST KEY FINGERPRINTS-----\n([\s\S]*?)-----END SSH HOST KEY FINGERPRINTS-----/;
    const told = (console: string) =>
      [...(block.exec(console)?.[1] ?? '').matchAll(/SHA256:\S{43}/g)].map(String).sort();
    expect(await scan(one.port)).toEqual(told(one.console));
    expect(told(one.console)).toHaveLength(2);
    expect(told(two.console)).not.toEqual(told(one.console));
    expect(one.console).toContain('-----BEGIN SSH HOST KEY KEYS-----\nssh-ed25519 AAAA');

    const disk = await rig.machines.halt(one.spec.instanceId);
    const again = await rig.machines.boot({ ...one.spec, disk, firstBoot: false });
    expect(await scan(again.port)).toEqual(told(one.console));
  });
});

describe('disks', () => {
  test('a file made on the original is on the clone, with its mode, owner, bytes and links', async () => {
    const original = await rig.boot();
    const made = await rig.ssh(original.port, 'ubuntu', [
      'echo "héllo 日本" > notes.txt; chmod 640 notes.txt; mkdir -p a/b; echo AP8K | base64 -d > a/b/raw; ln -s notes.txt link; rm .bash_logout; sudo sh -c "echo r > /etc/app.conf"',
    ]);
    expect(made).toEqual({ stdout: '', stderr: '', code: 0 });
    const disk = JSON.parse(JSON.stringify(await rig.machines.disk(original.spec.instanceId)));
    const clone = await rig.boot({ disk, publicKey: null });
    const seen = await rig.ssh(clone.port, 'ubuntu', [
      'cat notes.txt link; base64 a/b/raw; ls -l notes.txt | cut -c1-24; ls -l /etc/app.conf | cut -c1-20; ls -a .bash_logout',
    ]);
    expect(seen.stdout.split('\n').map((line) => line.trim())).toEqual([
      'héllo 日本',
      'héllo 日本',
      'AP8K',
      '-rw-r----- 1 ubuntu ubun',
      '-rw-r--r-- 1 root ro',
      '',
    ]);
    expect(seen.code).toBe(2);
  });

  test('a new machine’s disk holds next to nothing', async () => {
    const { spec } = await rig.boot();
    const disk = await rig.machines.disk(spec.instanceId);
    expect(JSON.stringify(disk).length).toBeLessThan(8_000);
    expect(Object.keys(disk?.files ?? {}).some((path) => /^\/(usr\/bin|proc|dev|run|tmp)\//.test(path))).toBe(false);
  });

  test('keys of the image still open the clone, beside the new one', async () => {
    const original = await rig.boot();
    const disk = await rig.machines.snapshot(original.spec.instanceId);
    const fresh = newKeyPair();
    const clone = await rig.boot({ disk, publicKey: fresh.publicKey });
    expect((await rig.ssh(clone.port, 'ubuntu', ['true'])).code).toBe(0);
    expect((await rig.ssh(clone.port, 'ubuntu', ['true'], { key: fresh })).code).toBe(0);
    const cleaned = await rig.boot({ disk, publicKey: fresh.publicKey });
    await rig.ssh(cleaned.port, 'ubuntu', [`sed -i 1d .ssh/authorized_keys`], { key: fresh });
    expect((await rig.ssh(cleaned.port, 'ubuntu', ['true'])).code).toBe(255);
    expect((await rig.ssh(cleaned.port, 'ubuntu', ['true'], { key: fresh })).code).toBe(0);
  });

  test('a ready-made machine has its files, and a restart adds no key again', async () => {
    const disk = seedDisk('ubuntu', { '~/notes.txt': 'web\n', '/var/www/html/index.html': '<p>hi</p>\n' });
    const { port, spec } = await rig.boot({ disk });
    const seen = await rig.ssh(port, 'ubuntu', [
      'cat notes.txt /var/www/html/index.html; ls -l notes.txt | cut -d" " -f3',
    ]);
    expect(seen.stdout).toBe('web\n<p>hi</p>\nubuntu\n');
    const stopped = await rig.machines.halt(spec.instanceId);
    const again = await rig.machines.boot({ ...spec, disk: stopped, firstBoot: false });
    expect((await rig.ssh(again.port, 'ubuntu', ['wc -l < .ssh/authorized_keys'])).stdout.trim()).toBe('1');
  });

  test('user data runs as root at the first boot only, and its output is on the console and in the log', async () => {
    const userData = '#!/bin/bash\nwhoami\nhostname\necho made >> /etc/made\napt-get update -y\n';
    const { port, console, spec } = await rig.boot({ userData });
    expect(console).toContain('root\nip-172-31-5-9\n');
    const seen = await rig.ssh(port, 'ubuntu', ['cat /etc/made; sudo grep -c root /var/log/cloud-init-output.log']);
    expect(seen.stdout).toBe('made\n1\n');
    const disk = await rig.machines.halt(spec.instanceId);
    const again = await rig.machines.boot({ ...spec, disk, firstBoot: false });
    expect((await rig.ssh(again.port, 'ubuntu', ['cat /etc/made'])).stdout).toBe('made\n');
  });

  test('a stop ends the sessions that are open', async () => {
    const { port, spec } = await rig.boot();
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    const closed = new Promise((resolve) => terminal.client.once('close', () => resolve(null)));
    await rig.machines.halt(spec.instanceId);
    await terminal.ended;
    await closed;
    expect(terminal.text()).toContain('The system will power off now!');
    expect(rig.machines.port(spec.instanceId)).toBeNull();
  });
});
