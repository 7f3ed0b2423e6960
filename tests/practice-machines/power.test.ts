import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createRig, openTerminal } from './rig.ts';

const asked: string[] = [];
const rig = createRig({
  powerOff: (id) => void asked.push(`powerOff ${id}`),
  reboot: (id) => void asked.push(`reboot ${id}`),
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => rig.close());

describe('going down from inside', () => {
  test.each([
    ['sudo reboot', 'reboot', 'The system will reboot now!'],
    ['sudo poweroff', 'powerOff', 'The system will power off now!'],
    ['sudo halt', 'powerOff', 'The system will power off now!'],
    ['sudo shutdown -h now', 'powerOff', 'The system will power off now!'],
    ['sudo shutdown -r now', 'reboot', 'The system will reboot now!'],
    ['sudo systemctl reboot', 'reboot', 'The system will reboot now!'],
    ['sudo init 0', 'powerOff', 'The system will power off now!'],
  ])('%s tells every session and the world', async (command, call, words) => {
    const { port, spec } = await rig.boot();
    const other = await openTerminal(port, 'ubuntu', rig.keys);
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    terminal.type(`${command}\r`);
    await Promise.all([terminal.ended, other.ended]);
    for (const each of [terminal, other]) {
      expect(each.text()).toMatch(/Broadcast message from root@ip-172-31-5-9 \(\w{3} [\d-]{10} [\d:]{8} UTC\):/);
      expect(each.text()).toContain(words);
    }
    await expect.poll(() => asked).toEqual([`${call} ${spec.instanceId}`]);
  });

  test('OpenSSH says that the other end closed', async () => {
    const { port } = await rig.boot();
    const end = await rig.ssh(port, 'ubuntu', ['sudo reboot; sleep 60'], { options: ['-o', 'LogLevel=INFO'] });
    expect(end.code).toBe(255);
    expect(end.stderr).toContain('Connection to 127.0.0.1 closed by remote host.');
  });

  test.each(['reboot', 'poweroff', 'shutdown now', 'systemctl reboot', 'init 6'])(
    '%s without sudo is refused',
    async (command) => {
      const { port } = await rig.boot();
      const end = await rig.ssh(port, 'ubuntu', [command]);
      expect(end.stderr).toContain('Interactive authentication required');
      expect(end.code).toBe(1);
      expect(asked).toEqual([]);
    },
  );

  test('a shutdown for later comes then, unless it is called off', async () => {
    rig.world.sleepMs = (ms) => (ms >= 60_000 ? 400 : 20);
    const { port, spec } = await rig.boot();
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    expect(await terminal.line('sudo shutdown')).toMatch(
      /Shutdown scheduled for .* UTC, use 'shutdown -c' to cancel\./,
    );
    expect(await terminal.line('sudo shutdown -c')).toBe('');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(asked).toEqual([]);
    expect(await terminal.line('sudo shutdown -r +5')).toContain('Reboot scheduled for');
    await terminal.ended;
    await expect.poll(() => asked).toEqual([`reboot ${spec.instanceId}`]);
    expect((await rig.ssh(port, 'ubuntu', ['sudo shutdown soon'])).stderr).toContain(
      'Failed to parse time specification: soon',
    );
    rig.world.sleepMs = (ms) => Math.min(ms, 20);
  });

  test('a world that takes no such word is not asked, and the person is told where to go', async () => {
    const plain = createRig();
    const { port } = await plain.boot();
    const terminal = await openTerminal(port, 'ubuntu', plain.keys);
    terminal.type('sudo reboot\r');
    await terminal.ended;
    expect(terminal.text()).toContain('use “Reboot instance” in the Instances page');
    await plain.close();
  });
});

describe('going down from outside', () => {
  test.each([
    ['power-off', 'The system will power off now!'],
    ['reboot', 'The system will reboot now!'],
  ] as const)('%s is told to those who are there, and what they had typed is kept', async (why, words) => {
    const { port, spec } = await rig.boot();
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    await terminal.line('echo typed');
    const halted = rig.machines.halt(spec.instanceId, why);
    await terminal.ended;
    expect(terminal.text()).toContain(words);
    const disk = await halted;
    const history = disk?.files['/home/ubuntu/.bash_history'];
    expect(history?.kind === 'file' && Buffer.from(history.base64, 'base64').toString()).toBe('echo typed\n');
  });

  test('a session that reads nothing does not keep the machine up', async () => {
    const { port, spec } = await rig.boot();
    const terminal = await openTerminal(port, 'ubuntu', rig.keys);
    terminal.channel.pause();
    terminal.type('while true; do seq 1 20000; done\r');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = performance.now();
    await rig.machines.halt(spec.instanceId);
    expect(performance.now() - begun).toBeLessThan(3_000);
    terminal.client.destroy();
  });
});
