import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';

/** What belongs to the shell itself and the library leaves out. */
export function shellCommands(room: CommandRoom): Record<string, Program> {
  const { hooks, shell } = room;
  return {
    history: () =>
      ok(
        hooks
          .history()
          .map((line, at) => `${String(at + 1).padStart(5)}  ${line}\n`)
          .join(''),
      ),
    umask: (args) => {
      const given = args.find((arg) => !arg.startsWith('-'));
      if (given === undefined) return ok(`${shell.files.umask.toString(8).padStart(4, '0')}\n`);
      if (!/^[0-7]{1,4}$/.test(given))
        return fail(`bash: umask: \`${given}': a practice machine takes octal numbers only`);
      shell.files.umask = Number.parseInt(given, 8) & 0o777;
      return ok();
    },
    ulimit: (args) =>
      ok(
        args.includes('-a')
          ? 'open files                          (-n) 1024\nmax user processes                  (-u) 24\n'
          : args.includes('-n')
            ? '1024\n'
            : args.includes('-u')
              ? '24\n'
              : 'unlimited\n',
      ),
    // Nothing runs on in the background here: what is started with & is over before the next prompt.
    jobs: () => ok(),
    bg: () => fail('bash: bg: current: no such job'),
    fg: () => fail('bash: fg: current: no such job'),
    disown: () => ok(),
    trap: () => ok(),
    nohup: async (args, context) =>
      args.length === 0 || args[0]?.startsWith('-') || !context.exec
        ? fail("nohup: missing operand\nTry 'nohup --help' for more information.", 125)
        : context.exec(args[0] ?? '', { cwd: context.cwd, args: args.slice(1) }),
    scp: (args) => {
      if (!hooks.copy)
        return fail('scp: a practice machine does not call out; copy from your own computer: scp FILE user@ADDRESS:');
      hooks.copy(args);
      return ok();
    },
    ssh: () => fail('ssh: a practice machine does not call out.', 255),
  };
}
