import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import type { Computer } from './computer.ts';
import { hardwareOf } from './hardware.ts';
import { present } from './logins.ts';
import { loginTime } from './welcome.ts';

interface Process {
  readonly user: string;
  readonly pid: number;
  readonly terminal: string;
  readonly command: string;
}

/** ps, top, free, uptime, who and their kin. */
export function processCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell } = room;
  const { world, facts } = computer;
  const hardware = hardwareOf(computer.spec.instanceType);
  const clock = () => world.now().toISOString().slice(11, 19);
  const upLine = () => {
    const users = Math.max(1, present(computer).length);
    return ` ${clock()} up ${upText(computer)},  ${users} user${users > 1 ? 's' : ''},  load average: 0.08, 0.03, 0.01\n`;
  };
  const started = () => computer.bootedAt.toISOString().slice(11, 16);

  const free: Program = (args) => {
    const human = args.some((arg) => /^-\w*h/.test(arg));
    const power = args.includes('-g') ? 1_048_576 : args.includes('-m') ? 1_024 : args.includes('-b') ? 1 / 1_024 : 1;
    const cell = (kib: number) => (human ? humanMemory(kib) : String(Math.round(kib / power))).padStart(12);
    const total = hardware.memoryKib;
    const used = Math.round(total * 0.37);
    const shared = 948;
    const cache = Math.round(total * 0.34);
    const memory = [total, used, total - used - cache, shared, cache, total - used];
    return ok(
      `${' '.repeat(15)}total        used        free      shared  buff/cache   available\n` +
        `Mem:   ${memory.map(cell).join('').slice(-72)}\nSwap:  ${[0, 0, 0].map(cell).join('')}\n`,
    );
  };

  const ps: Program = (args) => {
    const flags = args.join('').replace(/-/g, '');
    const all = processesOf(computer, shell.user);
    const isWide = /a.*u|u.*a|f/.test(flags);
    if (args.some((arg) => arg.startsWith('-') && arg.includes('f')) && !flags.includes('u')) {
      const rows = all.map(
        (each) =>
          `${each.user.padEnd(8)} ${String(each.pid).padStart(7)} ${String(each.pid === 1 ? 0 : 1).padStart(7)}  0 ${started()} ${each.terminal.padEnd(8)} 00:00:00 ${each.command}\n`,
      );
      return ok(`UID          PID    PPID  C STIME TTY          TIME CMD\n${rows.join('')}`);
    }
    if (isWide || flags.includes('u')) {
      const rows = all.map(
        (each) =>
          `${each.user.padEnd(8)} ${String(each.pid).padStart(7)}  0.0  ${each.pid === 1 ? '1.3' : '0.6'} ${'22152'.padStart(6)} ${'12980'.padStart(5)} ${each.terminal.padEnd(8)} Ss   ${started()}   0:00 ${each.command}\n`,
      );
      return ok(`USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n${rows.join('')}`);
    }
    const everyone = flags.includes('e') || flags.includes('A');
    const shown = everyone ? all : all.filter(({ terminal }) => terminal !== '?');
    const rows = shown.map(
      (each) => `${String(each.pid).padStart(7)} ${each.terminal.padEnd(8)} 00:00:00 ${nameOf(each.command)}\n`,
    );
    return ok(`    PID TTY          TIME CMD\n${rows.join('')}`);
  };

  const top: Program = (args) => {
    const all = processesOf(computer, shell.user);
    const mib = (kib: number) => (kib / 1_024).toFixed(1).padStart(8);
    const total = hardware.memoryKib;
    const rows = all.map(
      (each) =>
        `${String(each.pid).padStart(7)} ${each.user.slice(0, 8).padEnd(9)} 20   0   22152  12980   9424 S   0.0   ${each.pid === 1 ? '1.3' : '0.6'}   0:00.10 ${nameOf(each.command)}\n`,
    );
    const picture =
      `top -${upLine()}Tasks: ${String(all.length).padStart(3)} total,   1 running, ${String(all.length - 1).padStart(3)} sleeping,   0 stopped,   0 zombie\n` +
      '%Cpu(s):  0.3 us,  0.3 sy,  0.0 ni, 99.3 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st \n' +
      `MiB Mem : ${mib(total)} total, ${mib(total * 0.29)} free, ${mib(total * 0.37)} used, ${mib(total * 0.34)} buff/cache     \n` +
      `MiB Swap: ${mib(0)} total, ${mib(0)} free, ${mib(0)} used. ${mib(total * 0.63)} avail Mem \n\n` +
      `    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n${rows.join('')}`;
    const isBatch = args.some((arg) => /^-?\w*b/.test(arg));
    return isBatch
      ? ok(picture)
      : { ...ok(picture), stderr: 'top: a practice machine shows one picture; run top again for the next.\n' };
  };

  const kill: Program = (args) => {
    if (args[0] === '-l') return ok(' 1) SIGHUP\t 2) SIGINT\t 3) SIGQUIT\t 9) SIGKILL\t15) SIGTERM\n');
    const ids = args.filter((arg) => /^\d+$/.test(arg)).map(Number);
    if (ids.length === 0)
      return fail('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]', 2);
    for (const id of ids) {
      const found = processesOf(computer, shell.user).find(({ pid }) => pid === id);
      if (!found) return fail(`bash: kill: (${id}) - No such process`);
      if (found.user !== shell.user && shell.user !== 'root')
        return fail(`bash: kill: (${id}) - Operation not permitted`);
      const unit = computer.units
        .all()
        .find(
          ({ state, facts: each }) =>
            state.active === 'active' && id >= state.pid && id < state.pid + each.processes.length,
        );
      if (unit && unit.facts.port !== 22) computer.units.stop(unit.facts);
    }
    return ok();
  };

  const killByName =
    (name: string): Program =>
    (args, context) => {
      const pattern = args.find((arg) => !arg.startsWith('-'));
      if (pattern === undefined) return fail(`${name}: no process name specified`);
      const found = processesOf(computer, shell.user).filter(({ command }) => nameOf(command) === pattern);
      if (found.length === 0)
        return name === 'killall' ? fail(`${pattern}: no process found`) : { ...ok(), exitCode: 1 };
      return kill(
        found.map(({ pid }) => String(pid)),
        context,
      );
    };

  const pgrep: Program = (args) => {
    const pattern = args.find((arg) => !arg.startsWith('-')) ?? '';
    const found = processesOf(computer, shell.user).filter(({ command }) => nameOf(command).includes(pattern));
    const named = args.some((arg) => /^-\w*[la]/.test(arg));
    return {
      ...ok(found.map(({ pid, command }) => `${pid}${named ? ` ${nameOf(command)}` : ''}\n`).join('')),
      exitCode: found.length > 0 ? 0 : 1,
    };
  };

  return {
    free,
    ps,
    top,
    htop: () => top(['-b'], {} as never),
    kill,
    killall: killByName('killall'),
    pkill: killByName('pkill'),
    pgrep,
    uptime: (args) => {
      if (args.includes('-p')) return ok(`up ${prettyUp(computer)}\n`);
      if (args.includes('-s')) return ok(`${computer.bootedAt.toISOString().slice(0, 19).replace('T', ' ')}\n`);
      return ok(upLine());
    },
    w: () => {
      const rows = present(computer).map(
        ({ user, terminal, from, at }) =>
          `${user.padEnd(8)} ${terminal.padEnd(8)} ${from.padEnd(16)} ${at.toISOString().slice(11, 16)}    1.00s  0.02s  0.00s w\n`,
      );
      return ok(`${upLine()}USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n${rows.join('')}`);
    },
    who: () =>
      ok(
        present(computer)
          .map(
            ({ user, terminal, from, at }) =>
              `${user.padEnd(8)} ${terminal.padEnd(12)} ${at.toISOString().slice(0, 16).replace('T', ' ')} (${from})\n`,
          )
          .join(''),
      ),
    users: () =>
      ok(
        `${present(computer)
          .map(({ user }) => user)
          .join(' ')}\n`,
      ),
    last: () => {
      const rows = [...computer.memory.logins].reverse().map(({ user, terminal, from, at, until }) => {
        const end = until
          ? `- ${until.toISOString().slice(11, 16)}  (${spanText(until.getTime() - at.getTime())})`
          : '  still logged in';
        return `${user.padEnd(8)} ${terminal.padEnd(12)} ${from.padEnd(16)} ${loginTime(at).slice(0, 16)} ${end}\n`;
      });
      const boot = `reboot   system boot  ${facts.kernel.slice(0, 16).padEnd(16)} ${loginTime(computer.bootedAt).slice(0, 16)}   still running\n`;
      return ok(`${rows.join('')}${boot}\nwtmp begins ${loginTime(computer.bootedAt)}\n`);
    },
    nproc: () => ok(`${hardware.vcpus}\n`),
    lscpu: () =>
      ok(
        `Architecture:             ${hardware.architecture}\nCPU(s):                   ${hardware.vcpus}\n  On-line CPU(s) list:    0-${hardware.vcpus - 1}\nModel name:               ${hardware.model}\nVirtualization features:  \n  Hypervisor vendor:      KVM\n  Virtualization type:    full\n`,
      ),
    vmstat: () =>
      ok(
        `procs -----------memory---------- ---swap-- -----io---- -system-- -------cpu-------\n r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st gu\n 0  0      0 ${Math.round(hardware.memoryKib * 0.29)}  21400 ${Math.round(hardware.memoryKib * 0.32)}    0    0     9     4   60   80  0  0 99  0  0  0\n`,
      ),
  };
}

