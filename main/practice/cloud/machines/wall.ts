import type { Computer } from './computer.ts';
import type { HaltReason } from './machine.ts';

/** What systemd shows on every terminal when the machine goes down. */
export function broadcast(computer: Computer, why: HaltReason): string {
  return wallMessage(computer, `The system will ${verbOf(why)} now!`);
}

/** A message as `wall` shows it. */
export function wallMessage(computer: Computer, text: string, from = 'root'): string {
  const at = systemdTime(computer.world.now());
  return `\nBroadcast message from ${from}@${computer.hostname} (${at}):\n\n${text}\n\n`;
}

/** `Sun 2024-11-24 10:15:02 UTC`. */
export function systemdTime(at: Date): string {
  return `${at.toUTCString().slice(0, 3)} ${at.toISOString().slice(0, 10)} ${at.toISOString().slice(11, 19)} UTC`;
}

function verbOf(why: HaltReason): string {
  return why === 'reboot' ? 'reboot' : 'power off';
}
