import { createHash } from 'node:crypto';
import { fail } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';

/** md5sum and its kin; the library's work letter by letter, and a disk's worth would take seconds. */
export function digestCommands({ shell }: CommandRoom): Record<string, Program> {
  const { files } = shell;
  const digest =
    (name: string, algorithm: string): Program =>
    async (args, context) => {
      if (args.some((arg) => /^-\w*c|^--/.test(arg))) {
        return context.origCommand ? context.origCommand(args) : fail(`${name}: invalid option`);
      }
      const named = args.filter((arg) => !/^-[bt]$/.test(arg));
      const lines: string[] = [];
      const errors: string[] = [];
      for (const each of named.length > 0 ? named : ['-']) {
        await shell.breathe();
        const path = files.resolvePath(context.cwd, each);
        const bytes = each === '-' ? Buffer.from(context.stdin as unknown as string, 'latin1') : files.peek(path);
        if (bytes) lines.push(`${createHash(algorithm).update(bytes).digest('hex')}  ${each}\n`);
        else errors.push(`${name}: ${each}: ${await whyNot(files, path)}\n`);
      }
      return { stdout: lines.join(''), stderr: errors.join(''), exitCode: errors.length > 0 ? 1 : 0 };
    };
  return {
    md5sum: digest('md5sum', 'md5'),
    sha1sum: digest('sha1sum', 'sha1'),
    sha256sum: digest('sha256sum', 'sha256'),
  };
}

async function whyNot(files: CommandRoom['shell']['files'], path: string): Promise<string> {
  if (!(await files.exists(path))) return 'No such file or directory';
  return (await files.stat(path)).isDirectory ? 'Is a directory' : 'Permission denied';
}
