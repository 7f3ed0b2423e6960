import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { journalLine } from './journal-text.ts';
import type { Unit } from './units.ts';
import { systemdTime } from './wall.ts';

const STARTERS = new Set(['start', 'restart', 'reload', 'reload-or-restart', 'try-restart']);

/** systemctl, service and journalctl. */
export function serviceCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell } = room;
  const { units, world } = computer;

  const change = (verb: string, unit: Unit, now: boolean): string | null => {
    const { facts } = unit;
    const log = (text: string) => computer.log('systemd', `${text} ${facts.name}.service - ${facts.description}.`);
    if (STARTERS.has(verb) || (verb === 'enable' && now)) {
      if (verb === 'reload' && unit.state.active !== 'active') {
        return `${facts.name}.service is not active, cannot reload.`;
      }
      const isRunning = unit.state.active === 'active' && (verb === 'start' || verb === 'enable' || verb === 'reload');
      if (!isRunning && !units.start(facts)) {
        computer.log(facts.name, `bind() to 0.0.0.0:${facts.port} failed (98: Address already in use)`);
        computer.log('systemd', `${facts.name}.service: Failed with result 'exit-code'.`);
        return (
          `Job for ${facts.name}.service failed because the control process exited with error code.\n` +
          `See "systemctl status ${facts.name}.service" and "journalctl -xeu ${facts.name}.service" for details.`
        );
      }
      if (!isRunning) log('Started');
    }
    if (verb === 'stop' || (verb === 'disable' && now)) {
      if (unit.state.active === 'active') log('Stopped');
      units.stop(facts);
    }
    return null;
  };

  const enable = (unit: Unit, on: boolean): string => {
    if (!units.enable(unit.facts, on)) return '';
    const link = `/etc/systemd/system/multi-user.target.wants/${unit.facts.name}.service`;
    return on
      ? `Created symlink ${link} → /usr/lib/systemd/system/${unit.facts.name}.service.\n`
      : `Removed "${link}".\n`;
  };

  const statusOf = ({ facts, state, enabled }: Unit): string => {
    const dot = { active: '●', inactive: '○', failed: '×' }[state.active];
    const since = `since ${systemdTime(state.since)}; ${agoText(world.now().getTime() - state.since.getTime())} ago`;
    const how = {
      active: `active (running) ${since}`,
      inactive: `inactive (dead)${state.pid === 0 && state.since > computer.bootedAt ? ` ${since}` : ''}`,
      failed: `failed (Result: exit-code) ${since}`,
    }[state.active];
    const word = enabled ? 'enabled' : 'disabled';
    const preset = computer.facts.packageTool === 'apt' ? 'enabled' : 'disabled';
    const lines = [
      `${dot} ${facts.name}.service - ${facts.description}`,
      `     Loaded: loaded (/usr/lib/systemd/system/${facts.name}.service; ${word}; preset: ${preset})`,
      `     Active: ${how}`,
      ...(facts.docs ? [`       Docs: ${facts.docs}`] : []),
    ];
    if (state.active === 'active') {
      lines.push(`   Main PID: ${state.pid} (${programOf(facts.processes[0] ?? facts.name)})`);
      lines.push(
        `      Tasks: ${facts.processes.length} (limit: 1130)`,
        '     Memory: 2.4M (peak: 5.1M)',
        '        CPU: 21ms',
      );
      lines.push(`     CGroup: /system.slice/${facts.name}.service`);
      facts.processes.forEach((process, at) => {
        const corner = at === facts.processes.length - 1 ? '└─' : '├─';
        lines.push(`             ${corner}${state.pid + at} ${quoted(process)}`);
      });
    }
    const log = computer.memory.journal.filter((line) => isOf(line.program, line.text, facts.name)).slice(-8);
    const tail = log.map((line) => journalLine(computer.hostname, line)).join('');
    return `${lines.join('\n')}\n${tail === '' ? '' : `\n${tail}`}`;
  };

  const systemctl: Program = async (args, context) => {
    const words = args.filter((arg) => !arg.startsWith('-'));
    const now = args.includes('--now');
    const [verb = 'list-units', ...names] = words;
    if (verb === 'reboot' || verb === 'poweroff' || verb === 'halt') {
      return context.exec ? context.exec(verb, { cwd: context.cwd }) : fail('systemctl: not now');
    }
    if (verb === 'daemon-reload' || verb === 'reset-failed')
      return shell.user === 'root' ? ok() : fail(authenticate('reload daemon'));
    if (verb === 'is-system-running') return ok('running\n');
    if (verb === 'list-units' || verb === 'list-unit-files')
      return ok(listOf(units.all(), verb === 'list-unit-files', args.includes('--all')));
    if (verb === 'status' && names.length === 0) {
      return ok(
        `● ${computer.hostname}\n    State: running\n    Units: ${units.all().length} loaded\n     Jobs: 0 queued\n   Failed: ${units.all().filter(({ state }) => state.active === 'failed').length} units\n    Since: ${systemdTime(computer.bootedAt)}\n`,
      );
    }
    if (names.length === 0) return fail('Too few arguments.');
    const outputs: string[] = [];
    let code = 0;
    for (const name of names) {
      const unit = units.find(name);
      const plain = name.replace(/\.service$/, '');
      if (!unit) {
        const isCheck = verb === 'is-active' || verb === 'is-enabled' || verb === 'is-failed';
        if (verb === 'is-active') outputs.push('inactive\n');
        if (verb === 'is-enabled') outputs.push('not-found\n');
        if (isCheck) code = verb === 'is-active' ? 4 : 1;
        else if (verb === 'status') return fail(`Unit ${plain}.service could not be found.`, 4);
        else if (shell.user !== 'root') return fail(authenticate(`${verb} unit`));
        else if (verb === 'enable' || verb === 'disable')
          return fail(`Failed to ${verb} unit: Unit file ${plain}.service does not exist.`);
        else return fail(`Failed to ${verb} ${plain}.service: Unit ${plain}.service not found.`, 5);
        continue;
      }
      switch (verb) {
        case 'is-active':
          outputs.push(`${unit.state.active}\n`);
          if (unit.state.active !== 'active') code = 3;
          break;
        case 'is-failed':
          outputs.push(`${unit.state.active}\n`);
          if (unit.state.active !== 'failed') code = 1;
          break;
        case 'is-enabled':
          outputs.push(unit.enabled ? 'enabled\n' : 'disabled\n');
          if (!unit.enabled) code = 1;
          break;
        case 'status':
          outputs.push(statusOf(unit));
          if (unit.state.active !== 'active') code = 3;
          break;
        case 'cat':
          outputs.push(
            `# /usr/lib/systemd/system/${unit.facts.name}.service\n[Unit]\nDescription=${unit.facts.description}\n\n[Service]\nExecStart=${unit.facts.processes[0]}\n\n[Install]\nWantedBy=multi-user.target\n`,
          );
          break;
        default: {
          if (!STARTERS.has(verb) && !['stop', 'enable', 'disable'].includes(verb))
            return fail(`Unknown command verb ${verb}.`);
          if (shell.user !== 'root')
            return fail(
              authenticate(
                verb === 'enable' || verb === 'disable' ? `${verb} unit` : `${verb} ${unit.facts.name}.service`,
              ),
            );
          const problem = change(verb, unit, now);
          if (problem !== null) return { stdout: '', stderr: `${problem}\n`, exitCode: 1 };
          if (verb === 'enable' || verb === 'disable') outputs.push(enable(unit, verb === 'enable'));
        }
      }
    }
    // What systemctl tells of links goes to its error output.
    const isChange = verb === 'enable' || verb === 'disable';
    return { stdout: isChange ? '' : outputs.join(''), stderr: isChange ? outputs.join('') : '', exitCode: code };
  };

  return {
    systemctl,
    service: (args, context) => {
      const [name, verb] = args;
      if (name === undefined || verb === undefined)
        return fail('Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]');
      return systemctl([verb, name], context);
    },
    journalctl: async (args) => {
      const value = (short: string, long: string) => {
        const at = args.findIndex(
          (arg) => arg === short || arg === long || (arg.endsWith(short.slice(1)) && /^-[a-z]+$/.test(arg)),
        );
        const joined =
          args.find((arg) => arg.startsWith(`${long}=`))?.slice(long.length + 1) ??
          args.find((arg) => arg.startsWith(short) && /^-n\d+$/.test(arg))?.slice(2);
        return joined ?? (at >= 0 ? args[at + 1] : undefined);
      };
      const name = value('-u', '--unit');
      const count = Number(value('-n', '--lines') ?? Number.NaN);
      const unit = name === undefined ? undefined : units.find(name);
      const sees = shell.user === 'root' || computer.facts.user === shell.user;
      const lines = computer.memory.journal.filter(
        (line) =>
          sees &&
          (name === undefined || isOf(line.program, line.text, unit?.facts.name ?? name.replace(/\.service$/, ''))),
      );
      const shown = Number.isInteger(count)
        ? lines.slice(-count)
        : args.some((arg) => /^-\w*e/.test(arg))
          ? lines.slice(-100)
          : lines;
      const ordered = args.includes('-r') ? [...shown].reverse() : shown;
      if (ordered.length === 0) return ok('-- No entries --\n');
      const text = ordered.map((line) => journalLine(computer.hostname, line)).join('');
      const follows = args.some((arg) => /^-\w*f/.test(arg) && !arg.startsWith('--'));
      if (!follows || shell.lone !== 'journalctl') return ok(text);
      await shell.live?.out(
        Buffer.from(
          ordered
            .slice(-10)
            .map((line) => journalLine(computer.hostname, line))
            .join(''),
        ),
      );
      let last = computer.memory.journal.at(-1);
      while (shell.signal?.aborted === false) {
        await shell.sleep(500);
        const at = last ? computer.memory.journal.lastIndexOf(last) : -1;
        for (const line of computer.memory.journal.slice(at + 1))
          await shell.live?.out(Buffer.from(journalLine(computer.hostname, line)));
        last = computer.memory.journal.at(-1);
      }
      return { ...ok(), exitCode: 130 };
    },
  };
}

