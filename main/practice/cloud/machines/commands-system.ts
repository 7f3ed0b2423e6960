import { type CommandRoom, fail, ok, type Program } from './commands.ts';
import { loginTime } from './welcome.ts';

/** What tells about the machine, and what starts, stops and ends things on it. */
export function systemCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell, hooks } = room;
  const { spec, facts, world } = computer;
  const upSeconds = () => Math.max(1, Math.floor((world.now().getTime() - computer.bootedAt.getTime()) / 1000));
  const clock = () => world.now().toISOString().slice(11, 19);
  const upText = () => {
    const minutes = Math.floor(upSeconds() / 60);
    if (minutes < 60) return `${minutes} min`;
    const days = Math.floor(minutes / 1440);
    const rest = `${Math.floor((minutes % 1440) / 60)}:${String(minutes % 60).padStart(2, '0')}`;
    return days > 0 ? `${days} day${days > 1 ? 's' : ''}, ${rest}` : rest;
  };
  const from = world.callerAddress ?? '203.0.113.25';
  const asRoot =
    (name: string, program: Program): Program =>
    (args, context) =>
      shell.user === 'root' ? program(args, context) : fail(`${name}: this needs root. Put sudo in front of it.`);

  const processes = () => {
    const rows: [string, number, string][] = [
      ['root', 1, '/sbin/init'],
      ['root', 382, '/usr/lib/systemd/systemd-journald'],
      ['root', 611, 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups'],
      ['root', 702, '/usr/sbin/cron -f'],
      ['root', 734, '/snap/amazon-ssm-agent/current/amazon-ssm-agent'],
    ];
    let id = 900;
    for (const [name, runs] of computer.services) {
      id += 11;
      if (runs && !['ssh', 'cron', 'amazon-ssm-agent'].includes(name)) rows.push(['root', id, `/usr/sbin/${name}`]);
    }
    rows.push([shell.user, 1482, '-bash']);
    return rows;
  };

  const goDown = (what: 'reboot' | 'power off'): Program =>
    asRoot(what === 'reboot' ? 'reboot' : 'shutdown', () => {
      const how = what === 'reboot' ? 'Reboot instance' : 'Stop instance';
      hooks.goDown(
        `Your session ends here. To ${what} a practice machine, use “${how}” in the Instances page: the cloud has to know of it.`,
      );
      return ok();
    });

  const serviceName = (raw: string) => raw.replace(/\.service$/, '').replace(/^sshd$/, 'ssh');
  const systemctl: Program = (args) => {
    const words = args.filter((arg) => !arg.startsWith('-'));
    const [verb = 'list-units', ...units] = words;
    if (verb === 'reboot' || verb === 'poweroff')
      return goDown(verb === 'reboot' ? 'reboot' : 'power off')([], {} as never);
    if (verb === 'list-units' || verb === 'list-unit-files') {
      const rows = [...computer.services].map(
        ([name, runs]) =>
          `  ${`${name}.service`.padEnd(28)} loaded ${runs ? 'active  running' : 'inactive dead  '} ${name}`,
      );
      return ok(`  ${'UNIT'.padEnd(28)} LOAD   ACTIVE   SUB     DESCRIPTION\n${rows.join('\n')}\n`);
    }
    if (verb === 'daemon-reload') return ok();
    if (units.length === 0) return fail('Too few arguments.');
    const outputs: string[] = [];
    let code = 0;
    for (const unit of units.map(serviceName)) {
      const runs = computer.services.get(unit);
      if (runs === undefined) {
        if (verb === 'status' || verb === 'is-active') code = verb === 'status' ? 4 : 3;
        if (verb === 'is-active') outputs.push('inactive\n');
        else return fail(`Unit ${unit}.service could not be found.`, verb === 'status' ? 4 : 5);
        continue;
      }
      if (verb === 'is-active') {
        outputs.push(runs ? 'active\n' : 'inactive\n');
        if (!runs) code = 3;
      } else if (verb === 'is-enabled') outputs.push('enabled\n');
      else if (verb === 'status') {
        if (!runs) code = 3;
        outputs.push(
          `● ${unit}.service - ${unit}\n     Loaded: loaded (/usr/lib/systemd/system/${unit}.service; enabled; preset: enabled)\n` +
            `     Active: ${runs ? `active (running) since ${loginTime(computer.bootedAt)} UTC` : 'inactive (dead)'}\n` +
            `   Main PID: 611 (${unit})\n`,
        );
      } else if (['start', 'restart', 'reload', 'stop', 'enable', 'disable'].includes(verb)) {
        if (shell.user !== 'root')
          return fail(`Failed to ${verb} ${unit}.service: Access denied. Put sudo in front of it.`);
        if (verb === 'start' || verb === 'restart') computer.services.set(unit, true);
        if (verb === 'stop') computer.services.set(unit, false);
      } else return fail(`Unknown command verb '${verb}'.`);
    }
    return { ...ok(outputs.join('')), exitCode: code };
  };

  return {
    hostname: (args) => {
      if (args[0]?.startsWith('-I') || args[0] === '-i') return ok(`${spec.privateIp} \n`);
      if (args[0] && !args[0].startsWith('-')) return fail('hostname: you must be root to change the host name');
      return ok(`${args[0] === '-f' ? `${spec.hostname}.ec2.internal` : spec.hostname}\n`);
    },
    hostnamectl: () =>
      ok(
        ` Static hostname: ${spec.hostname}\n         Chassis: vm\n  Virtualization: amazon\nOperating System: ${facts.prettyName}\n          Kernel: Linux ${facts.kernel}\n    Architecture: x86-64\n`,
      ),
    uname: (args) => {
      const flags = args.join('');
      const parts: [string, string][] = [
        ['s', 'Linux'],
        ['n', spec.hostname],
        ['r', facts.kernel],
        ['v', facts.kernelVersion],
        ['m', 'x86_64'],
        ['p', 'x86_64'],
        ['i', 'x86_64'],
        ['o', 'GNU/Linux'],
      ];
      const all = flags.includes('a') || flags.includes('--all');
      const asked = parts.filter(([flag]) => all || (flags === '' ? flag === 's' : flags.includes(flag)));
      return ok(`${asked.map(([, value]) => value).join(' ')}\n`);
    },
    date: async (args, context) => {
      const fixed = args.some((arg) => /^(-d|--date|-r|--reference|-s|--set|--help)/.test(arg));
      if (!context.origCommand) return ok(`${loginTime(world.now())}\n`);
      if (fixed) return context.origCommand(args);
      return context.origCommand(['-d', `@${Math.floor(world.now().getTime() / 1000)}`, ...args]);
    },
    uptime: (args) => {
      if (args.includes('-p')) return ok(`up ${upText()}\n`);
      return ok(` ${clock()} up ${upText()},  1 user,  load average: 0.08, 0.03, 0.01\n`);
    },
    w: () =>
      ok(
        ` ${clock()} up ${upText()},  1 user,  load average: 0.08, 0.03, 0.01\nUSER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n${shell.user.padEnd(8)} pts/0    ${from.padEnd(16)} ${clock().slice(0, 5)}    1.00s  0.02s  0.00s w\n`,
      ),
    who: () =>
      ok(
        `${computer.facts.user.padEnd(8)} pts/0        ${world.now().toISOString().slice(0, 10)} ${clock().slice(0, 5)} (${from})\n`,
      ),
    last: () =>
      ok(
        `${computer.facts.user.padEnd(8)} pts/0        ${from.padEnd(16)} ${loginTime(world.now()).slice(0, 16)}   still logged in\nreboot   system boot  ${facts.kernel.padEnd(16)} ${loginTime(computer.bootedAt).slice(0, 16)}   still running\n`,
      ),
    history: () =>
      ok(
        hooks
          .history()
          .map((line, at) => `${String(at + 1).padStart(5)}  ${line}\n`)
          .join(''),
      ),
    nproc: () => ok('2\n'),
    arch: () => ok('x86_64\n'),
    free: (args) => {
      const [unit, power] = args.some((arg) => /^-\w*h/.test(arg))
        ? ['Mi', 1024]
        : args.includes('-m')
          ? ['', 1024]
          : ['', 1];
      const cell = (kib: number) => `${Math.round(kib / Number(power))}${unit}`.padStart(12);
      const row = (name: string, cells: number[]) => `${name.padEnd(7)}${cells.map(cell).join('')}`;
      return ok(
        `${' '.repeat(15)}total        used        free      shared  buff/cache   available\n` +
          `${row('Mem:    ', [980_392, 361_204, 431_208, 852, 338_120, 619_188])}\n${row('Swap:   ', [0, 0, 0])}\n`,
      );
    },
    ps: (args) => {
      const every = args.some((arg) => /a|e|A/.test(arg));
      if (!every)
        return ok('    PID TTY          TIME CMD\n   1482 pts/0    00:00:00 bash\n   1507 pts/0    00:00:00 ps\n');
      const rows = processes().map(
        ([user, pid, name]) =>
          `${user.padEnd(8)} ${String(pid).padStart(7)}  0.0  0.4 ${name === '-bash' ? 'pts/0' : '?    '}    Ss   0:00 ${name}`,
      );
      return ok(`USER         PID %CPU %MEM TTY      STAT TIME COMMAND\n${rows.join('\n')}\n`);
    },
    top: () =>
      ok(
        `top - ${clock()} up ${upText()},  1 user,  load average: 0.08, 0.03, 0.01\nTasks: ${processes().length} total,   1 running\n(A practice machine shows this once; it has no full-screen programs.)\n`,
      ),
    systemctl,
    service: (args, context) => systemctl([args[1] ?? 'status', args[0] ?? ''], context),
    journalctl: () => ok(`${loginTime(computer.bootedAt)} ${spec.hostname} systemd[1]: Startup finished.\n`),
    dmesg: asRoot('dmesg', () =>
      ok(
        `[    0.000000] Linux version ${facts.kernel}\n[    1.391044] EXT4-fs (nvme0n1p1): mounted filesystem with ordered data mode.\n`,
      ),
    ),
    'cloud-init': (args) => (args[0] === 'status' ? ok('status: done\n') : ok('/usr/bin/cloud-init 24.4\n')),
    ip: () =>
      ok(
        `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536\n    inet 127.0.0.1/8 scope host lo\n2: ens5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9001\n    inet ${spec.privateIp}/20 metric 100 brd 172.31.15.255 scope global dynamic ens5\n`,
      ),
    ss: () =>
      ok(
        `State   Recv-Q  Send-Q   Local Address:Port    Peer Address:Port\nLISTEN  0       4096           0.0.0.0:22           0.0.0.0:*\n${computer.services.get('nginx') || computer.services.get('apache2') || computer.services.get('httpd') ? 'LISTEN  0       511            0.0.0.0:80           0.0.0.0:*\n' : ''}`,
      ),
    ping: (args) =>
      fail(
        `ping: ${args.find((arg) => !arg.startsWith('-')) ?? ''}: a practice machine has no network beyond itself`,
        2,
      ),
    man: (args) =>
      fail(`No manual entry for ${args[0] ?? ''}: a practice machine has none. Most commands answer --help.`, 16),
    reboot: goDown('reboot'),
    shutdown: (args, context) => goDown(args.includes('-r') ? 'reboot' : 'power off')(args, context),
    poweroff: goDown('power off'),
    halt: goDown('power off'),
  };
}
