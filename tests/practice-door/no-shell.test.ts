import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { checkout } from '../desktop/app.ts';
import { openTerminal } from '../practice-machines/rig.ts';
import { bundleProgram, type Program, startStanding } from './bundled-program.ts';
import { launchOwnMachine } from './own-machine.ts';

let program: Program;
beforeAll(async () => {
  program = await bundleProgram('main/app/practice-process.ts');
}, 60_000);
afterAll(() => program.remove());

/** Everything by which a Node program starts another. */
const WAYS = /child_process|node:cluster|process\.binding|process_wrap|spawn_sync|process\.dlopen/;

const below = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

test('nothing in the practice cloud’s sources starts a process', () => {
  const files = below(join(checkout, 'main/practice/cloud'), /\.ts$/);
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter(({ text }) => WAYS.test(text)).map(({ name }) => name)).toEqual([]);
});

test('nothing in the built practice process starts a process', () => {
  const files = below(program.folder, /\.m?js$/);
  expect(files.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(500_000);
  expect(files.filter(({ text }) => WAYS.test(text)).map(({ name }) => name)).toEqual([]);
  expect(WAYS.test("import { spawn } from 'node:child_process'")).toBe(true);
});

const trap = join(import.meta.dirname, 'no-processes.mjs');

test('a person works on a practice machine, and no process is started for it', { timeout: 90_000 }, async () => {
  const practice = await startStanding(program, ['--ephemeral', '--empty', '--speed', '100'], ['--import', trap]);
  onTestFinished(() => practice.stop());
  const script = '#!/bin/bash\nid > /root/who\ncurl -s http://example.com > /root/page\n';
  const { port, user, privateKey } = await launchOwnMachine(practice.connection, script);
  const terminal = await openTerminal(port, user, { privateKey, publicKey: '' });
  expect(await terminal.line('sudo cat /root/who')).toContain('uid=0(root)');
  for (const line of [
    'id; uname -a; ps aux | head -3; sudo ls -la /root',
    'cat /etc/passwd | sort | wc -l; echo $(whoami) `hostname`; (echo sub); { echo group; }',
    "sh -c 'echo nested'; bash -c 'exec echo replaced'; sleep 0.1 & wait; true | false",
    'curl -s http://169.254.169.254/latest/meta-data/; python3 -c "print(1)"; node -e 1; perl -e 1',
    'sudo apt-get install -y nginx; sudo systemctl status nginx | head -3; ssh localhost id',
  ]) {
    await terminal.line(line);
  }
  if (process.platform === 'linux') {
    const { pid } = practice.child;
    expect(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')).toBe('');
  }
  terminal.close();
  await practice.stop();
  expect(practice.complaints.join('')).not.toContain('A process was started');
});

test.each(["spawn('true')", "execSync('true')", "fork('x')", "execFile('true')"])(
  'negative control: %s would be noticed',
  (way) => {
    const args = ['--import', trap, '-e', `require('child_process').${way}`];
    expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stderr).toContain('A process was started by');
  },
);
