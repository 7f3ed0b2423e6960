import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRig, openTerminal, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(() => {
  rig = createRig();
});
afterAll(() => rig.close());

test('the right key gets the welcome and a prompt', async () => {
  const { port } = await rig.boot();
  const terminal = await openTerminal(port, 'ubuntu', rig.keys);
  expect(terminal.text()).toContain('Welcome to Ubuntu 24.04.1 LTS (GNU/Linux 6.8.0-1018-aws x86_64)');
  expect(terminal.text()).toContain('\u001b[01;32mubuntu@ip-172-31-5-9\u001b[00m:\u001b[01;34m~\u001b[00m$ ');
  expect(await terminal.line('pwd')).toBe('/home/ubuntu');
  terminal.close();
});

test('OpenSSH runs a command and passes its exit status on', async () => {
  const { port } = await rig.boot();
  const end = await rig.ssh(port, 'ubuntu', ['echo hello; exit 7']);
  expect(end).toEqual({ stdout: 'hello\n', stderr: '', code: 7 });
});

test('root is told to log in as the other user, and put out after ten seconds with status 142', async () => {
  const { port } = await rig.boot();
  rig.slept.length = 0;
  const end = await rig.ssh(port, 'root');
  expect(end.stdout).toBe('Please login as the user "ubuntu" rather than the user "root".\n\n');
  expect(end.code).toBe(142);
  expect(rig.slept).toEqual([10_000]);
});
