import type { Command, ExecResult, parse as Parse } from 'just-bash';
import { cloudCommands } from './commands-cloud.ts';
import { digestCommands } from './commands-digests.ts';
import { diskCommands } from './commands-disks.ts';
import { fileCommands } from './commands-files.ts';
import { fillCommands } from './commands-filling.ts';
import { networkCommands } from './commands-network.ts';
import { packageCommands } from './commands-packages.ts';
import { powerCommands } from './commands-power.ts';
import { processCommands } from './commands-processes.ts';
import { serviceCommands } from './commands-services.ts';
import { shellCommands } from './commands-shell.ts';
import { systemCommands } from './commands-system.ts';
import { userCommands } from './commands-users.ts';
import { webCommands } from './commands-web.ts';
import type { Computer } from './computer.ts';
import { asBytes } from './heavy-commands.ts';
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
    ...fillCommands(room),
    ...digestCommands(room),
    ...diskCommands(room),
    ...networkCommands(room),
    ...webCommands(room),
    ...packageCommands(room),
    ...serviceCommands(room),
    ...processCommands(room),
    ...powerCommands(room),
    ...systemCommands(room),
    ...shellCommands(room),
    ...cloudCommands(room),
    ...userCommands(room),
  };
  return Object.entries(programs).map(([name, program]) => ({
    name,
    execute: async (args, context) => asBytes(await program(args, context)),
  }));
}
