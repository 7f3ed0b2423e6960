import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRig, type Rig } from './rig.ts';

let rig: Rig;
let port: number;
beforeAll(() => {
  rig = createRig();
});
beforeEach(async () => {
  port = (await rig.boot()).port;
});
afterAll(() => rig.close());

const local = (name: string) => join(rig.folder, name);
const sftp = (commands: readonly string[], user = 'ubuntu') =>
  rig.client('sftp', port, ['-b', '-', `${user}@127.0.0.1`], { input: `${commands.join('\n')}\n` });
const sh = async (command: string) => (await rig.ssh(port, 'ubuntu', [command])).stdout;

describe('OpenSSH’s sftp', () => {
  test('puts and gets files byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 251));
    writeFileSync(local('up.bin'), bytes);
    const end = await sftp(['put up.bin', 'get up.bin down.bin', 'pwd']);
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toContain('Remote working directory: /home/ubuntu');
    expect(readFileSync(local('down.bin')).equals(bytes)).toBe(true);
    expect(await sh('wc -c < up.bin; ls -l up.bin | cut -d" " -f3')).toMatch(/300000\nubuntu\n/);
  });

  test('puts and gets folders, with times and modes', async () => {
    mkdirSync(local('tree/deep'), { recursive: true });
    writeFileSync(local('tree/one.txt'), 'one\n');
    writeFileSync(local('tree/deep/two.sh'), '#!/bin/sh\n');
    chmodSync(local('tree/deep/two.sh'), 0o750);
    utimesSync(local('tree/one.txt'), 1_600_000_000, 1_600_000_000);
    expect(await sftp(['put -pr tree', 'get -pr tree back'])).toMatchObject({ code: 0, stderr: '' });
    expect(
      await sh(
        'find tree | sort; stat -c "%a %Y" tree/one.txt tree/deep/two.sh | cut -d" " -f1; date -r tree/one.txt +%s',
      ),
    ).toContain('tree\ntree/deep\ntree/deep/two.sh\ntree/one.txt\n');
    expect(statSync(local('back/one.txt')).mtimeMs).toBe(1_600_000_000_000);
    expect(statSync(local('back/deep/two.sh')).mode & 0o777).toBe(0o750);
  });

  test('lists, renames, links, removes', async () => {
    const end = await sftp([
      'mkdir sub',
      'cd sub',
      '!echo a > made.txt',
      'put made.txt a.txt',
      'put made.txt b.txt',
      'rename a.txt b.txt',
      'symlink b.txt link',
      'ln b.txt copy.txt',
      'chmod 600 b.txt',
      'ls -l',
      'rm copy.txt',
      'rm link',
      'rm b.txt',
      'cd ..',
      'rmdir sub',
      'ls -a',
    ]);
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(/-rw------- {4}1 ubuntu {3}ubuntu {10}2 \w{3} [ \d]\d \d\d:\d\d b\.txt/);
    expect(end.stdout).toMatch(/lrwxrwxrwx .* link/);
    expect(end.stdout.split('ls -a')[1]).not.toContain('sub');
  });

  test.each([
    ['get nothing', /File "\/home\/ubuntu\/nothing" not found/],
    ['get /etc/shadow', /remote open "\/etc\/shadow": Permission denied/],
    ['put made.txt /etc/made.txt', /dest open "\/etc\/made.txt": Permission denied/],
    ['mkdir /root/x', /remote mkdir "\/root\/x": Permission denied/],
    ['rmdir .ssh', /remote rmdir "\/home\/ubuntu\/\.ssh": Failure/],
    ['rm /etc/hosts', /remote delete \/etc\/hosts: Permission denied/],
    ['chmod 777 /etc/hosts', /remote setstat "\/etc\/hosts": Permission denied/],
    ['rename /etc/hosts mine', /remote rename "\/etc\/hosts" to "\/home\/ubuntu\/mine": Permission denied/],
    ['chown 0 .bashrc', /remote setstat "\/home\/ubuntu\/\.bashrc": Permission denied/],
    ['ls /root', /Permission denied/],
    ['cd /nowhere', /No such file|not found|stat remote/],
  ])('%s is refused', async (command, words) => {
    writeFileSync(local('made.txt'), 'x');
    const end = await sftp([command]);
    expect(end.stderr).toMatch(words);
    expect(end.code).toBe(1);
  });

  test('leads out of no folder that the machine has not', async () => {
    const end = await sftp(['cd ../../../../../..', 'pwd', 'ls /proc/../../../etc/hostname']);
    expect(end.stdout).toMatch(/Remote working directory: \/\n/);
    expect(end.stdout).toContain('/etc/hostname');
  });

  test('a link is followed by its own rights, and read as it is', async () => {
    await sh('ln -s /etc/shadow s; ln -s loop loop');
    const end = await sftp(['-get s', '-get loop', 'ls -l']);
    expect(end.stderr).toMatch(/open "\/home\/ubuntu\/s": Permission denied/);
    expect(end.stdout).toMatch(/lrwxrwxrwx .* s\n/);
  });

  test('a full disk says so, and other machines have room', async () => {
    writeFileSync(local('large'), Buffer.alloc(17 * 1024 * 1024));
    const end = await sftp(['put large', 'ls']);
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/write remote "\/home\/ubuntu\/large": Failure/);
    const other = await rig.boot();
    writeFileSync(local('small'), 'x');
    expect(
      await rig.client('sftp', other.port, ['-b', '-', 'ubuntu@127.0.0.1'], { input: 'put small\n' }),
    ).toMatchObject({ code: 0 });
    expect(await sftp(['rm large', 'put small', 'df -h'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('root is told to log in as the other user', async () => {
    const end = await rig.client('sftp', port, ['-b', '-', 'root@127.0.0.1'], { input: 'ls\n' });
    expect(end.code).not.toBe(0);
    expect(end.stderr).toMatch(/Received message too long|Connection closed/);
  });
});

describe.each([
  ['scp', []],
  ['scp -O', ['-O']],
])('OpenSSH’s %s', (_name, options) => {
  const scp = (...words: string[]) => rig.client('scp', port, [...options, ...words]);
  const remote = (path: string) => `ubuntu@127.0.0.1:${path}`;

  test('copies up and down, keeps times and modes with -p', async () => {
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 31) % 256));
    writeFileSync(local('page.bin'), bytes);
    chmodSync(local('page.bin'), 0o640);
    utimesSync(local('page.bin'), 1_500_000_000, 1_500_000_000);
    expect(await scp('-p', 'page.bin', remote(''))).toEqual({ code: 0, stderr: '', stdout: '' });
    expect(await scp('-p', remote('page.bin'), 'page.back')).toEqual({ code: 0, stderr: '', stdout: '' });
    expect(readFileSync(local('page.back')).equals(bytes)).toBe(true);
    expect(statSync(local('page.back')).mtimeMs).toBe(1_500_000_000_000);
    expect(await sh('ls -l page.bin | cut -c1-10; sha256sum page.bin | wc -c')).toContain('-rw-r-----\n');
  });

  test('copies folders, and names with spaces and patterns', async () => {
    mkdirSync(local('site/css'), { recursive: true });
    writeFileSync(local('site/index.html'), '<p>é</p>\n');
    writeFileSync(local('site/css/a b.css'), 'p {}\n');
    expect(await scp('-r', 'site', remote('~/'))).toEqual({ code: 0, stderr: '', stdout: '' });
    expect(await sh('cat site/index.html "site/css/a b.css"')).toBe('<p>é</p>\np {}\n');
    expect(await scp('-r', remote('site'), `back${options.length}`)).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(local(`back${options.length}`)).sort()).toEqual(['css', 'index.html']);
    expect(await scp(remote('site/*.html'), '.')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(local('index.html'), 'utf8')).toBe('<p>é</p>\n');
  });

  test('says what is not there and what may not be', async () => {
    expect((await scp(remote('nothing'), '.')).stderr).toContain('No such file or directory');
    expect((await scp(remote('/etc/shadow'), '.')).stderr).toContain('Permission denied');
    writeFileSync(local('x'), 'x');
    const denied = await scp('x', remote('/etc/'));
    expect(denied.code).toBe(1);
    expect(denied.stderr).toContain('ermission denied');
    expect((await scp(remote('/etc'), '.')).code).toBe(1);
  });

  test('a link on this side is sent as what it leads to', async () => {
    writeFileSync(local('real'), 'real\n');
    symlinkSync(local('real'), local(`link${options.length}`));
    expect(await scp(`link${options.length}`, remote('got'))).toMatchObject({ code: 0 });
    expect(await sh('cat got')).toBe('real\n');
  });
});
