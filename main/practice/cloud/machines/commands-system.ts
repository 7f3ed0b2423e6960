import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { kernelLines } from './console-text.ts';
import { hardwareOf } from './hardware.ts';
import { privateNameOf } from './imds-tree.ts';
import { loginTime } from './welcome.ts';

/** What tells about the machine: its names, its kernel, its clock. */
export function systemCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell } = room;
  const { spec, facts, world } = computer;
  const { architecture } = hardwareOf(spec.instanceType);

  const rename = (name: string): void => {
    computer.memory.hostname = name;
    computer.tree.lay('/etc/hostname', { kind: 'file', mode: 0o644, bytes: Buffer.from(`${name}\n`) });
    computer.log('systemd-hostnamed', `Hostname set to <${name}> (static)`);
  };
  const isName = (name: string) => /^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/.test(name);

  return {
    hostname: (args) => {
      const [first = ''] = args;
      if (first.startsWith('-I')) return ok(`${spec.privateIp} \n`);
      if (first === '-i') return ok(`${spec.privateIp}\n`);
      if (first === '-f' || first === '--fqdn') return ok(`${privateNameOf(spec, computer.metadata())}\n`);
      if (first === '-d') return ok(`${privateNameOf(spec, computer.metadata()).replace(/^[^.]*\./, '')}\n`);
      if (first === '' || first.startsWith('-')) return ok(`${computer.hostname}\n`);
      if (shell.user !== 'root') return fail('hostname: you must be root to change the host name');
      if (!isName(first)) return fail('hostname: the specified hostname is invalid');
      rename(first);
      return ok();
    },
    hostnamectl: (args) => {
      const [verb, name = ''] = args.filter((arg) => !arg.startsWith('-'));
      if (verb === 'set-hostname' || (verb === 'hostname' && name !== '')) {
        if (shell.user !== 'root')
          return fail(
            'Could not set static hostname: Interactive authentication required.\n(Put sudo in front of it.)',
          );
        if (!isName(name)) return fail(`Invalid hostname '${name}'`);
        rename(name);
        return ok();
      }
      if (verb === 'hostname') return ok(`${computer.hostname}\n`);
      const id = spec.instanceId.replace(/^i-/, '').padStart(32, 'ec2');
      return ok(
        ` Static hostname: ${computer.hostname}\n       Icon name: computer-vm\n         Chassis: vm 🖴\n      Machine ID: ${id}\n  Virtualization: amazon\nOperating System: ${facts.prettyName}\n          Kernel: Linux ${facts.kernel}\n    Architecture: ${architecture === 'x86_64' ? 'x86-64' : 'arm64'}\n Hardware Vendor: Amazon EC2\n  Hardware Model: ${spec.instanceType}\n`,
      );
    },
    uname: (args) => {
      const flags = args.join('');
      const parts: [string, string][] = [
        ['s', 'Linux'],
        ['n', computer.hostname],
        ['r', facts.kernel],
        ['v', facts.kernelVersion],
        ['m', architecture],
        ['p', architecture],
        ['i', architecture],
        ['o', 'GNU/Linux'],
      ];
      const all = flags.includes('a') || flags.includes('--all');
      const asked = parts.filter(([flag]) => all || (flags === '' ? flag === 's' : flags.includes(flag)));
      return ok(`${asked.map(([, value]) => value).join(' ')}\n`);
    },
    arch: () => ok(`${architecture}\n`),
    date: async (args, context) => {
      const fixed = args.some((arg) => /^(-d|--date|-r|--reference|-s|--set|--help)/.test(arg));
      if (!context.origCommand) return ok(`${loginTime(world.now())}\n`);
      if (fixed) return context.origCommand(args);
      return context.origCommand(['-d', `@${Math.floor(world.now().getTime() / 1000)}`, ...args]);
    },
    timedatectl: () => {
      const now = world.now();
      const [day, clock] = [now.toISOString().slice(0, 10), now.toISOString().slice(11, 19)];
      const weekday = now.toUTCString().slice(0, 3);
      return ok(
        `               Local time: ${weekday} ${day} ${clock} UTC\n           Universal time: ${weekday} ${day} ${clock} UTC\n                 RTC time: ${weekday} ${day} ${clock}\n                Time zone: Etc/UTC (UTC, +0000)\nSystem clock synchronized: yes\n              NTP service: active\n          RTC in local TZ: no\n`,
      );
    },
    dmesg: () =>
      shell.user === 'root' || facts.packageTool === 'dnf'
        ? ok(
            kernelLines(spec, computer.hostname)
              .split('\n')
              .filter((line) => /^\[ +\d/.test(line))
              .map((line) => `${line}\n`)
              .join(''),
          )
        : fail('dmesg: read kernel buffer failed: Operation not permitted'),
    lsb_release: (args) => {
      const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(facts.osRelease)?.[1] ?? '';
      if (args.some((arg) => /^-\w*c/.test(arg)) && !args.some((arg) => /a/.test(arg)))
        return ok(`${args.join('').includes('s') ? '' : 'Codename:\t'}${field('VERSION_CODENAME')}\n`);
      return ok(
        `Distributor ID:\t${field('NAME').split(' ')[0]}\nDescription:\t${facts.prettyName}\nRelease:\t${field('VERSION_ID')}\nCodename:\t${field('VERSION_CODENAME')}\n`,
      );
    },
    man: (args) =>
      fail(`No manual entry for ${args.at(-1) ?? ''}: a practice machine has none. Most commands answer --help.`, 16),
  };
}
