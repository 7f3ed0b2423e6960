import type { Computer } from './computer.ts';
import type { JournalLine } from './machine-memory.ts';

/** `Nov 24 10:15:02`. */
export function journalTime(at: Date): string {
  const [, day, month, time] = at.toUTCString().match(/^\w{3}, (\d\d) (\w{3}) \d{4} ([\d:]{8})/) ?? [];
  return `${month} ${day} ${time}`;
}

/** The journal's lines as `journalctl` and the log files show them, oldest first. */
export function journalText(computer: Computer, takes: (program: string, line: JournalLine) => boolean): string {
  return computer.memory.journal
    .filter((line) => takes(line.program, line))
    .map((line) => journalLine(computer.hostname, line))
    .join('');
}

/** One line, with a process number that is the program's own. */
export function journalLine(hostname: string, { at, program, text }: JournalLine): string {
  const number = program === 'kernel' ? '' : `[${processNumber(program)}]`;
  return `${journalTime(at)} ${hostname} ${program}${number}: ${text}\n`;
}

function processNumber(program: string): number {
  if (program === 'systemd') return 1;
  let sum = 0;
  for (const letter of program) sum = (sum * 31 + letter.charCodeAt(0)) % 2_000;
  return 600 + sum;
}
