import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { Shell } from './shell.ts';

/** whoami, id, sudo, su and their kin. */
export function userCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell, hooks } = room;
  const isUser = (name: string) => name === 'root' || name === computer.facts.user;
  const uid = (name: string) => (name === 'root' ? 0 : 1000);
  const describe = (name: string) =>
    name === 'root'
      ? 'uid=0(root) gid=0(root) groups=0(root)'
      : `uid=1000(${name}) gid=1000(${name}) groups=1000(${name}),4(adm),27(sudo)`;

  const become = (user: string): ReturnType<typeof ok> => {
    if (!isUser(user))
      return fail(`su: user ${user} does not exist or the user entry does not contain all the required fields`);
    if (!hooks.interactive) return ok();
    hooks.become(user);
    return ok();
  };

  const runAs = async (
    user: string,
    script: string,
    context: Parameters<Program>[1],
    env: Record<string, string> = {},
  ) => {
    const other = new Shell(computer, user, { ...hooks, interactive: false }, env);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const result = await other.run(
      script,
      {
        out: async (bytes) => void out.push(bytes),
        err: async (bytes) => void err.push(bytes),
      },
      {
        signal: context.signal ?? new AbortController().signal,
        isNested: true,
        stdin: context.stdin as unknown as string,
        cwd: context.cwd,
      },
    );
    return {
      stdout: Buffer.concat(out).toString('latin1'),
      stdoutKind: 'bytes' as const,
      stderr: Buffer.concat(err).toString('utf8'),
      exitCode: result.exitCode,
    };
  };

  return {
    whoami: () => ok(`${shell.user}\n`),
    logname: () => ok(`${computer.facts.user}\n`),
    groups: () => ok(shell.user === 'root' ? 'root\n' : `${shell.user} adm sudo\n`),
    id: (args) => {
      const flags = args.filter((arg) => arg.startsWith('-')).join('');
      const name = args.find((arg) => !arg.startsWith('-')) ?? shell.user;
      if (!isUser(name)) return fail(`id: ‘${name}’: no such user`);
      if (flags.includes('u')) return ok(`${flags.includes('n') ? name : uid(name)}\n`);
      if (flags.includes('g')) return ok(`${flags.includes('n') ? name : uid(name)}\n`);
      return ok(`${describe(name)}\n`);
    },
    sudo: async (given, context) => {
      const args = [...given];
      let user = 'root';
      let login = false;
      while (args[0]?.startsWith('-')) {
        const flag = args.shift() as string;
        if (flag === '-u' || flag === '--user') user = args.shift() ?? 'root';
        else if (flag === '-i' || flag === '-s' || flag === '--login') login = true;
        else if (flag === '-l')
          return ok(
            `User ${shell.user} may run the following commands on ${computer.hostname}:\n    (ALL : ALL) NOPASSWD: ALL\n`,
          );
        else if (flag === '-v' || flag === '-k' || flag === '-K') return ok();
        else if (flag === '--') break;
        else if (!['-E', '-H', '-n', '-S', '-b'].includes(flag))
          return fail(`sudo: invalid option -- '${flag.replace(/^-+/, '')}'`);
      }
      if (!isUser(user)) return fail(`sudo: unknown user ${user}`);
      const env: Record<string, string> = { SUDO_USER: shell.user };
      while (/^[A-Za-z_]\w*=/.test(args[0] ?? '')) {
        const assignment = args.shift() as string;
        env[assignment.slice(0, assignment.indexOf('='))] = assignment.slice(assignment.indexOf('=') + 1);
      }
      if (args.length === 0)
        return login ? become(user) : fail('usage: sudo -h | -K | -k | -V\nusage: sudo [-u user] command');
      if (args[0] === 'su' || (args[0] === 'bash' && args.length === 1)) return become(user);
      computer.log('sudo', `${shell.user} : TTY=pts/0 ; PWD=${context.cwd} ; USER=${user} ; COMMAND=${args.join(' ')}`);
      return runAs(user, args.map(quote).join(' '), context, env);
    },
    su: async (given, context) => {
      const args = given.filter((arg) => arg !== '-' && arg !== '-l' && arg !== '--login');
      const at = args.indexOf('-c');
      const script = at >= 0 ? args.splice(at, 2)[1] : undefined;
      const user = args[0] ?? 'root';
      if (shell.user !== 'root') return fail('Password: \nsu: Authentication failure');
      return script === undefined ? become(user) : runAs(user, script, context);
    },
    chown: async (given, context) => {
      const recursive = given.some((arg) => arg === '-R' || arg === '--recursive');
      const [spec, ...paths] = given.filter((arg) => !arg.startsWith('-'));
      if (spec === undefined || paths.length === 0) return fail('chown: missing operand');
      const owner = spec.split(/[:.]/)[0] ?? '';
      if (owner !== '' && !isUser(owner)) return fail(`chown: invalid user: ‘${spec}’`);
      const errors: string[] = [];
      const change = async (path: string): Promise<void> => {
        try {
          if (owner !== '') await shell.files.chown(path, owner);
          if (recursive && (await shell.files.lstat(path)).isDirectory) {
            for (const name of await shell.files.readdir(path)) await change(`${path}/${name}`);
          }
        } catch (error) {
          const permitted = (error as { code?: string }).code !== 'EPERM';
          errors.push(
            permitted
              ? `chown: cannot access '${path}': No such file or directory`
              : `chown: changing ownership of '${path}': Operation not permitted`,
          );
        }
      };
      for (const path of paths) await change(shell.files.resolvePath(context.cwd, path));
      return errors.length > 0 ? fail(errors.join('\n')) : ok();
    },
    passwd: () => fail('passwd: practice machines are opened with keys only; there is no password to set.'),
  };
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
