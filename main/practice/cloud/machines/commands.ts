import type { Command, ExecResult, parse as Parse } from 'just-bash';
import { fileCommands } from './commands-files.ts';
import { networkCommands } from './commands-network.ts';
import { packageCommands } from './commands-packages.ts';
import { systemCommands } from './commands-system.ts';
import { userCommands } from './commands-users.ts';
import type { Computer } from './computer.ts';
import type { SessionHooks, Shell } from './shell.ts';

/** What a command of a practice machine is made of: words in, text out. */
export type Program = (args: string[], context: Parameters<Command['execute']>[1]) => Promise<ExecResult> | ExecResult;

/** What the makers of commands are given. */
export interface CommandRoom {
  readonly computer: Computer;
  readonly shell: Shell;
  readonly hooks: SessionHooks;
  readonly parse: typeof Parse;
}

/** Every command that a practice machine has beyond the shell library's own. */
export function createCommands(computer: Computer, shell: Shell, hooks: SessionHooks, parse: typeof Parse): Command[] {
  const room: CommandRoom = { computer, shell, hooks, parse };
  const programs: Record<string, Program> = {
    ...fileCommands(room),
    ...networkCommands(room),
    ...packageCommands(room),
    ...systemCommands(room),
    ...userCommands(room),
  };
  return Object.entries(programs).map(([name, program]) => ({
    name,
    execute: async (args, context) => program(args, context),
  }));
}

/** A command's good end. */
export function ok(stdout = ''): ExecResult {
  return { stdout, stderr: '', exitCode: 0 };
}

/** A command's bad end. */
export function fail(stderr: string, exitCode = 1): ExecResult {
  return { stdout: '', stderr: stderr.endsWith('\n') ? stderr : `${stderr}\n`, exitCode };
}
