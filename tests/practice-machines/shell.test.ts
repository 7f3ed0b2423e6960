import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRig, openTerminal, type Rig, type Terminal } from './rig.ts';

let rig: Rig;
let port: number;
let terminal: Terminal;
beforeAll(async () => {
  rig = createRig();
  port = (await rig.boot()).port;
  terminal = await openTerminal(port, 'ubuntu', rig.keys);
});
afterAll(() => rig.close());

describe('a shell on a terminal', () => {
  test('keeps its folder, variables, functions and aliases from line to line', async () => {
    await terminal.line('cd /etc; x=5; f() { echo f$1$x; }; alias hi="echo hello"');
    expect(await terminal.line('pwd; f 1; hi; echo $x')).toBe('/etc\nf15\nhello\n5');
    expect(await terminal.line('cd; ls /nope; echo $?')).toBe(
      "ls: cannot access '/nope': No such file or directory\n2",
    );
  });

  test('a user may not do what root may', async () => {
    expect(await terminal.line('echo x > /etc/x')).toBe('bash: /etc/x: Permission denied');
    expect(await terminal.line('cat /etc/shadow')).toBe('cat: /etc/shadow: Permission denied');
    expect(await terminal.line('sudo head -c 4 /etc/shadow')).toBe('root');
    expect(await terminal.line('sudo -i')).toBe('');
    expect(await terminal.line('whoami; pwd')).toBe('root\n/root');
    expect(await terminal.line('exit')).toBe('exit');
    expect(await terminal.line('whoami')).toBe('ubuntu');
  });

  test('the line can be edited, recalled and cleared', async () => {
    const left = '\u001b[D';
    expect(await terminal.line(`echo ac${left}b`)).toBe('abc');
    expect(await terminal.line('\u001b[A')).toBe('abc');
    expect(await terminal.line('echo gone\u0015echo kept')).toBe('kept');
    expect(await terminal.line('echo one two\u0017three')).toBe('one three');
    expect(await terminal.line('cho start\u0001e')).toBe('start');
    expect(await terminal.line('echo 日本é👍x\u007f\u007f!')).toBe('日本é!');
    terminal.mark();
    terminal.type('echo never\u0003');
    await terminal.waitFor(/\^C\r\n.*\$ $/);
    expect(terminal.since()).not.toContain('never\r\n');
  });

  test('Tab completes commands and paths', async () => {
    await terminal.line('mkdir -p projects/alpha; echo deep > projects/alpha/file-one.txt');
    expect(await terminal.line('cat proj\tal\tfi\t')).toBe('deep');
    expect(await terminal.line('whoa\t')).toBe('ubuntu');
  });

  test('pasted lines wait for Enter', async () => {
    terminal.mark();
    terminal.type('\u001b[200~echo a\necho b\u001b[201~');
    await terminal.waitFor('echo b');
    expect(terminal.since()).not.toMatch(/\na\r\n/);
    expect(await terminal.line('')).toMatch(/a\nb$/);
  });

  test('an unfinished line is asked for on', async () => {
    terminal.mark();
    terminal.type('for i in 1 2; do\r');
    await terminal.waitFor(/\n> $/);
    terminal.type('echo n$i; done\r');
    expect(await terminal.waitFor(/n2\r\n.*\$ $/)).toContain('n1\r\nn2\r\n');
  });

  test('cat > file takes lines until Ctrl-D', async () => {
    terminal.mark();
    terminal.type('cat > typed.txt\r');
    await terminal.waitFor('\n');
    terminal.type('one\rtwo é\r\u0004');
    await terminal.waitFor(/\$ $/);
    expect(await terminal.line('cat typed.txt')).toBe('one\ntwo é');
  });

  test('long lines wrap at the width, also after the window changed', async () => {
    terminal.channel.setWindow(24, 40, 0, 0);
    await terminal.line('true');
    const long = 'x'.repeat(100);
    expect(await terminal.line(`echo ${long}\u001b[D\u001b[D\u007f`)).toContain('x'.repeat(99));
    terminal.channel.setWindow(24, 120, 0, 0);
    await terminal.line('for n in aa bb cc dd ee ff gg hh; do touch wide-$n; done');
    expect((await terminal.line('ls wide-*')).split('\n')).toHaveLength(1);
    terminal.channel.setWindow(24, 30, 0, 0);
    expect((await terminal.line('ls wide-*')).split('\n').length).toBeGreaterThan(2);
    terminal.channel.setWindow(24, 80, 0, 0);
  });

  test('output comes while the command still runs, and Ctrl-C stops it', async () => {
    rig.world.sleepMs = () => 60_000;
    terminal.mark();
    terminal.type('echo first; sleep 50; echo never\r');
    await terminal.waitFor('first\r\n');
    terminal.type('\u0003');
    await terminal.waitFor(/\^C\r\n.*\$ $/);
    rig.world.sleepMs = (ms) => Math.min(ms, 20);
    expect(terminal.since()).not.toContain('never\r\n');
    expect(await terminal.line('echo $?')).toBe('130');
  });

  test.each([
    'while true; do :; done',
    'while true; do echo y; done',
    'until false; do x=1; done',
    'f() { while :; do ls; done; }; f',
  ])('Ctrl-C stops %s while other machines go on', async (script) => {
    terminal.mark();
    terminal.type(`${script}\r`);
    await terminal.waitFor('\n');
    const other = await rig.boot();
    expect((await rig.ssh(other.port, 'ubuntu', ['echo other'])).stdout).toBe('other\n');
    terminal.type('\u0003');
    await terminal.waitFor(/\^C\r\n(?:[\s\S]*\n)?.*\$ $/);
    expect(terminal.since()).not.toContain('killed');
  });

  test('logout passes the last exit status on', async () => {
    const short = await openTerminal(port, 'ubuntu', rig.keys);
    short.type('exit 3\r');
    expect(await short.ended).toBe(3);
    const other = await openTerminal(port, 'ubuntu', rig.keys);
    other.type('\u0004');
    expect(await other.ended).toBe(0);
    expect((await rig.ssh(port, 'ubuntu', ['cat .bash_history'])).code).toBe(0);
  });

  test('going down from inside is explained', async () => {
    const short = await openTerminal(port, 'ubuntu', rig.keys);
    short.type('sudo reboot\r');
    await short.ended;
    expect(short.text()).toContain('use “Reboot instance” in the Instances page');
    terminal = await openTerminal(port, 'ubuntu', rig.keys);
  });
});