function isOf(program: string, text: string, unit: string): boolean {
  const plain = unit === 'ssh' ? 'sshd' : unit;
  return (
    program === unit ||
    program === plain ||
    (program === 'systemd' && text.includes(` ${unit}.service`)) ||
    (program === 'systemd' && text.startsWith(`${unit}.service`))
  );
}

function listOf(all: readonly Unit[], filesOnly: boolean, withDead: boolean): string {
  if (filesOnly) {
    const rows = all.map(
      ({ facts, enabled }) => `${`${facts.name}.service`.padEnd(30)} ${enabled ? 'enabled ' : 'disabled'} enabled\n`,
    );
    return `${'UNIT FILE'.padEnd(30)} STATE    PRESET\n${rows.join('')}\n${all.length} unit files listed.\n`;
  }
  const shown = all.filter(({ state }) => withDead || state.active !== 'inactive');
  const rows = shown.map(({ facts, state }) => {
    const sub = { active: 'running', inactive: 'dead   ', failed: 'failed ' }[state.active];
    return `  ${`${facts.name}.service`.padEnd(28)} loaded ${state.active.padEnd(8)} ${sub} ${facts.description}\n`;
  });
  return `  ${'UNIT'.padEnd(28)} LOAD   ACTIVE   SUB     DESCRIPTION\n${rows.join('')}\n${shown.length} loaded units listed.\n`;
}

function authenticate(what: string): string {
  return `Failed to ${what}: Interactive authentication required.\n(Put sudo in front of it.)`;
}

function agoText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}min ${seconds % 60}s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h ${Math.floor((seconds % 3_600) / 60)}min`;
  return `${Math.floor(seconds / 86_400)} days`;
}

function programOf(process: string): string {
  return process.replace(/:.*$/, '').split(' ')[0]?.split('/').at(-1) ?? process;
}

function quoted(process: string): string {
  return process.includes(':') ? `"${process}"` : process;
}
