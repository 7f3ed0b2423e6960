import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, createRig, newKeyPair, newRsaKeyPair, openTerminal, type Rig } from './rig.ts';

let rig: Rig;
let port: number;
beforeAll(async () => {
  rig = createRig();
  port = (await rig.boot()).port;
});
afterAll(() => rig.close());

describe('logging in', () => {
  test('the right key gets the welcome and a prompt', async () => {
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    expect(terminal.text()).toContain('Welcome to Ubuntu 24.04.1 LTS (GNU/Linux 6.8.0-1018-aws x86_64)\r\n');
    expect(terminal.text()).toContain('\u001b[01;32mubuntu@ip-172-31-5-9\u001b[00m:\u001b[01;34m~\u001b[00m$ ');
    expect(terminal.text()).not.toContain('Last login');
    terminal.close();
    const again = await openTerminal(port, 'ubuntu', rig.keys);
    expect(again.text()).toMatch(/Last login: \w{3} \w{3} +\d+ [\d:]+ \d{4} from 203\.0\.113\.25\r\n/);
    again.close();
  });

  test.each([
    ['amazon-linux', 'ec2-user', '[ec2-user@ip-172-31-5-9 ~]$ '],
    ['debian', 'admin', 'admin@ip-172-31-5-9'],
  ] as const)('%s is opened by its own user', async (platform, user, prompt) => {
    const machine = await rig.boot({ platform });
    const terminal = await openTerminal(machine.port, user, rig.keys);
    expect(terminal.text()).toContain(prompt);
    expect((await rig.ssh(machine.port, 'ubuntu', ['true'])).code).toBe(255);
    terminal.close();
  });

  test('an RSA key works too, by its SHA-2 signatures', async () => {
    const keys = newRsaKeyPair();
    const machine = await rig.boot({ publicKey: keys.publicKey });
    expect(await rig.ssh(machine.port, 'ubuntu', ['whoami'], { key: keys })).toMatchObject({
      stdout: 'ubuntu\n',
      code: 0,
    });
    const old = await rig.ssh(machine.port, 'ubuntu', ['whoami'], {
      key: keys,
      options: ['-o', 'PubkeyAcceptedAlgorithms=ssh-rsa'],
    });
    expect(old.code).toBe(255);
  });

  test('a wrong key, an unknown user and a machine without a key refuse', async () => {
    const refused = /Permission denied \(publickey\)/;
    expect((await rig.ssh(port, 'ubuntu', ['true'], { key: newKeyPair() })).stderr).toMatch(refused);
    expect((await rig.ssh(port, 'ec2-user', ['true'])).stderr).toMatch(refused);
    const keyless = await rig.boot({ publicKey: null });
    expect((await rig.ssh(keyless.port, 'ubuntu', ['true'])).stderr).toMatch(refused);
  });

  test('no password and no question is ever accepted', async () => {
    await expect(connect({ port, username: 'ubuntu', password: 'ubuntu' })).rejects.toThrow(
      /authentication methods failed/,
    );
    await expect(connect({ port, username: 'ubuntu', tryKeyboard: true })).rejects.toThrow(
      /authentication methods failed/,
    );
    await expect(connect({ port, username: 'ubuntu' })).rejects.toThrow(/authentication methods failed/);
  });

  test('root is told to log in as the other user, and put out after ten seconds with status 142', async () => {
    rig.slept.length = 0;
    const end = await rig.ssh(port, 'root');
    expect(end.stdout).toBe('Please login as the user "ubuntu" rather than the user "root".\n\n');
    expect(end.code).toBe(142);
    expect(rig.slept).toEqual([10_000]);
  });

  test('the line for root comes at once, before the ten seconds are over', async () => {
    let wake = () => {};
    rig.world.sleepMs = () => 60_000;
    const machine = await rig.boot();
    const client = await connect({ port: machine.port, username: 'root', privateKey: rig.keys.privateKey });
    const line = await new Promise<string>((resolve, reject) =>
      client.shell((error, channel) => {
        if (error) reject(error);
        else channel.once('data', (data: Buffer) => resolve(data.toString()));
        wake = () => channel?.close();
      }),
    );
    expect(line).toMatch(/^Please login as the user "ubuntu" rather than the user "root"\./);
    wake();
    client.end();
    rig.world.sleepMs = (ms) => Math.min(ms, 20);
  });

  test('nothing is forwarded', async () => {
    const client = await connect({ port, username: 'ubuntu', privateKey: rig.keys.privateKey });
    const outcomes = await Promise.all([
      new Promise((resolve) => client.forwardOut('127.0.0.1', 1, '127.0.0.1', 22, (error) => resolve(error?.message))),
      new Promise((resolve) => client.forwardIn('127.0.0.1', 0, (error) => resolve(error?.message))),
      new Promise((resolve) => client.openssh_forwardOutStreamLocal('/tmp/x', (error) => resolve(error?.message))),
      new Promise((resolve) => client.subsys('netconf', (error) => resolve(error?.message))),
      new Promise((resolve) => client.exec('true', { x11: true }, (error) => resolve(error?.message))),
    ]);
    for (const outcome of outcomes) expect(outcome).toEqual(expect.stringMatching(/./));
    client.end();
  });

  test('only sound algorithms are offered, with strict key exchange', async () => {
    const offer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      let text = '';
      socket.on('error', reject);
      socket.on('data', (data) => {
        text += data.toString('latin1');
        if (!text.includes('kex-strict-s-v00@openssh.com') || !text.includes('none')) return;
        socket.destroy();
        resolve(text);
      });
      socket.write('SSH-2.0-test\r\n');
    });
    expect(offer).toContain('curve25519-sha256');
    for (const weak of ['sha1', 'ssh-rsa', 'cbc', 'group1-', 'group14', 'md5']) expect(offer).not.toContain(weak);
  });

  test('a machine whose group is closed answers with silence', async () => {
    rig.world.admitted = false;
    const heard = await new Promise<string>((resolve, reject) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.on('error', reject);
      socket.on('data', (data) => resolve(data.toString()));
      socket.on('close', () => resolve('closed'));
      socket.setTimeout(700, () => {
        socket.destroy();
        resolve('silence');
      });
      socket.write('SSH-2.0-test\r\n');
    });
    rig.world.admitted = true;
    expect(heard).toBe('silence');
    expect((await rig.ssh(port, 'ubuntu', ['true'])).code).toBe(0);
  });
});