describe('commands without a terminal', () => {
  test.each([
    ['exit 3', '', 3],
    ['false', '', 1],
    ['echo a; echo b', 'a\nb\n', 0],
    ['nosuch', '', 127],
    ['echo héllo 日本 🎉', 'héllo 日本 🎉\n', 0],
    ['ls / | head -2', 'bin\nboot\n', 0],
    ['echo /wD+ | base64 -d | base64', '/wD+\n', 0],
    ['hostname; whoami; id -u', 'ip-172-31-5-9\nubuntu\n1000\n', 0],
    ['sudo whoami', 'root\n', 0],
    ['cat /etc/hostname', 'ip-172-31-5-9\n', 0],
    ['bash -c "exit 9"', '', 9],
  ])('%s', async (command, stdout, code) => {
    expect(await rig.ssh(port, 'ubuntu', [command])).toMatchObject({ stdout, code });
  });

  test('what the client sends is the command’s input', async () => {
    const end = await rig.ssh(port, 'ubuntu', ['cat > sent.txt; wc -c < sent.txt'], { input: 'x'.repeat(5_000) });
    expect(end.stdout.trim()).toBe('5000');
  });

  test('two megabytes arrive whole', async () => {
    const end = await rig.ssh(port, 'ubuntu', ['for i in 1 2 3 4; do seq 1 90000; done']);
    expect(end).toMatchObject({ stderr: '', code: 0 });
    expect(end.stdout).toHaveLength(2_115_576);
    expect(end.stdout.endsWith('\n89999\n90000\n')).toBe(true);
  });

  test('the instance tells about itself, by version 2 of the metadata service only', async () => {
    const url = 'http://169.254.169.254/latest';
    const end = await rig.ssh(port, 'ubuntu', [
      `curl -s ${url}/meta-data/ami-id | grep -o 401 | head -1; T=$(curl -s -X PUT ${url}/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60"); curl -s -H "X-aws-ec2-metadata-token: $T" ${url}/meta-data/ami-id`,
    ]);
    expect(end.stdout).toBe('401\nami-0123456789abcdef0');
  });
});