/** What runs on the machine: the system, the services, and the shells of those who are logged in. */
export function processesOf(computer: Computer, user: string): Process[] {
  const system: Process[] = [{ user: 'root', pid: 1, terminal: '?', command: '/sbin/init' }];
  const services = computer.units
    .all()
    .filter(({ state }) => state.active === 'active')
    .flatMap(({ facts, state }) =>
      facts.processes.map((command, at): Process => {
        const owner = at === 0 ? 'root' : facts.name === 'nginx' ? 'www-data' : 'root';
        return { user: owner, pid: state.pid + at, terminal: '?', command };
      }),
    );
  const shells = present(computer).map(
    (login, at): Process => ({ user: login.user, pid: 1_482 + at * 40, terminal: login.terminal, command: '-bash' }),
  );
  const own = shells.some(({ user: each }) => each === user)
    ? []
    : [{ user, pid: 1_481, terminal: '?', command: 'bash' }];
  return [...system, ...services.sort((a, b) => a.pid - b.pid), ...own, ...shells];
}

function nameOf(command: string): string {
  if (command === '/sbin/init') return 'systemd';
  return command.replace(/:.*$/, '').split(' ')[0]?.split('/').at(-1)?.replace(/^-/, '') ?? command;
}

function upSeconds(computer: Computer): number {
  return Math.max(1, Math.floor((computer.world.now().getTime() - computer.bootedAt.getTime()) / 1_000));
}

function upText(computer: Computer): string {
  const minutes = Math.floor(upSeconds(computer) / 60);
  if (minutes < 60) return `${minutes} min`;
  const days = Math.floor(minutes / 1_440);
  const rest = `${Math.floor((minutes % 1_440) / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return days > 0 ? `${days} day${days > 1 ? 's' : ''}, ${rest}` : rest;
}

function prettyUp(computer: Computer): string {
  const minutes = Math.floor(upSeconds(computer) / 60);
  const parts: [number, string][] = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor((minutes % 1_440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}${count > 1 ? 's' : ''}`);
  return shown.length > 0 ? shown.join(', ') : '0 minutes';
}

function spanText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function humanMemory(kib: number): string {
  if (kib === 0) return '0B';
  if (kib < 1_024) return `${kib}Ki`;
  return kib < 1_048_576 ? `${Math.round(kib / 1_024)}Mi` : `${(kib / 1_048_576).toFixed(1)}Gi`;
}
