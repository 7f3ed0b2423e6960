import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bundleProgram, type Program, startStanding } from './bundled-program.ts';

/** The addresses that a process listens on, as the system has them: `127.0.0.1:4566`. */
function listening(pid: number | undefined, kind: 't' | 'u'): string[] {
  return execFileSync('ss', [`-${kind}lnpH`], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`pid=${pid},`))
    .map((line) => line.trim().split(/\s+/)[3] ?? '')
    .sort();
}

describe.skipIf(process.platform !== 'linux')('the practice cloud', () => {
  let program: Program;
  beforeAll(async () => {
    program = await bundleProgram('main/app/practice-process.ts');
  }, 60_000);
  afterAll(() => program.remove());

  test('listens on 127.0.0.1 alone, with all its machines, on other ports each time; and on nothing after its end', async () => {
    const ports: string[] = [];
    for (let time = 0; time < 2; time += 1) {
      const { child, connection, stop } = await startStanding(program, ['--ephemeral']);
      onTestFinished(() => stop());
      const found = listening(child.pid, 't');
      expect(found.filter((address) => !address.startsWith('127.0.0.1:'))).toEqual([]);
      expect(found).toContain(new URL(connection.endpoint).host);
      expect(found).toEqual(expect.arrayContaining(connection.ssh.machines.map(({ port }) => `127.0.0.1:${port}`)));
      expect(connection.ssh.machines.length).toBeGreaterThan(1);
      expect(listening(child.pid, 'u')).toEqual([]);
      ports.push(new URL(connection.endpoint).port);
      await stop();
      expect(listening(child.pid, 't')).toEqual([]);
      const all = execFileSync('ss', ['-tlnH'], { encoding: 'utf8' });
      expect(found.filter((address) => all.includes(`${address} `))).toEqual([]);
    }
    expect(new Set(ports).size).toBe(2);
  }, 60_000);

  test('negative control: a server that listens everywhere is seen', async () => {
    const child = spawn(process.execPath, ['-e', "net.createServer().listen(0, () => console.log('up'))"]);
    await new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
    expect(listening(child.pid, 't')).toEqual([expect.stringMatching(/^(\*|\[::\]|0\.0\.0\.0):/)]);
    child.kill();
  });
});