describe('a file that cannot be written fails the command that writes it, and no more', () => {
  const denied = 'bash: /etc/x: Permission denied\n';
  test.each([
    ['echo a > /etc/x || echo no', 'no\n', 0],
    ['echo a > /etc/x && echo yes', '', 1],
    ['if echo a > /etc/x; then echo yes; else echo no; fi', 'no\n', 0],
    ['! echo a > /etc/x && echo no', 'no\n', 0],
    ['for i in 1 2; do echo a > /etc/x || exit 4; done', '', 4],
    ['f() { echo a >> /etc/x; echo on; }; f', 'on\n', 0],
    ['x=$(echo a > /etc/x) || echo no', 'no\n', 0],
    ['for i in 1; do echo a; done > /etc/x || echo no', 'no\n', 0],
    ['set -e; echo a > /etc/x || echo no; echo on', 'no\non\n', 0],
    ['set -e; echo a > /etc/x; echo never', '', 1],
    ['sudo sh -c "echo a > /proc/none/x || echo no"', 'no\n', 0],
  ])('%s', async (script, stdout, code) => {
    const end = await rig.ssh(port, 'ubuntu', [script]);
    expect(end).toMatchObject({ stdout, code });
    if (script.includes('/etc/x')) expect(end.stderr).toBe(denied);
  });

  test('a full disk takes the || branch', async () => {
    const machine = await rig.boot();
    const fill =
      'head -c 60000 /dev/zero > z; while cat z z z z >> fill; do :; done; cat z z z z z > more || echo full';
    expect(await rig.ssh(machine.port, 'ubuntu', [fill])).toEqual({
      stdout: 'full\n',
      stderr: ['fill', 'more'].map((name) => `bash: /home/ubuntu/${name}: No space left on device\n`).join(''),
      code: 0,
    });
  });

  test.each([
    ['exit 3 > a', '', 3],
    ['x=5 > a; y=6; echo $y', '6\n', 0],
    ['cd /tmp > ~/a; pwd', '/tmp\n', 0],
    ['f() { return 7 > a; }; f; echo $?', '7\n', 0],
    ['while true; do break > a; done; echo out', 'out\n', 0],
    ['echo b | cat > a; cat a', 'b\n', 0],
    ['false > a | true; echo $?; set -o pipefail; false > a | true; echo $?', '0\n1\n', 0],
    ['ls /nope 2>&1 | grep -c cannot', '1\n', 0],
    ['set -e; false > a || echo no; echo on', 'no\non\n', 0],
    ['set -e; false > a; echo never', '', 1],
    ['set -e; if false > a; then :; fi; while false > a; do :; done; ! true > a; echo on', 'on\n', 0],
    ['set -e; f() { false > a; }; f; echo never', '', 1],
    ['ls /nope > a 2>&1; echo $?', '2\n', 0],
    ['exec > a; echo in; exec 1>&2; cat a', '', 0],
    ['echo one > a; echo two >> a; cat < a', 'one\ntwo\n', 0],
    ['A=1 env > a; grep ^A= a', 'A=1\n', 0],
  ])('what writes goes on as ever: %s', async (script, stdout, code) => {
    expect(await rig.ssh(port, 'ubuntu', [script])).toMatchObject({ stdout, code });
  });
});

describe('what a machine will not do to the computer', () => {
  test.each([
    ['a fork bomb', ':() { :|:& }; :'],
    ['endless recursion', 'f() { f; }; f'],
    ['a loop in eval', 'eval "while :; do :; done"'],
    ['a file of 1 GB', 'fallocate -l 1G big'],
    ['a disk filled up', 'head -c 60000 /dev/zero > z; while true; do cat z z z z z z >> big || exit 1; done'],
    ['many files', 'for i in $(seq 1 12100); do echo > f$i; done; touch last'],
    ['a string without end', 'x=aaaaaaaa; while true; do x=$x$x$x$x; done'],
    ['a flood of output', 'while true; do seq 1 20000; done'],
    ['a wide number', 'printf "%0900000000d" 1'],
    ['braces', 'echo {1..99999999}'],
    ['a loop in awk', "awk 'BEGIN { while (1) {} }'"],
    ['a loop in sed', "echo a | sed ':a;ba'"],
  ])(
    '%s is bounded',
    async (_, script) => {
      const machine = await rig.boot();
      const before = process.memoryUsage().rss;
      const end = await rig.ssh(machine.port, 'ubuntu', [script]);
      expect(end.code).not.toBe(0);
      expect(end.code).not.toBe(255);
      expect(end.stderr).not.toMatch(/executionLimits|EACCES|at .*\.js/);
      expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(400);
      expect((await rig.ssh(machine.port, 'ubuntu', ['echo fine'])).stdout).toBe('fine\n');
      await rig.machines.halt(machine.spec.instanceId);
    },
    120_000,
  );
});
