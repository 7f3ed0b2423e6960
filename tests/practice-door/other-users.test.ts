import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMainSide } from '../desktop/main-side.ts';
import { bundleProgram, type Program, type Standing, startStanding } from './bundled-program.ts';
import { launchOwnMachine } from './own-machine.ts';

/** Only root may become somebody else. */
const mayBecomeOthers = process.platform === 'linux' && process.getuid?.() === 0;
if (!mayBecomeOthers)
  process.stderr.write('What other people of this computer can do is proved where tests run as root.\n');

interface End {
  readonly code: number;
  readonly out: string;
}

/** Runs a command line as the user nobody. */
function asNobody(command: string): Promise<End> {
  return new Promise((resolve) =>
    execFile('su', ['nobody', '-s', '/bin/sh', '-c', command], { cwd: '/' }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
    ),
  );
}

describe.skipIf(!mayBecomeOthers)('another user of this computer', () => {
  let folder: string;
  let program: Program;
  let practice: Standing;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'practice-other-'));
    // Only what the practice cloud itself writes is to hold them off.
    chmodSync(folder, 0o755);
    program = await bundleProgram('main/app/practice-process.ts');
    practice = await startStanding(program, ['--world', join(folder, 'practice.world')]);
  }, 60_000);
  afterAll(async () => {
    await practice.stop();
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const call = (keys: string) =>
    `curl --silent --max-time 10 ${keys} --data 'Action=DescribeInstances&Version=2016-11-15' ${practice.connection.endpoint}`;
  const signed = (id: string, secret: string) => `--aws-sigv4 aws:amz:eu-central-1:ec2 --user '${id}:${secret}'`;

  test('is somebody else, and may run the same programs', async () => {
    expect(await asNobody('id -un')).toEqual({ code: 0, out: 'nobody\n' });
    const { accessKeyId, secretAccessKey } = practice.connection;
    expect((await asNobody(call(signed(accessKeyId, secretAccessKey)))).out).toContain('<instanceId>');
  });

  test.each([
    ['without keys', () => ''],
    ['with keys of their own', () => signed('PRACTICE000000000000', 'guessed')],
    ['with the right key ID and another secret', () => signed(practice.connection.accessKeyId, 'guessed')],
    ['with keys of a real account', () => signed('AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')],
  ])('does nothing and reads nothing %s', async (_name, keys) => {
    const { out } = await asNobody(call(keys()));
    expect(out).toMatch(/<Code>(Missing(Parameter|AuthenticationToken)|AuthFailure)<\/Code>/);
    expect(out).not.toContain('<instanceId>');
  });

  test('reads no file of the world, and none of the process', async () => {
    expect((await asNobody(`find ${folder} -type f -readable`)).out).toBe('');
    expect((await asNobody(`cat ${folder}/practice.world*`)).out).toContain('Permission denied');
    expect((await asNobody(`find ${folder} -type f`)).out).toContain('practice.world');
    for (const part of ['environ', 'maps', 'mem', 'fd/0']) {
      expect((await asNobody(`cat /proc/${practice.child.pid}/${part}`)).out).toMatch(/Permission denied|No such file/);
    }
    const { out } = await asNobody(`tr '\\0' ' ' < /proc/${practice.child.pid}/cmdline`);
    expect(out).toContain('--standalone');
    expect(out).not.toContain(practice.connection.secretAccessKey);
  });

  test('reads no connection file', async () => {
    const path = join(folder, 'connection.json');
    const side = await openMainSide({ switches: { practiceConnectionFile: path } });
    await side.handlers.practice.status({});
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await asNobody(`cat ${path}`)).out).toContain('Permission denied');
    await side.stop();
  });

  test('is let in to a machine with its key, and with nothing else', { timeout: 60_000 }, async () => {
    const { port, user, privateKey } = await launchOwnMachine(practice.connection, '');
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, privateKey, { mode: 0o600 });
    const options = ['BatchMode=yes', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
    const ssh = (how: string) =>
      asNobody(
        `ssh -F /dev/null ${options.map((one) => `-o ${one}`).join(' ')} ${how} -p ${port} ${user}@127.0.0.1 id`,
      );
    for (const how of ['', '-o PreferredAuthentications=none,password,keyboard-interactive', `-i ${keyFile}`]) {
      const { code, out } = await ssh(how);
      expect(out).toContain('Permission denied (publickey)');
      expect(code).toBe(255);
    }
    // Negative control: whoever is given the key is let in.
    const { out: nobody } = await asNobody('id -u');
    chownSync(keyFile, Number(nobody), statSync(keyFile).gid);
    expect(await ssh(`-i ${keyFile}`)).toMatchObject({ code: 0, out: expect.stringContaining(user) });
  });
});
