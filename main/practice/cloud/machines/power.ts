import type { Computer } from './computer.ts';
import type { HaltReason } from './machine.ts';
import { broadcast, systemdTime, wallMessage } from './wall.ts';

/**
 * Takes the machine down from inside: every session is told and ended, and the world hears of it.
 *
 * Where the world takes no such word, the sessions are told where to go instead.
 */
export function goDown(computer: Computer, kind: HaltReason): void {
  const { world, spec } = computer;
  const tell = kind === 'reboot' ? world.reboot : world.powerOff;
  if (!tell) {
    const how = kind === 'reboot' ? 'Reboot instance' : 'Stop instance';
    computer.endSessions(
      wallMessage(
        computer,
        `To ${kind === 'reboot' ? 'reboot' : 'power off'} this machine, use “${how}” in the Instances page.`,
      ),
    );
    return;
  }
  computer.log('systemd', kind === 'reboot' ? 'System is rebooting.' : 'System is powering down.');
  computer.endSessions(broadcast(computer, kind));
  // After the command that asked for it is over.
  setImmediate(() => tell.call(world, spec.instanceId));
}

/** Takes the machine down later, unless it is called off or the machine is down by then. */
export function scheduleShutdown(computer: Computer, kind: HaltReason, at: Date, ms: number): void {
  const { memory, world } = computer;
  if (memory.shutdown) memory.shutdown.cancelled = true;
  const planned = { at, kind, cancelled: false };
  memory.shutdown = planned;
  const words = kind === 'reboot' ? 'reboot' : 'power off';
  computer.wall(wallMessage(computer, `The system will ${words} at ${systemdTime(at)}!`));
  void world.sleep(ms).then(() => {
    if (planned.cancelled || memory.shutdown !== planned) return;
    memory.shutdown = null;
    goDown(computer, kind);
  });
}
