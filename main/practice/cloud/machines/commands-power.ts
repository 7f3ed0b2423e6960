import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import type { HaltReason } from './machine.ts';
import { goDown, scheduleShutdown } from './power.ts';
import { systemdTime } from './wall.ts';

/** shutdown, reboot, poweroff, halt and init: they go through the world, so that the instance's state follows. */
export function powerCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell } = room;
  const isRoot = () => shell.user === 'root';
  const denied = (name: string) =>
    fail(
      name === 'shutdown'
        ? 'Failed to set wall message, ignoring: Interactive authentication required.\nFailed to schedule shutdown: Interactive authentication required.\n(Put sudo in front of it.)'
        : `Failed to set wall message, ignoring: Interactive authentication required.\nCall to ${name} failed: Interactive authentication required.\n(Put sudo in front of it.)`,
    );
  const now =
    (name: string, kind: HaltReason): Program =>
    () => {
      if (!isRoot()) return denied(name);
      goDown(computer, kind);
      return ok();
    };

  const shutdown: Program = (args) => {
    if (!isRoot()) return denied('shutdown');
    const flags = args.filter((arg) => arg.startsWith('-')).join('');
    const [when = '+1'] = args.filter((arg) => !arg.startsWith('-'));
    if (flags.includes('c')) {
      if (computer.memory.shutdown) computer.memory.shutdown.cancelled = true;
      computer.memory.shutdown = null;
      return ok();
    }
    const kind: HaltReason = flags.includes('r') ? 'reboot' : 'power-off';
    const minutes = minutesUntil(when, computer.world.now());
    if (minutes === null) return fail(`Failed to parse time specification: ${when}`);
    if (minutes === 0) {
      goDown(computer, kind);
      return ok();
    }
    const at = new Date(computer.world.now().getTime() + minutes * 60_000);
    scheduleShutdown(computer, kind, at, minutes * 60_000);
    const word = kind === 'reboot' ? 'Reboot' : 'Shutdown';
    return { ...ok(), stderr: `${word} scheduled for ${systemdTime(at)}, use 'shutdown -c' to cancel.\n` };
  };

  return {
    shutdown,
    reboot: now('reboot', 'reboot'),
    poweroff: now('poweroff', 'power-off'),
    halt: now('halt', 'power-off'),
    init: (args) => {
      if (!isRoot()) return denied('init');
      if (args[0] === '0') goDown(computer, 'power-off');
      else if (args[0] === '6') goDown(computer, 'reboot');
      return ok();
    },
  };
}

/** `now`, `+5` or `23:45` as minutes from now; null when it is none of these. */
function minutesUntil(when: string, now: Date): number | null {
  if (when === 'now' || when === '+0') return 0;
  const later = /^\+?(\d{1,4})$/.exec(when);
  if (later) return Number(later[1]);
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(when);
  if (!clock) return null;
  const minutes = Number(clock[1]) * 60 + Number(clock[2]) - (now.getUTCHours() * 60 + now.getUTCMinutes());
  return minutes > 0 ? minutes : minutes + 24 * 60;
}
